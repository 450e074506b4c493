#include "plugins/parents_evening/school.h"

#include "core/directory/people.h"
#include "notices.h"
#include "store.h"

namespace lodge::test {

using namespace parents_evening;
using core::PersonKind;

EveningSchool::EveningSchool(Engine engine) : store(engine) {
  store.migrate("host", "host/core/migrations/central");
  store.migrate("parents_evening", "plugins/booking/parents_evening/migrations");
  clock.instant = std::chrono::sys_days(std::chrono::year(2026) / 11 / 2) + std::chrono::hours(21);
  add_people();
  add_rooms();
  office_actor = {Actor::By::page, site, PersonId::random(), {Role::office}, "en", {}};
  ledger = std::make_unique<core::StoredLedger>(store.database(), clock);
  add_evening();
  ledger->load();
  frame = std::make_unique<pages::Frame>(
      pages::FrameOptions{.folder = LODGE_SOURCE_DIR "/host/pages",
                          .plugins = {{"parents_evening", LODGE_SOURCE_DIR "/plugins/booking/parents_evening"}},
                          .site_name = [](SiteId) { return "Ashdown School"; },
                          .shown_name = [this](const Actor& actor) { return directory.whole->name(actor.person); }},
      access, languages);
  kernel = std::make_unique<Kernel>(Kernel{clock, store.database(), *ledger, directory, calendar, catalogue, timetable, outbox, access,
                                           audit, jobs, rules, settings, privacy, *frame, parents, paper});
  module = std::make_unique<ParentsEveningModule>(*kernel);
  module->add_routes(routes);
  module->add_jobs(jobs);
  for (const auto& entry : module->navigation()) frame->add_navigation(entry);
}

PersonId EveningSchool::add_person(PersonKind kind, std::string title, std::string first, std::string surname, std::string form, int year) {
  core::PersonRow row{.id = PersonId::random(), .kind = kind, .missing = false, .fields = {}, .registration_class = std::move(form),
                      .year_group = year == 0 ? std::nullopt : std::optional(year), .fields_from = 0};
  row.fields = {.mis_id = first, .title = std::move(title), .first_name = first, .surname = surname, .email = {}, .date_of_birth = {}};
  if (kind != PersonKind::student) row.fields.email = first + "." + surname + "@home.example";
  rows.people.push_back(row);
  return row.id;
}

HouseholdId EveningSchool::add_contact(ContactId contact, std::initializer_list<StudentId> students, int priority) {
  for (const auto student : students) rows.ties.push_back({contact, student, "Parent", ParentalResponsibility::yes, priority});
  return rows.households[contact] = HouseholdId::random();
}

void EveningSchool::add_class(const std::string& code, const std::string& subject, TeacherId teacher,
                              std::initializer_list<StudentId> students) {
  rows.classes[code] = subject;
  rows.class_members.emplace_back(code, same_person<PersonId>(teacher));
  for (const auto student : students) rows.class_members.emplace_back(code, same_person<PersonId>(student));
}

void EveningSchool::add_people() {
  maya = same_person<StudentId>(add_person(PersonKind::student, "", "Maya", "Reed", "9B", 9));
  leo = same_person<StudentId>(add_person(PersonKind::student, "", "Leo", "Reed", "7A", 7));
  sam = same_person<StudentId>(add_person(PersonKind::student, "", "Sam", "Cole", "9B", 9));
  ann = same_person<ContactId>(add_person(PersonKind::contact, "Ms", "Ann", "Reed"));
  tom = same_person<ContactId>(add_person(PersonKind::contact, "Mr", "Tom", "Birch"));
  jo = same_person<ContactId>(add_person(PersonKind::contact, "Mrs", "Jo", "Cole"));
  kim = same_person<ContactId>(add_person(PersonKind::contact, "Mr", "Kim", "Cole"));
  anns = add_contact(ann, {maya, leo}, 1);
  toms = add_contact(tom, {maya, leo}, 2);
  coles = add_contact(jo, {sam}, 1);
  add_contact(kim, {sam}, 2);
  rows.households[kim] = coles;
  for (const auto student : {maya, leo, sam}) rows.rules[student] = ContactRule::separate;
  okafor = same_person<TeacherId>(add_person(PersonKind::teacher, "Ms", "Ada", "Okafor"));
  lowther = same_person<TeacherId>(add_person(PersonKind::teacher, "Mr", "Ben", "Lowther"));
  zajac = same_person<TeacherId>(add_person(PersonKind::teacher, "Mrs", "Ewa", "Zając"));
  bo = same_person<TeacherId>(add_person(PersonKind::teacher, "Mr", "Li", "Bo"));
  shah = same_person<TeacherId>(add_person(PersonKind::teacher, "Dr", "Ira", "Shah"));
  add_class("9x/Ma1", "Maths", okafor, {maya, sam});
  add_class("7x/Ma1", "Maths", okafor, {leo});
  add_class("9x/En1", "English", lowther, {maya, sam});
  add_class("7x/Ar1", "Art", bo, {leo});
  rows.group_members = {{"Tutor group 9B", same_person<PersonId>(zajac)}, {"Tutor group 9B", same_person<PersonId>(maya)},
                        {"Tutor group 9B", same_person<PersonId>(sam)}};
  directory.whole = std::make_shared<core::SitePeople>(rows);
}

void EveningSchool::people(const std::function<void(core::DirectoryRows&)>& edit) {
  edit(rows);
  ++rows.revision;
  directory.whole = std::make_shared<core::SitePeople>(rows);
}

void EveningSchool::add_rooms() {
  const auto add = [&](std::string code, std::string building) {
    catalogue.listed->list.push_back({RoomId::random(), code, "Room " + code, std::move(building), 30, "Classroom", {}});
  };
  add("M12", "Main");
  add("M13", "Main");
  add("S03", "Science");
  add("Hall", "Main");
}

void EveningSchool::add_desk(Transaction& transaction, TeacherId teacher, std::string_view room, std::vector<int> breaks) {
  const auto* place = room.empty() ? nullptr : catalogue.listed->by_code(room);
  const Desk desk{.id = DeskId::random(), .date = date->id, .teachers = {{teacher, {}}}, .starts = date->when.starts(), .slot = date->slot,
                  .slots = 18, .mode = place == nullptr ? Mode::online : Mode::in_person,
                  .room = place == nullptr ? std::nullopt : std::optional(place->id), .place = {},
                  .link = place == nullptr ? "https://meet.school.example/" + teacher.text() : "", .sitting = {}, .breaks = {}};
  insert(transaction, evening, desk);
  ledger->add_resource(transaction, {.id = resource_of(desk.id), .site = site, .kind = "desk", .grid = kDeskGrid});
  for (const auto slot : breaks) {
    const BookingWish wish{.site = site, .kind = std::string(kBreakKind), .owner = same_person<PersonId>(teacher), .held_until = {},
                           .wants = {{resource_of(desk.id), slots_of(slot, 1), 1}}, .idempotency_key = {}, .series = {}, .decided_on = {}};
    insert_break(transaction, desk.id, slot, ledger->book(transaction, wish)->id);
  }
}

void EveningSchool::add_evening() {
  using namespace std::chrono_literals;
  const Instant midnight = std::chrono::sys_days(kEveningDay);
  date = EveningDate{.id = EveningDateId::random(), .date = kEveningDay, .from = 16h, .to = 19h, .when = *Interval::make(midnight + 16h, midnight + 19h),
          .mode = Mode::mixed, .slot = 10min};
  const Evening made{.id = evening, .site = site, .title = "Autumn parents' evening", .state = EveningState::published,
                     .opens_at = clock.instant - 1h, .closes_at = midnight + 12h, .created_at = clock.instant - 48h};
  store.database().write([&](Transaction& transaction) {
    for (const auto& room : catalogue.listed->list) {
      ledger->add_resource(transaction, {.id = resource_of(room.id), .site = site, .kind = "room"});
    }
    insert(transaction, made);
    replace_audience(transaction, evening, {.year_groups = {7, 9}, .staff_groups = {"Tutor group*"}});
    insert(transaction, evening, *date);
    add_desk(transaction, okafor, "M12", {6, 7});
    add_desk(transaction, lowther, "M13", {});
    add_desk(transaction, zajac, "S03", {});
    add_desk(transaction, bo, "", {});
  });
}

void EveningSchool::change(const std::function<void(Evening&)>& edit) {
  store.database().write([&](Transaction& transaction) {
    auto now = find_evening(transaction, evening).value();
    edit(now);
    update(transaction, now);
  });
}

std::shared_ptr<const Plan> EveningSchool::plan() const {
  return kernel->database.read([&](Reader& reader) { return std::make_shared<const Plan>(load_plan(reader, evening).value()); });
}

Desk EveningSchool::desk(TeacherId teacher) const { return *plan()->desks_of(teacher).front(); }

Choice EveningSchool::choice(StudentId student, TeacherId teacher, int slot) const { return {student, teacher, desk(teacher).id, slot, 1, ""}; }

Basket EveningSchool::basket(HouseholdId household, std::vector<Choice> choices, std::string key) const {
  return {.evening = evening, .household = household, .choices = std::move(choices), .made_by = MadeBy::parent, .idempotency_key = std::move(key)};
}

Actor EveningSchool::parent(ContactId contact) const {
  return {Actor::By::page, site, same_person<PersonId>(contact), {Role::parent}, "en", {}};
}

Actor EveningSchool::teacher(TeacherId teacher) const {
  return {Actor::By::page, site, same_person<PersonId>(teacher), {Role::teacher}, "en", {}};
}

RoomId EveningSchool::room_elsewhere() {
  const auto room = RoomId::random();
  store.database().write([&](Transaction& transaction) {
    ledger->add_resource(transaction, {.id = resource_of(room), .site = SiteId::random(), .kind = "room"});
  });
  return room;
}

std::vector<std::string> EveningSchool::faults() {
  return store.database().read([&](Reader& reader) { return module->verify(reader); });
}

std::string EveningSchool::told(std::size_t which, std::string_view language) {
  const auto& say = languages.choose(language, "");
  auto notice = module->render(outbox.posted.at(which), say);
  const auto name = notice.template_name.substr(notice.template_name.find('/') + 1);
  return notice.subject + "\n" + frame->part(say, "parents_evening/notices/" + name + ".txt", notice.values);
}

}  // namespace lodge::test
