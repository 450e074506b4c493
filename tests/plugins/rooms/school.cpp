#include "plugins/rooms/school.h"

namespace lodge::test {
namespace {

Room make_room(std::string code, std::string building, int seats, std::string kind, std::vector<std::string> features) {
  const auto name = kind + " " + code;
  return {RoomId::random(), std::move(code), name, std::move(building), seats, std::move(kind), std::move(features)};
}

std::string numbered(char letter, int number) { return std::string(1, letter) + (number < 10 ? "0" : "") + std::to_string(number); }

std::vector<Room> sixty_rooms() {
  std::vector<Room> rooms;
  for (int i = 1; i <= 8; ++i) rooms.push_back(make_room(numbered('A', i), "Arts", 30, "Classroom", {"whiteboard"}));
  rooms.push_back(make_room("DS1", "Arts", 60, "Drama studio", {"lights", "sound"}));
  for (int i = 1; i <= 29; ++i) rooms.push_back(make_room(numbered('M', i), "Main", 30, "Classroom", {"projector", "whiteboard"}));
  rooms.push_back(make_room("Hall", "Main", 300, "Hall", {"sound", "stage"}));
  rooms.push_back(make_room("ICT1", "Main", 32, "ICT suite", {"computers", "projector"}));
  rooms.push_back(make_room("ICT2", "Main", 32, "ICT suite", {"computers", "projector"}));
  for (int i = 1; i <= 16; ++i) rooms.push_back(make_room(numbered('S', i), "Science", 30, i > 8 ? "Classroom" : "Science lab", {"gas", "sinks"}));
  rooms.push_back(make_room("Gym", "Sports", 0, "Gym", {"sports"}));
  rooms.push_back(make_room("Bus1", "Sports", 16, "Minibus", {}));
  rooms.push_back(make_room("Bus2", "Sports", 16, "Minibus", {}));
  return rooms;
}

Teacher make_teacher(std::string title, std::string first, std::string surname) {
  return {TeacherId::random(), std::move(title), std::move(first), surname, surname + "@example.org"};
}

}  // namespace

School::School(Engine engine) : store(engine) {
  store.migrate("host", "host/core/migrations/central");
  store.migrate("rooms", "plugins/booking/rooms/migrations");
  clock.instant = std::chrono::sys_days(kThursday) + std::chrono::minutes(570);
  catalogue.listed->list = sixty_rooms();
  calendar.closures[std::chrono::year(2026) / 12 / 3] = "INSET day";
  directory.named->staff = {make_teacher("Ms", "Ada", "Okafor"), make_teacher("Mr", "Ben", "Lowther"), make_teacher("Mrs", "Ewa", "Zając")};
  office_actor = {Actor::By::page, site, PersonId::random(), {Role::office}, "en", {}};
  ledger = std::make_unique<core::StoredLedger>(store.database(), clock);
  store.database().write([&](Transaction& transaction) {
    for (const auto& room : catalogue.listed->list) {
      ledger->add_resource(transaction, {.id = resource_of(room.id), .site = site, .kind = "room", .parts = {}});
    }
  });
  ledger->load();
  frame = std::make_unique<pages::Frame>(
      pages::FrameOptions{.folder = LODGE_SOURCE_DIR "/host/pages",
                          .plugins = {{"rooms", LODGE_SOURCE_DIR "/plugins/booking/rooms"}},
                          .site_name = [](SiteId) { return "Ashdown School"; },
                          .shown_name = [this](const Actor& actor) { return directory.named->name(actor.person); }},
      access, languages);
  kernel = std::make_unique<Kernel>(Kernel{clock, store.database(), *ledger, directory, calendar, catalogue, timetable, outbox,
                                           access, audit, jobs, rules, settings, privacy, *frame, parents, paper});
  module = std::make_unique<rooms::RoomsModule>(*kernel);
  module->add_routes(routes);
  for (const auto& entry : module->navigation()) frame->add_navigation(entry);
}

Actor School::teacher(std::size_t index) const {
  return {Actor::By::page, site, same_person<PersonId>(directory.named->staff.at(index).id), {Role::teacher}, "en", {}};
}

Actor School::office() const { return office_actor; }

Interval School::period(LocalDate date, std::string_view code) const {
  const auto day = calendar.day(site, date);
  return std::ranges::find(day.periods, code, &Period::code)->when;
}

BookingId School::add_lesson(std::vector<std::string_view> codes, LocalDate date, std::string_view period_code, std::string name, std::size_t teacher) {
  const auto& who = directory.named->staff.at(teacher);
  const auto when = period(date, period_code);
  std::vector<RoomId> rooms;
  BookingWish wish{.site = site, .kind = "timetable.lesson", .owner = same_person<PersonId>(who.id), .held_until = {},
                   .wants = {}, .idempotency_key = "", .series = {}, .decided_on = {}};
  for (const auto code : codes) wish.wants.push_back({resource_of(rooms.emplace_back(room(code))), when, 1});
  const auto booked = store.database().write([&](Transaction& transaction) { return ledger->book(transaction, wish); });
  timetable.list.push_back({booked->id, when, std::string(period_code), "English", {std::move(name)}, {who.id}, std::move(rooms)});
  return booked->id;
}

}  // namespace lodge::test
