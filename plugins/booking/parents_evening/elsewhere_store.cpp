#include "elsewhere.h"

namespace lodge::parents_evening {
namespace {

// Crossed: SQLite then begins with the few dates to come, where it would look through all that ever was booked.
#define ELSEWHERE                                                                                                        \
  "select household, appointment.starts_at, appointment.ends_at from evening_date "                                      \
  "cross join appointment on appointment.evening = evening_date.evening and appointment.evening_date = evening_date.id " \
  "where evening_date.evening <> ? and evening_date.ends_at > ? and (state = 'booked' or (state = 'held' and held_until > ?))"

constexpr std::string_view kElsewhere = ELSEWHERE;
constexpr std::string_view kHouseholdElsewhere = ELSEWHERE " and household = ?";

Elsewhere list(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  Elsewhere all;
  for (const auto& [household, starts, ends] : reader.rows<HouseholdId, Instant, Instant>(sql, binds)) {
    all[household].push_back(Interval::make(starts, ends).value());
  }
  return all;
}

}  // namespace

Elsewhere elsewhere(Reader& reader, EveningId evening, Instant now) { return list(reader, kElsewhere, {evening, now, now}); }

std::vector<Interval> elsewhere(Reader& reader, EveningId evening, HouseholdId household, Instant now) {
  return list(reader, kHouseholdElsewhere, {evening, now, now, household})[household];
}

}  // namespace lodge::parents_evening
