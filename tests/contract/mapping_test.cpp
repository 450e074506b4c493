// A school's mapping, in the rules' own sandbox, between a pull and its plan.
#include "contract/a_school.h"
#include "contract/school.h"

#include "core/sync/mapping.h"
#include "lua/rules_role.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>
#include <lodge/json.h>

#include <algorithm>

namespace lodge::test {
namespace {

using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Le;
using testing::SizeIs;
using testing::StartsWith;

// A worker in this process; it forgets the rules after each answer, as one does that was started anew.
class ForgetfulWorker final : public core::WorkerPool {
 public:
  Value ask(const Value& question, std::chrono::milliseconds) override {
    if (dead) throw InDoubt("it was killed");
    bytes.push_back(to_json(question).size());
    return lua::RulesRole().answer(question);
  }
  std::vector<std::size_t> bytes;
  bool dead = false;
};

core::RuleFile mapping(const std::string& kinds, const std::string& body) {
  const auto text = "return { hook = 'sync.map', says = 's', kinds = { " + kinds + " }, map = function(record) " + body + " end }";
  return {"own", {}, text, {}};
}

class MappingContract : public SchoolContract {
 protected:
  std::expected<core::Pulled, std::string> mapped(const core::RuleFile& rule) {
    core::Mapper mapper(worker, {rule});
    if (const auto loaded = mapper.load(); !loaded) return std::unexpected(loaded.error().sentence);
    return sync.mapped(site, mis.pulled(), mapper);
  }
  std::string failure(const std::string& body) {
    const auto result = mapped(mapping("'student'", body));
    return result ? "it did not fail" : result.error();
  }
  core::Plan plan(const core::RuleFile& rule) {
    const auto result = mapped(rule);
    EXPECT_TRUE(result) << (result ? "" : result.error());
    return sync.plan(site, result ? *result : core::Pulled{}, technician);
  }
  bool has(const char* mis_id) { return directory.snapshot(site)->by_mis_id(core::PersonKind::student, mis_id) != nullptr; }

  ForgetfulWorker worker;
  ASchool mis;
};

TEST_P(MappingContract, PlansTheRecordsAsTheyWereChangedAndNamesTheMapping) {
  const auto rule = mapping("'student'", "record.surname = record.surname:upper() return record");
  const auto made = plan(rule);
  EXPECT_THAT(made.mappings, ElementsAre("own"));
  EXPECT_THAT(made.brakes, SizeIs(0));
  ASSERT_TRUE(sync.apply(made.id, technician));
  EXPECT_EQ(directory.snapshot(site)->by_mis_id(core::PersonKind::student, "S1001")->fields.surname, "FAMILY1");
  EXPECT_TRUE(plan(rule).nothing_to_do);
  EXPECT_THAT(sync.find(made.id)->mappings, SizeIs(0)) << "what was pulled for it is forgotten by now";
}

TEST_P(MappingContract, LeavesOutAStudentWithAllThatIsAboutThem) {
  const auto rule = mapping("'student'", "if record.mis_id == 'S1001' then return false, 'a guest' end return record");
  const auto made = plan(rule);
  ASSERT_THAT(made.faults, SizeIs(1));
  EXPECT_THAT(made.faults[0].what, HasSubstr("left out by the mapping own, student: a guest"));
  EXPECT_THAT(made.brakes, SizeIs(0));
  ASSERT_TRUE(sync.apply(made.id, technician));
  EXPECT_FALSE(has("S1001"));
  EXPECT_TRUE(has("S1002"));
  EXPECT_THAT(directory.people(site)->contacts(), SizeIs(59));
  EXPECT_TRUE(plan(rule).nothing_to_do);
}

TEST_P(MappingContract, JudgesWhatAMappingMadeAgain) {
  const auto made = plan(mapping("'student'", "if record.mis_id == 'S1001' then record.surname = '<b>' end return record"));
  EXPECT_TRUE(std::ranges::count(made.faults, "student.surname", &core::Fault::kind) == 1);
  ASSERT_TRUE(sync.apply(made.id, technician));
  EXPECT_FALSE(has("S1001"));
}

TEST_P(MappingContract, ShowsItNoRowThatIsSetAsideAnyway) {
  mis.students[1].surname = "<b>";
  mis.students[1].first_name = "Odd";
  EXPECT_TRUE(mapped(mapping("'student'", "if record.first_name == 'Odd' then error('seen') end return record")));
}

TEST_P(MappingContract, EndsWithASentenceThatNamesTheRow) {
  const auto place = AllOf(StartsWith("students.csv, row 2: "), HasSubstr("mapping"));
  EXPECT_THAT(failure("return record.nothing.there"), AllOf(place, HasSubstr("own.lua:1: attempt to index")));
  EXPECT_THAT(failure("while true do end"), AllOf(place, HasSubstr("too long")));
  EXPECT_THAT(failure("record.diagnosis = 'x' return record"), AllOf(place, HasSubstr("added a field named \"diagnosis\"")));
  EXPECT_THAT(failure("record.surname = nil return record"), AllOf(place, HasSubstr("dropped the field \"surname\"")));
  EXPECT_THAT(failure("record.mis_id = 'S9' return record"), AllOf(place, HasSubstr("changed the mis_id")));
  EXPECT_THAT(failure("record.is = 'teacher' return record"), AllOf(place, HasSubstr("changed the is")));
  EXPECT_THAT(failure("record.surname = { 'a' } return record"), AllOf(place, HasSubstr("texts in UTF-8")));
  EXPECT_THAT(failure("return true"), AllOf(place, HasSubstr("or false and a reason")));
  EXPECT_THAT(failure("return false"), AllOf(place, HasSubstr("without a reason")));
}

TEST_P(MappingContract, EndsWithASentenceWhenItCannotBeLoadedOrItsWorkerDies) {
  EXPECT_THAT(mapped(mapping("", "return record")).error(), HasSubstr("kinds of records"));
  EXPECT_THAT(mapped({"own", {}, "return { 'sync.map' ", {}}).error(), HasSubstr("The school's mapping own failed"));
  worker.dead = true;
  EXPECT_THAT(mapped(mapping("'student'", "return record")).error(), HasSubstr("gave no answer"));
}

TEST_P(MappingContract, AsksInListsOfAtMost64KilobytesAndOnlyForTheKindsItWants) {
  for (int i = 0; i < 3000; ++i) mis.groups.push_back({{"groups.csv", 100 + i}, "Group " + std::to_string(i), "T1", ""});
  EXPECT_TRUE(mapped(mapping("'group'", "return record")));
  EXPECT_GT(worker.bytes.size(), 6U);
  EXPECT_THAT(worker.bytes, Each(Le(64U * 1024)));
  worker.bytes.clear();
  EXPECT_TRUE(mapped(mapping("'term'", "return record")));
  EXPECT_THAT(worker.bytes, SizeIs(4));
}

LODGE_ON_BOTH_ENGINES(MappingContract);

}  // namespace
}  // namespace lodge::test
