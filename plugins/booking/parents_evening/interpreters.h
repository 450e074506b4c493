#pragma once
#include "appointment.h"
#include "needs.h"
#include "plan.h"

#include <span>

namespace lodge::parents_evening {

struct Fate;

inline std::string interpreter_place(InterpreterId id) { return "evening_interpreter.name." + id.text(); }
inline ResourceId resource_of(InterpreterId interpreter) { return same_person<ResourceId>(interpreter); }

/// Somebody's time that is taken already.
struct Interpreting {
  InterpreterId who;
  Interval when;
  BookingId booking;
};

/// Each language by itself, as it was written: "Polish", "polski".
std::vector<std::string> languages_in(std::string_view languages);
/// Whether the family's word for its language is one of theirs; capitals, accents and marks around it do not count.
bool speaks(const Interpreter& interpreter, std::string_view language);
/// Whether the school named somebody for that language; where it did not, a family books as anybody, and the office
/// sees that somebody is to be found.
bool is_named(const Plan& plan, std::string_view language);
/// Not on a date that is called off.
bool takes_place(const Plan& plan, const InterpreterTime& time);
/// Who can: there all that time and with nobody else, `wished` before others, then who has the fewest languages.
std::optional<InterpreterId> interpreter_for(const Plan& plan, std::string_view language, const Interval& when,
                                             std::span<const Interpreting> busy, std::optional<InterpreterId> wished = {});

/// Gives the appointments of an evening that becomes another their interpreters: each keeps its own where that one can
/// still come, another gets whoever is free, or nobody: it stays all the same, and the office sees it. Pure.
void assign_interpreters(const Plan& after, const std::map<HouseholdId, Needs>& needs, std::vector<Fate>& fates, Instant now);

// Rows. All inside Database::read or write.
std::vector<Interpreter> interpreters_of(Reader& reader, EveningId evening);
void set_sitting(Transaction& transaction, InterpreterId interpreter, EveningDateId date, std::optional<BookingId> sitting);
void replace_interpreters(Transaction& transaction, EveningId evening, std::span<const Interpreter> interpreters);
/// Of the evening's live appointments.
std::vector<Interpreting> interpreting(Reader& reader, EveningId evening, Instant now);

}  // namespace lodge::parents_evening
