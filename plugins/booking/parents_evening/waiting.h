#pragma once
#include "whom.h"

#include <lodge/database.h>
#include <lodge/value.h>

namespace lodge::parents_evening {

enum class WaitingState {
  waiting,
  offered,  ///< a time is held for the family
  booked,
  lapsed,   ///< an offer was not taken in time
  left,     ///< by its own wish, or the office took it off
  closed,   ///< booking ended before a time came free
};

/// Somebody's place in the line for a teacher. Whoever joins again after `lapsed`, `left` or `closed` goes to its end.
struct Waiting {
  EveningId evening{};
  Whom whom{};
  ContactId contact{};  ///< who asked; the family is the household that this contact is in
  WaitingState state = WaitingState::waiting;
  Instant joined_at{};
  std::optional<BookingId> offer{};       ///< the appointment that is, or was last, held for the family
  std::optional<Instant> offered_until{};
  Instant changed_at{};

  Waiting as(WaitingState to, Instant now) const {
    auto after = *this;
    after.state = to;
    after.changed_at = now;
    return after;
  }
  bool in_line() const { return state == WaitingState::waiting || state == WaitingState::offered; }
};

std::string_view word(WaitingState state);

/// The rows of the line. All inside Database::read or write.
std::vector<Waiting> waiting_for(Reader& reader, EveningId evening);  ///< in any state, in the order of the line
std::vector<Waiting> waiting_now(Reader& reader, EveningId evening);  ///< who waits and was offered nothing, in that order
std::vector<Waiting> waiting_of(Reader& reader, EveningId evening, ContactId contact);
/// Of every evening: as the one who asked, as the student or as the teacher.
std::vector<Waiting> waiting_about(Reader& reader, PersonId person);
/// Evenings for which somebody stands in a line.
std::vector<EveningId> waited_for(Reader& reader);

/// False when that contact stands, or once stood, in that line.
bool insert(Transaction& transaction, const Waiting& waiting);
/// Writes what `after` says if the place is in `from` still; false when it has moved on.
bool move_on(Transaction& transaction, const Waiting& after, WaitingState from);
/// All of waiting_about, in the words of an export.
Value waiting_export(Reader& reader, PersonId person);
void forget_waiting(Transaction& transaction, PersonId person);  ///< as the one who asked and as the student

}  // namespace lodge::parents_evening
