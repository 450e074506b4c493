#include "store.h"

#include "interpreters.h"
#include "lengths.h"
#include "words.h"

#include <lodge/errors.h>
#include <lodge/iso8601.h>

#include <algorithm>

namespace lodge::parents_evening {

constexpr std::string_view kInsertDesk =
    "insert into desk (id, evening, evening_date, starts_at, slot_minutes, slots, mode, room, place, link, sitting, away, "
    "late_minutes, late_at, step_free) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
constexpr std::string_view kInsertTeacher =
    "insert into desk_teacher (evening_date, teacher, desk, nth, substitute) values (?, ?, ?, ?, ?)";

/// 2: because its date is called off.
static int away_number(const Desk& d) { return !d.away ? 0 : d.away_with_date ? 2 : 1; }

static void insert_teachers(Transaction& transaction, const Desk& d) {
  for (std::size_t i = 0; i < d.teachers.size(); ++i) {
    transaction.execute(kInsertTeacher, {d.date, d.teachers[i].teacher, d.id, static_cast<std::int64_t>(i), d.teachers[i].substitute});
  }
}

void insert(Transaction& transaction, EveningId evening, const Desk& d) {
  transaction.execute(kInsertDesk, {d.id, evening, d.date, d.starts, d.slot.count(), d.slots, word(d.mode), d.room, d.place, d.link,
                                    d.sitting, away_number(d), d.late.count(), d.late_at, d.step_free});
  insert_teachers(transaction, d);
}

constexpr std::string_view kUpdateDesk =
    "update desk set starts_at = ?, slot_minutes = ?, slots = ?, mode = ?, room = ?, place = ?, link = ?, sitting = ?, away = ?, step_free = ? where id = ?";

void update(Transaction& transaction, const Desk& d) {
  transaction.execute(kUpdateDesk, {d.starts, d.slot.count(), d.slots, word(d.mode), d.room, d.place, d.link, d.sitting, away_number(d), d.step_free, d.id});
}

constexpr std::string_view kSubstitute = "update desk_teacher set substitute = ? where evening_date = ? and teacher = ?";

void set_substitute(Transaction& transaction, EveningDateId date, TeacherId teacher, std::optional<TeacherId> substitute) {
  transaction.execute(kSubstitute, {substitute, date, teacher});
}

constexpr std::string_view kRemoveTeachers = "delete from desk_teacher where desk = ?";
constexpr std::string_view kRemoveDesk = "delete from desk where id = ?";

void replace_teachers(Transaction& transaction, const Desk& d) {
  transaction.execute(kRemoveTeachers, {d.id});
  insert_teachers(transaction, d);
}

void remove_desk(Transaction& transaction, DeskId id) {
  transaction.execute(kRemoveTeachers, {id});
  transaction.execute(kRemoveDesk, {id});
}

constexpr std::string_view kInsertBreak = "insert into desk_break (desk, slot, booking) values (?, ?, ?)";

void insert_break(Transaction& transaction, DeskId desk, int slot, BookingId booking) {
  transaction.execute(kInsertBreak, {desk, slot, booking});
}

constexpr std::string_view kBreaksOf = "select slot, booking from desk_break where desk = ? order by slot";

std::vector<std::pair<int, BookingId>> breaks_of(Reader& reader, DeskId desk) {
  std::vector<std::pair<int, BookingId>> all;
  for (const auto& [slot, booking] : reader.rows<std::int64_t, BookingId>(kBreaksOf, {desk})) {
    all.emplace_back(static_cast<int>(slot), booking);
  }
  return all;
}

constexpr std::string_view kRemoveBreak = "delete from desk_break where desk = ? and slot = ?";

void remove_break(Transaction& transaction, DeskId desk, int slot) { transaction.execute(kRemoveBreak, {desk, slot}); }

constexpr std::string_view kRoomsOf = "select room, booking from evening_room where evening_date = ?";

std::map<RoomId, BookingId> rooms_of(Reader& reader, EveningDateId date) {
  std::map<RoomId, BookingId> all;
  for (const auto& [room, booking] : reader.rows<RoomId, BookingId>(kRoomsOf, {date})) all.emplace(room, booking);
  return all;
}

constexpr std::string_view kInsertRoom = "insert into evening_room (evening_date, room, booking) values (?, ?, ?)";

void insert_room(Transaction& transaction, EveningDateId date, RoomId room, BookingId booking) {
  transaction.execute(kInsertRoom, {date, room, booking});
}

constexpr std::string_view kRemoveRoom = "delete from evening_room where evening_date = ? and room = ?";

void remove_room(Transaction& transaction, EveningDateId date, RoomId room) { transaction.execute(kRemoveRoom, {date, room}); }

namespace {

constexpr std::string_view kAudience = "select sort, word from evening_audience where evening = ? order by sort, word";

Audience audience_of(Reader& reader, EveningId id) {
  Audience all;
  for (auto& [sort, text] : reader.rows<std::string, std::string>(kAudience, {id})) {
    if (sort == "year_group") all.year_groups.push_back(std::stoi(text));
    if (sort == "registration_class") all.registration_classes.push_back(text);
    if (sort == "class") all.classes.push_back(text);
    if (sort == "group") all.groups.push_back(text);
    if (sort == "staff_group") all.staff_groups.push_back(text);
  }
  std::ranges::sort(all.year_groups);  // 7 before 10
  return all;
}

constexpr std::string_view kStaggered = "select year_group, opens_at from evening_stagger where evening = ?";
constexpr std::string_view kEarly = "select household from evening_early where evening = ?";

constexpr std::string_view kDates =
    "select id, local_date, from_minute, to_minute, starts_at, ends_at, mode, slot_minutes, called_off, planned_mode, shifted_minutes "
    "from evening_date where evening = ? order by starts_at, id";

std::vector<EveningDate> dates_of(Reader& reader, EveningId id) {
  std::vector<EveningDate> all;
  for (const auto& [date, local, from, to, starts, ends, mode, slot, called_off, planned, shifted] :
       reader.rows<EveningDateId, std::string, std::int64_t, std::int64_t, Instant, Instant, std::string, std::int64_t, bool, std::string,
                   std::int64_t>(kDates, {id})) {
    all.push_back({.id = date, .date = parse_date(local).value(), .from = std::chrono::minutes(from), .to = std::chrono::minutes(to),
                   .when = Interval::make(starts, ends).value(), .mode = parse<Mode>(mode).value(), .slot = std::chrono::minutes(slot),
                   .called_off = called_off, .planned = parse<Mode>(planned), .shifted = std::chrono::minutes(shifted)});
  }
  return all;
}

constexpr std::string_view kDesks =
    "select id, evening_date, starts_at, slot_minutes, slots, mode, room, place, link, sitting, away, late_minutes, late_at, step_free "
    "from desk where evening = ? order by evening_date, id";
constexpr std::string_view kTeachers =
    "select t.desk, t.teacher, t.substitute from desk_teacher t join desk d on d.id = t.desk where d.evening = ? order by t.desk, t.nth";
constexpr std::string_view kBreaks =
    "select b.desk, b.slot from desk_break b join desk d on d.id = b.desk where d.evening = ? order by b.desk, b.slot";

std::vector<Desk> desks_of(Reader& reader, EveningId id) {
  std::vector<Desk> all;
  std::map<DeskId, std::size_t> place_of;
  for (auto& [desk, date, starts, slot, slots, mode, room, place, link, sitting, away, late, late_at, step_free] :
       reader.rows<DeskId, EveningDateId, Instant, std::int64_t, std::int64_t, std::string, std::optional<RoomId>, std::string,
                   std::string, std::optional<BookingId>, std::int64_t, std::int64_t, std::optional<Instant>, bool>(kDesks, {id})) {
    place_of.emplace(desk, all.size());
    all.push_back({.id = desk, .date = date, .teachers = {}, .starts = starts, .slot = std::chrono::minutes(slot),
                   .slots = static_cast<int>(slots), .mode = parse<Mode>(mode).value(), .room = room, .place = std::move(place),
                   .link = std::move(link), .sitting = sitting, .away = away != 0, .away_with_date = away == 2, .late = std::chrono::minutes(late), .late_at = late_at,
                   .breaks = {}, .step_free = step_free});
  }
  for (const auto& [desk, teacher, substitute] : reader.rows<DeskId, TeacherId, std::optional<TeacherId>>(kTeachers, {id})) {
    all[place_of.at(desk)].teachers.push_back({teacher, substitute});
  }
  for (const auto& [desk, slot] : reader.rows<DeskId, std::int64_t>(kBreaks, {id})) {
    all[place_of.at(desk)].breaks.push_back(static_cast<int>(slot));
  }
  return all;
}

}  // namespace

std::optional<Plan> load_plan(Reader& reader, EveningId id) {
  auto evening = find_evening(reader, id);
  if (!evening) return std::nullopt;
  Plan plan{.evening = std::move(*evening), .audience = audience_of(reader, id), .staggered = {}, .early = {},
            .dates = dates_of(reader, id), .desks = desks_of(reader, id)};
  for (const auto& [year, opens] : reader.rows<std::int64_t, Instant>(kStaggered, {id})) {
    plan.staggered.emplace(static_cast<int>(year), opens);
  }
  for (const auto& [household] : reader.rows<HouseholdId>(kEarly, {id})) plan.early.insert(household);
  plan.lengths = lengths_of(reader, id);
  plan.interpreters = interpreters_of(reader, id);
  return plan;
}

}  // namespace lodge::parents_evening
