#include "night_store.h"

#include "personal_store.h"
#include "words.h"

namespace lodge::parents_evening {

constexpr std::string_view kLate = "update desk set late_minutes = ?, late_at = ? where id = ? and evening = ?";
constexpr std::string_view kRaiseLate = "update evening set late_version = late_version + 1 where id = ?";

bool set_late(Transaction& transaction, EveningId evening, DeskId desk, std::chrono::minutes late, Instant now) {
  return transaction.execute(kLate, {late.count(), now, desk, evening}) == 1 && transaction.execute(kRaiseLate, {evening}) == 1;
}

constexpr std::string_view kAttended = "update appointment set attended = ? where booking = ? and state = 'booked'";

bool set_attended(Transaction& transaction, BookingId booking, Attended attended) {
  return transaction.execute(kAttended, {word(attended), booking}) == 1;
}

constexpr std::string_view kArrived =
    "update appointment set arrived_at = ? where household = ? and evening_date = ? and state = 'booked'";

std::int64_t set_arrived(Transaction& transaction, EveningDateId date, HouseholdId household, const std::optional<Instant>& at) {
  return transaction.execute(kArrived, {at, household, date});
}

constexpr std::string_view kArrivedSince =
    "select arrived_at from appointment where household = ? and evening_date = ? and state = 'booked' and arrived_at is not null "
    "order by arrived_at limit 1";

std::optional<Instant> arrived_since(Reader& reader, EveningDateId date, HouseholdId household) {
  const auto found = reader.row<Instant>(kArrivedSince, {household, date});
  return found ? std::optional(std::get<0>(*found)) : std::nullopt;
}

namespace {

#define REQUEST_COLUMNS "evening, student, teacher, sort, author, note, changed_at"

std::vector<TeacherRequest> list(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  std::vector<TeacherRequest> all;
  for (auto& [evening, student, teacher, sort, author, note, changed_at] :
       reader.rows<EveningId, StudentId, TeacherId, std::string, PersonId, std::string, Instant>(sql, binds)) {
    all.push_back({evening, student, teacher, sort == "please" ? RequestSort::please : RequestSort::no_need, author, std::move(note), changed_at});
  }
  return all;
}

}  // namespace

constexpr std::string_view kRequests =
    "select " REQUEST_COLUMNS " from teacher_request where evening = ? and teacher = ? order by student";

std::vector<TeacherRequest> requests_by(Reader& reader, EveningId evening, TeacherId teacher) {
  return list(reader, kRequests, {evening, teacher});
}

constexpr std::string_view kAbout =
    "select " REQUEST_COLUMNS " from teacher_request where student = ? or teacher = ? or author = ? order by evening, student, teacher";

std::vector<TeacherRequest> requests_about(Reader& reader, PersonId person) { return list(reader, kAbout, {person, person, person}); }

constexpr std::string_view kInsertRequest = "insert into teacher_request (" REQUEST_COLUMNS ") values (?, ?, ?, ?, ?, ?, ?)";

void replace_request(Transaction& transaction, const TeacherRequest& one) {
  remove_request(transaction, one.evening, one.student, one.teacher);
  transaction.execute(kInsertRequest, {one.evening, one.student, one.teacher, one.sort == RequestSort::please ? "please" : "no_need",
                                       one.author, one.note, one.changed_at});
}

constexpr std::string_view kRemoveRequest = "delete from teacher_request where evening = ? and student = ? and teacher = ?";

void remove_request(Transaction& transaction, EveningId evening, StudentId student, TeacherId teacher) {
  transaction.execute(kRemoveRequest, {evening, student, teacher});
}

constexpr std::string_view kInsertDisplay =
    "insert into evening_display (id, evening, name, author, secret, made_at) values (?, ?, ?, ?, ?, ?)";

void insert(Transaction& transaction, const Display& one) {
  transaction.execute(kInsertDisplay, {one.id, one.evening, one.name, one.author, one.secret, one.made_at});
}

namespace {

std::vector<Display> displays_by(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  std::vector<Display> all;
  for (auto& [id, evening, name, author, secret, made_at] :
       reader.rows<DisplayId, EveningId, std::string, PersonId, std::string, Instant>(sql, binds)) {
    all.push_back({id, evening, std::move(name), author, std::move(secret), made_at});
  }
  return all;
}

}  // namespace

constexpr std::string_view kDisplay = "select id, evening, name, author, secret, made_at from evening_display where id = ?";

std::optional<Display> find_display(Reader& reader, DisplayId id) {
  auto found = displays_by(reader, kDisplay, {id});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

constexpr std::string_view kDisplays =
    "select id, evening, name, author, secret, made_at from evening_display where evening = ? order by made_at, id";

std::vector<Display> displays(Reader& reader, EveningId evening) { return displays_by(reader, kDisplays, {evening}); }

constexpr std::string_view kRemoveDisplay = "delete from evening_display where evening = ? and id = ?";

void remove_display(Transaction& transaction, EveningId evening, DisplayId id) { transaction.execute(kRemoveDisplay, {evening, id}); }

}  // namespace lodge::parents_evening
