#include "contract/importing.h"

#include "core/directory/staging.h"
#include "core/revisions/revisions.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using core::Brake;
using core::Braked;
using core::Outdated;
using core::PlanState;
using testing::Contains;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// A clock at which something else happens when it is asked for the first time.
struct InterruptingClock final : Clock {
  Instant now() const override {
    if (const auto act = std::exchange(then, nullptr)) act();
    return at;
  }
  Instant at;
  mutable std::function<void()> then;
};

class SyncContract : public ImportingSchool {};

TEST_P(SyncContract, WritesInTheAuditWhoTookInRecordsAndWhoAppliedThem) {
  import(mis);
  const auto rows = central().read([&](Reader& r) {
    return r.rows<std::string>("select action from audit where object = ?", {last.text()});
  });
  EXPECT_THAT(rows, testing::UnorderedElementsAre(std::tuple("sync.planned"), std::tuple("sync.applied")));
}

TEST_P(SyncContract, TakesInAWholeSchool) {
  const auto plan = sync.plan(site, mis.pulled(), technician);
  EXPECT_THAT(plan.faults, IsEmpty());
  EXPECT_THAT(plan.brakes, IsEmpty());
  EXPECT_EQ(plan.counts.at("students").added, 60);
  EXPECT_THAT(directory.people(site)->students(), IsEmpty());
  ASSERT_TRUE(sync.apply(plan.id, technician));
  const auto people = directory.people(site);
  EXPECT_THAT(people->students(), SizeIs(60));
  EXPECT_THAT(people->contacts(), SizeIs(60));
  EXPECT_THAT(people->classes(), SizeIs(3));
  EXPECT_THAT(people->groups(), SizeIs(3));
  EXPECT_THAT(rooms.rooms(site)->all(), SizeIs(6));
  EXPECT_EQ(rooms.rooms(site)->by_code("R1")->features, (std::vector<std::string>{"projector", "piano"}));
  EXPECT_EQ(calendar.day(site, 2026y / 11 / 23).kind, SchoolDay::Kind::school);
  EXPECT_EQ(calendar.day(site, 2027y / 1 / 4).closure, "INSET day");
  EXPECT_THAT(broken(), IsEmpty());
}

TEST_P(SyncContract, HasNothingToDoTheSecondTime) {
  import(mis);
  const auto again = sync.plan(site, mis.pulled(), technician);
  EXPECT_TRUE(again.nothing_to_do);
  EXPECT_EQ(again.counts.at("students").same, 60);
  EXPECT_EQ(again.counts.at("timetable").same, 6);
}

TEST_P(SyncContract, HasNothingToDoWhenLettersAreOnlyComposedInAnotherWay) {
  mis.students[1].surname = "Zaja\xCC\xA8" "c";
  import(mis);
  EXPECT_EQ(student("S1001")->surname, "Zając");
  mis.students[1].surname = "Zaj\xC4\x85" "c";
  EXPECT_TRUE(sync.plan(site, mis.pulled(), technician).nothing_to_do);
}

TEST_P(SyncContract, KeepsIdsWhenNamesChange) {
  import(mis);
  const auto before = student("S1001")->id;
  mis.students[1].surname = "Newname";
  EXPECT_EQ(import(mis).counts.at("students").changed, 1);
  EXPECT_EQ(student("S1001")->id, before);
  EXPECT_EQ(student("S1001")->surname, "Newname");
}

TEST_P(SyncContract, AnotherHostTakesUpWhatWasImported) {
  core::Keyring other_keys{vaults, keys};
  core::StoredDirectory elsewhere{central(), vaults, other_keys};
  EXPECT_THAT(elsewhere.people(site)->students(), IsEmpty());
  import(mis);
  elsewhere.poll();
  EXPECT_THAT(elsewhere.people(site)->students(), SizeIs(60));
  mis.students[1].surname = "Newname";
  import(mis);
  elsewhere.poll();
  EXPECT_EQ(elsewhere.people(site)->student(student("S1001")->id)->surname, "Newname");
  EXPECT_EQ(elsewhere.people(site)->student(student("S1002")->id)->surname, "Family2");
}

TEST_P(SyncContract, MarksWhoIsAbsentAndForgetsNobody) {
  import(mis);
  const auto gone = student("S1005")->id;
  mis.students.erase(mis.students.begin() + 5);
  std::erase_if(mis.contacts, [](const auto& record) { return record.student_mis_id == "S1005"; });
  std::erase_if(mis.classes, [](const auto& record) { return record.student_mis_id == "S1005"; });
  std::erase_if(mis.groups, [](const auto& record) { return record.student_mis_id == "S1005"; });
  EXPECT_EQ(import(mis).counts.at("students").missing, 1);
  const auto people = directory.people(site);
  EXPECT_THAT(people->students(), SizeIs(59));
  EXPECT_EQ(people->name(same_person<PersonId>(gone)), "Femi Family5");
  EXPECT_TRUE(sync.plan(site, mis.pulled(), technician).nothing_to_do);
  import(ASchool());
  EXPECT_THAT(directory.people(site)->students(), SizeIs(60));
  EXPECT_EQ(student("S1005")->id, gone);
}

TEST_P(SyncContract, BrakesWhenTooManyGoMissing) {
  import(mis);
  mis.students.resize(50);
  const auto plan = sync.plan(site, mis.pulled(), technician);
  const auto refused = sync.apply(plan.id, technician);
  ASSERT_FALSE(refused);
  const auto& why = std::get<Braked>(refused.error());
  ASSERT_THAT(why.brakes, SizeIs(1));
  EXPECT_EQ(why.brakes[0].key(), "students.too_many_missing");
  EXPECT_THAT(directory.people(site)->students(), SizeIs(60));
  EXPECT_TRUE(sync.apply(plan.id, technician, {{"students.too_many_missing"}}));
  EXPECT_THAT(directory.people(site)->students(), SizeIs(50));
}

TEST_P(SyncContract, BrakesWhenAYearGroupGoesMissing) {
  import(mis);
  std::erase_if(mis.students, [](const auto& record) { return record.year_group == "9"; });
  EXPECT_TRUE(brake_of(mis, Brake::Reason::year_group_missing));
}

TEST_P(SyncContract, AnEmptyAnswerBrakesAndRemovesNothing) {
  import(mis);
  mis.contacts.clear();
  const auto plan = sync.plan(site, mis.pulled(), technician);
  ASSERT_FALSE(sync.apply(plan.id, technician));
  ASSERT_TRUE(sync.apply(plan.id, technician, {{"contacts.empty"}}));
  EXPECT_THAT(directory.people(site)->contacts(), SizeIs(60));
}

TEST_P(SyncContract, AKindThatWasNotAskedForIsLeftAlone) {
  import(mis);
  auto pulled = mis.pulled();
  std::erase_if(pulled.records, [](const Record& record) { return std::holds_alternative<StudentRecord>(record); });
  pulled.end.totals.erase("students");
  EXPECT_TRUE(sync.plan(site, pulled, technician).nothing_to_do);
}

TEST_P(SyncContract, APartialAnswerCannotBeConfirmed) {
  import(mis);
  auto pulled = mis.pulled();
  pulled.records.erase(pulled.records.begin());
  const auto plan = sync.plan(site, pulled, technician);
  const auto refused = sync.apply(plan.id, technician, {{"students.partial"}});
  ASSERT_FALSE(refused);
  EXPECT_EQ(std::get<Braked>(refused.error()).brakes[0].reason, Brake::Reason::partial);
}

TEST_P(SyncContract, NumbersThatAllChangedAreNoReplacement) {
  import(mis);
  for (auto& record : mis.students) record.mis_id = "N" + record.mis_id;
  const auto brake = brake_of(mis, Brake::Reason::ids_changed);
  ASSERT_TRUE(brake);
  EXPECT_FALSE(brake->can_be_confirmed());
}

TEST_P(SyncContract, IsTakenBackWhole) {
  import(mis);
  const auto school = mis;
  mis.students[1].surname = "Newname";
  mis.students.pop_back();
  mis.contacts[2].priority = "3";
  mis.rooms[0].name = "Renamed";
  mis.lessons.pop_back();
  mis.terms.pop_back();
  import(mis);
  ASSERT_TRUE(sync.undo(last, technician));
  EXPECT_EQ(student("S1001")->surname, "Family1");
  EXPECT_THAT(directory.people(site)->students(), SizeIs(60));
  EXPECT_EQ(rooms.rooms(site)->by_code("R0")->name, "Room 0");
  EXPECT_EQ(calendar.day(site, 2027y / 2 / 16).closure, "Half term");
  EXPECT_TRUE(sync.plan(site, school.pulled(), technician).nothing_to_do);
  EXPECT_THAT(broken(), IsEmpty());
}

TEST_P(SyncContract, TakingBackLeavesTheSchoolsOwnShiftAndSpecialDays) {
  import(mis);
  mis.students[1].surname = "Newname";
  import(mis);
  const auto letter = [&] { return calendar.day(site, 2026y / 11 / 30).week_letter; };
  const auto printed = letter();
  calendar.set_special_day(technician, audit, 2026y / 11 / 28, core::SpecialDay{"Open morning", ""});
  ASSERT_TRUE(calendar.shift_from(technician, audit, 2026y / 11 / 23, calendar.revision(site)));
  const auto shifted = letter();
  ASSERT_NE(shifted, printed);
  ASSERT_TRUE(sync.undo(last, technician));
  EXPECT_EQ(letter(), shifted);
  EXPECT_EQ(calendar.day(site, 2026y / 11 / 28).kind, SchoolDay::Kind::school);
  EXPECT_EQ(student("S1001")->surname, "Family1");
}

TEST_P(SyncContract, APlanWithNothingToDoDoesNotStandInTheWayOfTakingBack) {
  import(mis);
  mis.students[1].surname = "Newname";
  import(mis);
  const auto renamed = last;
  EXPECT_TRUE(import(mis).nothing_to_do);
  ASSERT_TRUE(sync.undo(renamed, technician));
  EXPECT_EQ(student("S1001")->surname, "Family1");
}

TEST_P(SyncContract, TheFirstImportIsTakenBackToo) {
  import(mis);
  ASSERT_TRUE(sync.undo(last, technician));
  EXPECT_THAT(directory.people(site)->students(), IsEmpty());
  EXPECT_THAT(rooms.rooms(site)->all(), IsEmpty());
  EXPECT_THAT(lessons(*Interval::make(clock.now(), clock.now() + 9000h)), IsEmpty());
  import(mis);
  EXPECT_THAT(directory.people(site)->students(), SizeIs(60));
}

TEST_P(SyncContract, OnlyTheLastPlanCanBeTakenBack) {
  import(mis);
  const auto first = last;
  mis.students[1].surname = "Newname";
  import(mis);
  const auto refused = sync.undo(first, technician);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(std::holds_alternative<Outdated>(refused.error()));
}

TEST_P(SyncContract, APlanIsAppliedOnceAndANewerOneSupersedesIt) {
  const auto old = sync.plan(site, mis.pulled(), technician), newer = sync.plan(site, mis.pulled(), technician);
  EXPECT_TRUE(std::holds_alternative<Outdated>(sync.apply(old.id, technician).error()));
  ASSERT_TRUE(sync.apply(newer.id, technician));
  EXPECT_TRUE(std::holds_alternative<core::NotApplicable>(sync.apply(newer.id, technician).error()));
  EXPECT_TRUE(std::holds_alternative<core::NoSuchPlan>(sync.apply(PlanId::random(), technician).error()));
  EXPECT_THAT(sync.status(site), SizeIs(2));
}

TEST_P(SyncContract, APlanOfAnotherSchoolIsNoneOfTheActors) {
  const auto elsewhere = SiteId::random();
  const Actor stranger{Actor::By::program, elsewhere, PersonId::random(), {Role::technician}, "en", {}};
  const auto plan = sync.plan(site, mis.pulled(), technician);
  const auto applied = sync.apply(plan.id, stranger);
  ASSERT_FALSE(applied);
  EXPECT_TRUE(std::holds_alternative<core::NoSuchPlan>(applied.error()));
  EXPECT_THAT(directory.people(site)->students(), IsEmpty());
  ASSERT_TRUE(sync.apply(plan.id, technician));
  const auto undone = sync.undo(plan.id, stranger);
  ASSERT_FALSE(undone);
  EXPECT_TRUE(std::holds_alternative<core::NoSuchPlan>(undone.error()));
  EXPECT_THAT(directory.people(site)->students(), SizeIs(60));
  EXPECT_THAT(central().read([&](Reader& r) { return r.rows<std::string>("select action from audit where site = ?", {elsewhere}); }), IsEmpty());
}

TEST_P(SyncContract, APlanThatTheMisHasMovedOnFromIsOutdated) {
  const auto plan = sync.plan(site, mis.pulled(), technician);
  central().write([&](Transaction& transaction) { EXPECT_TRUE(core::move_revision(transaction, site, core::kPeopleRevision, 0, 5)); });
  EXPECT_TRUE(std::holds_alternative<Outdated>(sync.apply(plan.id, technician).error()));
}

TEST_P(SyncContract, FaultsAreStillToldAfterThePlanWasApplied) {
  mis.students[0].date_of_birth = "31/02/2013";
  import(mis);
  const auto plan = sync.find(last);
  ASSERT_TRUE(plan);
  ASSERT_THAT(plan->faults, SizeIs(1));
  EXPECT_EQ(plan->faults[0].origin.row, 2);
  EXPECT_EQ(plan->state, PlanState::applied);
}

TEST_P(SyncContract, AShiftWhileNewYearsAreStagedIsNotLost) {
  import(mis);
  const auto printed = calendar.day(site, 2026y / 11 / 30).week_letter;
  mis.students[1].surname = "Newname";
  mis.terms.pop_back();
  const auto plan = sync.plan(site, mis.pulled(), technician);
  core::StoredCalendar elsewhere{central()};
  InterruptingClock interrupting;
  interrupting.at = clock.now();
  interrupting.then = [&] { EXPECT_TRUE(elsewhere.shift_from(technician, audit, 2026y / 11 / 23, elsewhere.revision(site))); };
  core::Sync interrupted{{central(), vaults, keyring, directory, rooms, calendar, timetable, ledger, audit, interrupting}};
  const auto refused = interrupted.apply(plan.id, technician);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(std::holds_alternative<Outdated>(refused.error()));
  calendar.refresh(site);
  directory.refresh(site);
  EXPECT_NE(calendar.day(site, 2026y / 11 / 30).week_letter, printed);
  EXPECT_EQ(student("S1001")->surname, "Family1");
  import(mis);
  EXPECT_NE(calendar.day(site, 2026y / 11 / 30).week_letter, printed);
  EXPECT_EQ(student("S1001")->surname, "Newname");
}

TEST_P(SyncContract, AnApplyThatWasCutShortIsTakenUpAgain) {
  const auto plan = sync.plan(site, mis.pulled(), technician);
  core::PersonRow half;
  half.id = PersonId::random();
  half.kind = core::PersonKind::student;
  central().write([&](Transaction& transaction) {
    move_plan(transaction, plan.id, PlanState::planned, PlanState::applying, 1, clock.now(), clock.now());
    core::Staging{transaction, site, 1, clock.now()}.begin_people({{half}});
  });
  ASSERT_TRUE(sync.apply(plan.id, technician));
  EXPECT_THAT(directory.people(site)->students(), SizeIs(60));
}

TEST_P(SyncContract, ARowThatCannotBeReadMakesNobodyGoMissing) {
  import(mis);
  auto pulled = mis.pulled();
  for (auto& record : pulled.records) {
    const auto* one = std::get_if<StudentRecord>(&record);
    if (one != nullptr && one->mis_id == mis.students.front().mis_id) record = UnreadableRecord{one->origin, "it is not written in UTF-8"};
  }
  const auto plan = sync.plan(site, pulled, technician);
  EXPECT_THAT(plan.brakes, IsEmpty());
  EXPECT_EQ(plan.counts.at("students").missing, 0);
  ASSERT_TRUE(sync.apply(plan.id, technician));
  EXPECT_THAT(directory.people(site)->students(), SizeIs(60));
}

TEST_P(SyncContract, ATermThatStandsTwiceCostsItsOwnRow) {
  mis.terms.push_back(mis.terms.front());
  const auto plan = sync.plan(site, mis.pulled(), technician);
  ASSERT_TRUE(sync.apply(plan.id, technician));
  EXPECT_FALSE(plan.faults.empty());
}

TEST_P(SyncContract, OnePlanOfASchoolIsAppliedAtATime) {
  const auto first = sync.plan(site, mis.pulled(), technician), second = sync.plan(site, mis.pulled(), technician);
  central().write([&](Transaction& transaction) {
    move_plan(transaction, first.id, PlanState::planned, PlanState::applying, 1, clock.now(), clock.now() + std::chrono::minutes(1));
  });
  const auto refused = sync.apply(second.id, technician);
  ASSERT_FALSE(refused);
  EXPECT_TRUE(std::holds_alternative<core::NotApplicable>(refused.error()));
  EXPECT_THAT(directory.people(site)->students(), IsEmpty());
  central().write([&](Transaction& transaction) {
    move_plan(transaction, first.id, PlanState::applying, PlanState::applying, 1, clock.now() + std::chrono::minutes(1), clock.now());
  });
  ASSERT_TRUE(sync.apply(second.id, technician)) << "the first one died";
  EXPECT_EQ(central().read([&](Reader& reader) { return core::find_plan(reader, first.id)->state; }), PlanState::planned) << "and switches nothing any more";
}

LODGE_ON_BOTH_ENGINES(SyncContract);

}  // namespace
}  // namespace lodge::test
