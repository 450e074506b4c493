#include "core/timetable/store.h"

#include <lodge/not_ids.h>

namespace lodge::core {
namespace {

using std::string;

string text_of(const string& text) { return text; }
template <class Tag>
string text_of(const Id<Tag>& id) {
  return id.text();
}

template <class T>
string joined(const std::vector<T>& values) {
  string text;
  for (const auto& value : values) text += (text.empty() ? "" : "\n") + text_of(value);
  return text;
}

template <class Each>
void each_line(const string& text, Each&& each) {
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find('\n', at), text.size());
    each(text.substr(at, end - at));
    at = end + 1;
  }
}

template <class IdType>
std::vector<IdType> ids_in(const string& text) {
  std::vector<IdType> ids;
  each_line(text, [&](const string& line) {
    if (const auto id = IdType::parse(line)) ids.push_back(*id);
  });
  return ids;
}

std::vector<string> lines_in(const string& text) {
  std::vector<string> lines;
  each_line(text, [&](string line) { lines.push_back(std::move(line)); });
  return lines;
}

using Row = std::tuple<LessonId, string, PersonId, Instant, Instant, string, string, string, string, string>;

StoredLesson stored_in(const Row& row) {
  const auto& [id, booking, owner, starts, ends, period, subject, classes, teachers, rooms] = row;
  const auto booked = BookingId::parse(booking);
  return {id, owner, booked, {booked.value_or(BookingId()), *Interval::make(starts, ends), period, subject, lines_in(classes),
                              ids_in<TeacherId>(teachers), ids_in<RoomId>(rooms)}};
}

std::vector<Row> rows_of(Reader& reader, std::string_view statement, std::initializer_list<Bind> binds) {
  return reader.rows<LessonId, string, PersonId, Instant, Instant, string, string, string, string, string>(statement, binds);
}

}  // namespace

constexpr std::string_view kWithin =
    "select id, booking, owner, starts, ends, period, subject, classes, teachers, rooms from lesson "
    "where site = ? and starts >= ? and starts < ? and booking <> '' order by starts, id";

std::vector<Lesson> load_lessons(Reader& reader, SiteId site, Interval when) {
  std::vector<Lesson> lessons;
  for (const auto& row : rows_of(reader, kWithin, {site, when.starts(), when.ends()})) lessons.push_back(stored_in(row).lesson);
  return lessons;
}

constexpr std::string_view kOfBooking =
    "select id, booking, owner, starts, ends, period, subject, classes, teachers, rooms from lesson where booking = ?";

std::optional<Lesson> load_lesson(Reader& reader, BookingId booking) {
  const auto rows = rows_of(reader, kOfBooking, {booking});
  return rows.empty() ? std::nullopt : std::optional(stored_in(rows.front()).lesson);
}

constexpr std::string_view kFrom =
    "select id, booking, owner, starts, ends, period, subject, classes, teachers, rooms from lesson where site = ? and starts >= ?";

std::vector<StoredLesson> load_lessons_from(Reader& reader, SiteId site, Instant from) {
  std::vector<StoredLesson> lessons;
  for (const auto& row : rows_of(reader, kFrom, {site, from})) lessons.push_back(stored_in(row));
  return lessons;
}

constexpr std::string_view kIds =
    "select id from lesson union select site from lesson union select owner from lesson union select booking from lesson where booking <> ''";
constexpr std::string_view kStrangers =
    "select b.id from booking b left join lesson l on l.booking = b.id "
    "left join idempotency i on i.booking = b.id left join lesson k on k.id = i.idempotency_key "  // booked, not yet taken up
    "where b.kind = 'timetable.lesson' and b.state <> 'cancelled' and l.id is null and k.id is null order by b.id";

std::vector<std::string> faults_of_lessons(Reader& reader) {
  auto faults = not_ids(reader, "lesson", kIds);
  for (const auto& [id] : reader.rows<string>(kStrangers)) {
    faults.push_back("The ledger has the lesson " + id + ", of which the timetable knows nothing.");
  }
  return faults;
}

constexpr std::string_view kPlaceless =
    "select id, booking, owner, starts, ends, period, subject, classes, teachers, rooms from lesson "
    "where site = ? and starts >= ? and booking = '' order by starts, id limit ?";

std::vector<StoredLesson> load_placeless(Reader& reader, SiteId site, Instant from, std::size_t most) {
  std::vector<StoredLesson> lessons;
  for (const auto& row : rows_of(reader, kPlaceless, {site, from, static_cast<std::int64_t>(most)})) lessons.push_back(stored_in(row));
  return lessons;
}

constexpr std::string_view kOnePlaceless =
    "select id, booking, owner, starts, ends, period, subject, classes, teachers, rooms from lesson "
    "where id = ? and site = ? and starts >= ? and booking = ''";

std::optional<StoredLesson> find_placeless(Reader& reader, SiteId site, LessonId lesson, Instant from) {
  const auto rows = rows_of(reader, kOnePlaceless, {lesson, site, from});
  return rows.empty() ? std::nullopt : std::optional(stored_in(rows.front()));
}

constexpr std::string_view kInsert =
    "insert into lesson (site, id, booking, owner, starts, ends, period, subject, classes, teachers, rooms)";

void insert_lessons(Transaction& transaction, SiteId site, std::span<const StoredLesson> lessons) {
  std::vector<Bind> rows;
  for (const auto& [id, owner, booking, lesson] : lessons) {
    rows.insert(rows.end(), {site, id, booking ? booking->text() : "", owner, lesson.when.starts(), lesson.when.ends(), lesson.period,
                             lesson.subject, joined(lesson.classes), joined(lesson.teachers), joined(lesson.rooms)});
  }
  if (!rows.empty()) transaction.insert_rows(kInsert, 11, rows);
}

constexpr std::string_view kUpdate = "update lesson set period = ?, subject = ?, classes = ? where id = ?";

void update_lesson(Transaction& transaction, const StoredLesson& lesson) {
  transaction.execute(kUpdate, {lesson.lesson.period, lesson.lesson.subject, joined(lesson.lesson.classes), lesson.id});
}

constexpr std::string_view kPlace = "update lesson set booking = ? where id = ? and booking = ''";

bool save_place(Transaction& transaction, LessonId lesson, BookingId booking) { return transaction.execute(kPlace, {booking, lesson}) == 1; }

constexpr std::string_view kDelete = "delete from lesson where id = ? and booking = ?";

void delete_lessons(Transaction& transaction, std::span<const StoredLesson> lessons) {
  for (const auto& one : lessons) transaction.execute(kDelete, {one.id, one.booking ? one.booking->text() : string()});
}

constexpr std::string_view kTakeUp =
    "update lesson set booking = coalesce((select i.booking from idempotency i where i.idempotency_key = lesson.id "
    "and i.owner = lesson.owner), '') where site = ? and starts >= ? and starts < ? and booking = ''";

void take_up_bookings(Transaction& transaction, SiteId site, Interval when) {
  transaction.execute(kTakeUp, {site, when.starts(), when.ends()});
}

}  // namespace lodge::core
