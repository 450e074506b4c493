#include "interpreters.h"

namespace lodge::parents_evening {

constexpr std::string_view kInterpreters = "select id, teacher, author, name, languages from evening_interpreter where evening = ? order by id";
constexpr std::string_view kTimes =
    "select t.interpreter, t.evening_date, t.starts_at, t.ends_at, t.sitting from evening_interpreter_time t "
    "join evening_interpreter i on i.id = t.interpreter where i.evening = ? order by t.interpreter, t.starts_at";

std::vector<Interpreter> interpreters_of(Reader& reader, EveningId evening) {
  std::vector<Interpreter> all;
  for (auto& [id, teacher, author, name, languages] :
       reader.rows<InterpreterId, std::optional<TeacherId>, PersonId, std::string, std::string>(kInterpreters, {evening})) {
    all.push_back({.id = id, .teacher = teacher, .author = author, .name = std::move(name), .languages = std::move(languages)});
  }
  auto at = all.begin();
  for (const auto& [id, date, starts, ends, sitting] :
       reader.rows<InterpreterId, EveningDateId, Instant, Instant, std::optional<BookingId>>(kTimes, {evening})) {
    while (at != all.end() && at->id < id) ++at;
    if (at != all.end() && at->id == id) at->times.push_back({date, Interval::make(starts, ends).value(), sitting});
  }
  return all;
}

constexpr std::string_view kNoTimes = "delete from evening_interpreter_time where interpreter in (select id from evening_interpreter where evening = ?)";
constexpr std::string_view kNobody = "delete from evening_interpreter where evening = ?";
constexpr std::string_view kInsert = "insert into evening_interpreter (id, evening, teacher, author, name, languages) values (?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertTime = "insert into evening_interpreter_time (interpreter, evening_date, starts_at, ends_at, sitting) values (?, ?, ?, ?, ?)";

void replace_interpreters(Transaction& transaction, EveningId evening, std::span<const Interpreter> interpreters) {
  transaction.execute(kNoTimes, {evening});
  transaction.execute(kNobody, {evening});
  for (const auto& one : interpreters) {
    transaction.execute(kInsert, {one.id, evening, one.teacher, one.author, one.name, one.languages});
    for (const auto& time : one.times) transaction.execute(kInsertTime, {one.id, time.date, time.when.starts(), time.when.ends(), time.sitting});
  }
}

constexpr std::string_view kSetSitting = "update evening_interpreter_time set sitting = ? where interpreter = ? and evening_date = ?";

void set_sitting(Transaction& transaction, InterpreterId interpreter, EveningDateId date, std::optional<BookingId> sitting) {
  transaction.execute(kSetSitting, {sitting, interpreter, date});
}

constexpr std::string_view kInterpreting =
    "select interpreter, starts_at, ends_at, booking from appointment where evening = ? and interpreter is not null and state <> 'cancelled' "
    "and (held_until is null or held_until > ?)";

std::vector<Interpreting> interpreting(Reader& reader, EveningId evening, Instant now) {
  std::vector<Interpreting> all;
  for (const auto& [who, starts, ends, booking] : reader.rows<InterpreterId, Instant, Instant, BookingId>(kInterpreting, {evening, now})) {
    all.push_back({who, Interval::make(starts, ends).value(), booking});
  }
  return all;
}

}  // namespace lodge::parents_evening
