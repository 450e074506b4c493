#include "appointments.h"

#include "personal_store.h"
#include "words.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

#define APPOINTMENT_COLUMNS \
  "booking, evening, evening_date, desk, slot, slots, student, teacher, household, starts_at, ends_at, state, held_until, " \
  "made_by, author, note, arrived_at, attended, created_at, interpreter"

std::vector<Appointment> list(Reader& reader, std::string_view sql, std::span<const Bind> binds) {
  std::vector<Appointment> all;
  for (auto& [booking, evening, date, desk, slot, slots, student, teacher, household, starts, ends, state, held_until, made_by, author,
              note, arrived_at, attended, created_at, interpreter] :
       reader.rows<BookingId, EveningId, EveningDateId, DeskId, std::int64_t, std::int64_t, StudentId, TeacherId, HouseholdId, Instant,
                   Instant, std::string, std::optional<Instant>, std::string, PersonId, std::string, std::optional<Instant>,
                   std::string, Instant, std::optional<InterpreterId>>(sql, binds)) {
    all.push_back({.booking = booking, .evening = evening, .date = date, .desk = desk, .slot = static_cast<int>(slot),
                   .slots = static_cast<int>(slots), .student = student, .teacher = teacher, .household = household,
                   .when = Interval::make(starts, ends).value(), .state = parse<AppointmentState>(state).value(),
                   .held_until = held_until, .made_by = parse<MadeBy>(made_by).value(), .author = author, .note = std::move(note),
                   .arrived_at = arrived_at, .attended = parse<Attended>(attended).value(), .interpreter = interpreter,
                   .created_at = created_at});
  }
  return all;
}

std::vector<Appointment> list(Reader& reader, std::string_view sql, std::initializer_list<Bind> binds) {
  return list(reader, sql, std::span<const Bind>(binds.begin(), binds.size()));
}

}  // namespace

constexpr std::string_view kInsert =
    "insert into appointment (" APPOINTMENT_COLUMNS ") values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

void insert(Transaction& transaction, const Appointment& a) {
  transaction.execute(kInsert, {a.booking, a.evening, a.date, a.desk, a.slot, a.slots, a.student, a.teacher, a.household,
                                a.when.starts(), a.when.ends(), word(a.state), a.held_until, word(a.made_by), a.author, a.note,
                                a.arrived_at, word(a.attended), a.created_at, a.interpreter});
}

constexpr std::string_view kPlace =
    "update appointment set evening_date = ?, desk = ?, slot = ?, slots = ?, starts_at = ?, ends_at = ?, interpreter = ? where booking = ?";

void place(Transaction& transaction, const Appointment& a) {
  transaction.execute(kPlace, {a.date, a.desk, a.slot, a.slots, a.when.starts(), a.when.ends(), a.interpreter, a.booking});
}

constexpr std::string_view kForgetArrival = "update appointment set arrived_at = null where booking = ?";

void forget_arrival(Transaction& transaction, BookingId booking) { transaction.execute(kForgetArrival, {booking}); }

constexpr std::string_view kHandOver = "update appointment set teacher = ?, note = ? where booking = ?";

void hand_over(Transaction& transaction, const Appointment& a) { transaction.execute(kHandOver, {a.teacher, a.note, a.booking}); }

constexpr std::string_view kMakeFirm = "update appointment set state = 'booked', held_until = null, author = ?, note = ? where booking = ?";

void make_firm(Transaction& transaction, const Appointment& a) { transaction.execute(kMakeFirm, {a.author, a.note, a.booking}); }

constexpr std::string_view kEnd = "update appointment set state = 'cancelled', held_until = null where booking = ?";

void end(Transaction& transaction, BookingId booking) { transaction.execute(kEnd, {booking}); }

constexpr std::string_view kFind = "select " APPOINTMENT_COLUMNS " from appointment where booking = ?";

std::optional<Appointment> find(Reader& reader, BookingId booking) {
  auto found = list(reader, kFind, {booking});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

// Only columns of the index appointment_at_desk: a teacher's desk has a hundred, and every page of every family asks.
constexpr std::string_view kTakenAt = "select booking, desk, slot, slots, state, held_until, household, starts_at, ends_at "
                                      "from appointment where state <> 'cancelled' and desk in (?";
constexpr std::size_t kDesksAtOnce = 100;

void add_taken(Reader& reader, std::string_view sql, std::span<const Bind> binds, std::vector<Appointment>& all) {
  for (auto& [booking, desk, slot, slots, state, held_until, household, starts, ends] :
       reader.rows<BookingId, DeskId, std::int64_t, std::int64_t, std::string, std::optional<Instant>, HouseholdId, Instant, Instant>(sql, binds)) {
    all.push_back({.booking = booking, .desk = desk, .slot = static_cast<int>(slot), .slots = static_cast<int>(slots),
                   .household = household, .when = Interval::make(starts, ends).value(),
                   .state = parse<AppointmentState>(state).value(), .held_until = held_until});
  }
}

constexpr std::string_view kAtDesk = "select " APPOINTMENT_COLUMNS
                                    " from appointment where desk = ? and state <> 'cancelled' order by starts_at, booking";

std::vector<Appointment> at_desk(Reader& reader, DeskId desk) { return list(reader, kAtDesk, {desk}); }

std::vector<Appointment> taken_at(Reader& reader, std::span<const DeskId> desks) {
  std::vector<Appointment> all;
  while (!desks.empty()) {
    const auto some = desks.first(std::min(kDesksAtOnce, desks.size()));
    desks = desks.subspan(some.size());
    std::string sql(kTakenAt);
    for (std::size_t i = 1; i < some.size(); ++i) sql += ", ?";
    add_taken(reader, sql + ")", std::vector<Bind>(some.begin(), some.end()), all);
  }
  return all;
}

constexpr std::string_view kOfHousehold = "select " APPOINTMENT_COLUMNS
                                          " from appointment where household = ? and evening = ? and state <> 'cancelled' "
                                          "order by starts_at, booking";

std::vector<Appointment> of_household(Reader& reader, EveningId evening, HouseholdId household) {
  return list(reader, kOfHousehold, {household, evening});
}

constexpr std::string_view kOfStudent = "select " APPOINTMENT_COLUMNS
                                        " from appointment where student = ? and evening = ? and state <> 'cancelled' "
                                        "order by starts_at, booking";

std::vector<Appointment> of_student(Reader& reader, EveningId evening, StudentId student) {
  return list(reader, kOfStudent, {student, evening});
}

constexpr std::string_view kOfEvening = "select " APPOINTMENT_COLUMNS
                                        " from appointment where evening = ? and state <> 'cancelled' order by starts_at, booking";

std::vector<Appointment> of_evening(Reader& reader, EveningId evening) { return list(reader, kOfEvening, {evening}); }

constexpr std::string_view kAllOfHousehold =
    "select " APPOINTMENT_COLUMNS " from appointment where household = ? and ends_at > ? order by starts_at, booking";

std::vector<Appointment> all_of_household(Reader& reader, HouseholdId household, Instant after) {
  return list(reader, kAllOfHousehold, {household, after});
}

constexpr std::string_view kEverything =
    "select " APPOINTMENT_COLUMNS " from appointment where evening = ? order by starts_at, booking";

std::vector<Appointment> everything(Reader& reader, EveningId evening) { return list(reader, kEverything, {evening}); }

constexpr std::string_view kEverBooked =
    "select count(*) from appointment where evening = (select evening from evening_date where id = ?) and evening_date = ?";

bool ever_booked(Reader& reader, EveningDateId date) {
  return std::get<0>(reader.row<std::int64_t>(kEverBooked, {date, date}).value()) > 0;
}

constexpr std::string_view kMark =
    "insert into appointment_once (evening, student, teacher, household, booking) values (?, ?, ?, ?, ?)";

bool mark_once(Transaction& transaction, const Appointment& a, HouseholdId under) {
  try {
    transaction.execute(kMark, {a.evening, a.student, a.teacher, under, a.booking});
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

constexpr std::string_view kUnmark = "delete from appointment_once where booking = ?";

void unmark(Transaction& transaction, BookingId booking) { transaction.execute(kUnmark, {booking}); }

constexpr std::string_view kRekey = "update appointment set household = ? where booking = ? and household = ?";
constexpr std::string_view kRekeyOnce = "update appointment_once set household = ? where booking = ? and household = ?";

bool rekey(Transaction& transaction, BookingId booking, HouseholdId from, HouseholdId to) {
  transaction.execute(kRekey, {to, booking, from});
  try {
    transaction.execute(kRekeyOnce, {to, booking, from});
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

constexpr std::string_view kOfPerson =
    "select " APPOINTMENT_COLUMNS " from appointment where student = ? or teacher = ? or author = ? or household = ? or household = ? "
    "order by starts_at, booking";

std::vector<Appointment> of_person(Reader& reader, const Whose& who) {
  return list(reader, kOfPerson, {who.person, who.person, who.person, who.household, who.own});
}

}  // namespace lodge::parents_evening
