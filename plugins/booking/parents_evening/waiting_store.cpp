#include "waiting.h"

#include <lodge/errors.h>
#include <lodge/iso8601.h>

#include <algorithm>
#include <array>

namespace lodge::parents_evening {
namespace {

constexpr auto kStates = std::to_array<std::string_view>({"waiting", "offered", "booked", "lapsed", "left", "closed"});

WaitingState parse_state(std::string_view text) {
  const auto found = std::ranges::find(kStates, text);
  LODGE_CHECK(found != kStates.end());
  return static_cast<WaitingState>(found - kStates.begin());
}

#define WAITING_COLUMNS "evening, teacher, student, contact, state, joined_at, offer, offered_until, changed_at"

std::vector<Waiting> list(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  std::vector<Waiting> all;
  for (const auto& [evening, teacher, student, contact, state, joined_at, offer, offered_until, changed_at] :
       reader.rows<EveningId, TeacherId, StudentId, ContactId, std::string, Instant, std::optional<BookingId>, std::optional<Instant>, Instant>(sql, binds)) {
    all.push_back({evening, {student, teacher}, contact, parse_state(state), joined_at, offer, offered_until, changed_at});
  }
  return all;
}

}  // namespace

std::string_view word(WaitingState state) { return kStates.at(static_cast<std::size_t>(state)); }

constexpr std::string_view kOfEvening =
    "select " WAITING_COLUMNS " from evening_waiting where evening = ? order by joined_at, contact, student, teacher";

std::vector<Waiting> waiting_for(Reader& reader, EveningId evening) { return list(reader, kOfEvening, {evening}); }

constexpr std::string_view kWaitingNow =
    "select " WAITING_COLUMNS " from evening_waiting where state = 'waiting' and evening = ? order by joined_at, contact, student, teacher";

std::vector<Waiting> waiting_now(Reader& reader, EveningId evening) { return list(reader, kWaitingNow, {evening}); }

constexpr std::string_view kOfContact =
    "select " WAITING_COLUMNS " from evening_waiting where contact = ? and evening = ? order by joined_at, student, teacher";

std::vector<Waiting> waiting_of(Reader& reader, EveningId evening, ContactId contact) { return list(reader, kOfContact, {contact, evening}); }

constexpr std::string_view kAbout =
    "select " WAITING_COLUMNS " from evening_waiting where contact = ? or student = ? or teacher = ? order by evening, joined_at";

std::vector<Waiting> waiting_about(Reader& reader, PersonId person) { return list(reader, kAbout, {person, person, person}); }

constexpr std::string_view kWaitedFor = "select distinct evening from evening_waiting where state in ('waiting', 'offered') order by evening";

std::vector<EveningId> waited_for(Reader& reader) {
  std::vector<EveningId> all;
  for (const auto& [evening] : reader.rows<EveningId>(kWaitedFor)) all.push_back(evening);
  return all;
}

constexpr std::string_view kInsert = "insert into evening_waiting (" WAITING_COLUMNS ") values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

bool insert(Transaction& transaction, const Waiting& w) {
  try {
    transaction.execute(kInsert, {w.evening, w.whom.teacher, w.whom.student, w.contact, word(w.state), w.joined_at, w.offer, w.offered_until, w.changed_at});
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

constexpr std::string_view kMoveOn =
    "update evening_waiting set state = ?, joined_at = ?, offer = ?, offered_until = ?, changed_at = ? "
    "where evening = ? and teacher = ? and student = ? and contact = ? and state = ?";

bool move_on(Transaction& transaction, const Waiting& w, WaitingState from) {
  return transaction.execute(kMoveOn, {word(w.state), w.joined_at, w.offer, w.offered_until, w.changed_at, w.evening, w.whom.teacher,
                                       w.whom.student, w.contact, word(from)}) == 1;
}

Value waiting_export(Reader& reader, PersonId person) {
  Value::List all;
  for (const auto& one : waiting_about(reader, person)) {
    all.push_back(Value::Map{{"evening", one.evening.text()}, {"student", one.whom.student.text()}, {"teacher", one.whom.teacher.text()},
                             {"state", std::string(word(one.state))}, {"joined_at", instant_text(one.joined_at)}, {"changed_at", instant_text(one.changed_at)}});
  }
  return all;
}

constexpr std::string_view kForget = "delete from evening_waiting where contact = ? or student = ?";

void forget_waiting(Transaction& transaction, PersonId person) { transaction.execute(kForget, {person, person}); }

}  // namespace lodge::parents_evening
