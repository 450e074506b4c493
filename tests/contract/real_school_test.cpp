// Whole schools, read from the folders that LODGE_SCHOOL_DATA names: native/ of a large one and of a messy one.
#include "contract/native_files.h"
#include "contract/school.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <iostream>

namespace lodge::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

class RealSchool : public SchoolContract {
 protected:
  // Skips the test when there is no such school.
  std::string folder(const char* name) {
    const char* data = std::getenv("LODGE_SCHOOL_DATA");
    return data ? std::string(data) + "/" + name + "/native" : std::string();
  }
  // Tells how long it took by the wall and by this process's processors, which other work on the machine does not lengthen.
  void tell(const char* what, std::pair<steady_clock::time_point, std::clock_t> since) {
    const auto took = std::chrono::duration_cast<milliseconds>(steady_clock::now() - since.first).count();
    const auto busy = (std::clock() - since.second) * 1000 / CLOCKS_PER_SEC;
    RecordProperty(what, static_cast<int>(took));
    std::cout << "             " << what << ": " << took << " ms, of it busy " << busy << "\n";
  }
  static std::pair<steady_clock::time_point, std::clock_t> now() { return {steady_clock::now(), std::clock()}; }
};

TEST_P(RealSchool, IsImportedWithinSecondsAndThenHasNothingToDo) {
  const auto path = folder("ashdown");
  if (path.empty() || !std::filesystem::exists(path)) GTEST_SKIP() << "LODGE_SCHOOL_DATA names no folder with ashdown/native";
  auto begun = now();
  const auto pulled = read_native(path);
  tell("read", begun);
  begun = now();
  const auto plan = sync.plan(site, pulled, technician);
  tell("plan", begun);
  EXPECT_THAT(plan.brakes, testing::IsEmpty());
  begun = now();
  const auto applied = sync.apply(plan.id, technician);
  tell("apply", begun);
  ASSERT_TRUE(applied);
  EXPECT_THAT(applied->lessons.clashes, testing::IsEmpty());
  std::cout << "             " << applied->lessons.booked << " lessons booked\n";
  EXPECT_EQ(directory.people(site)->students().size(), 1200u);
  EXPECT_EQ(directory.people(site)->contacts().size(), 2011u);
  EXPECT_EQ(directory.people(site)->teachers().size(), 96u);
  begun = now();
  EXPECT_TRUE(sync.plan(site, pulled, technician).nothing_to_do);
  tell("again", begun);
  core::Keyring cold_keys{vaults, keys};
  core::StoredDirectory cold{central(), vaults, cold_keys};
  begun = now();
  EXPECT_EQ(cold.people(site)->students().size(), 1200u);
  tell("load", begun);
}

struct Wrong {
  const char* file;
  std::int64_t row;
  const char* kind;
  auto operator<=>(const Wrong&) const = default;
};

bool is_told(const core::Faults& faults, const Wrong& wrong) {
  return std::ranges::any_of(faults, [&](const core::Fault& fault) {
    return fault.origin.file == wrong.file && fault.origin.row == wrong.row && fault.kind == wrong.kind && !fault.what.empty() && !fault.remedy.empty();
  });
}

TEST_P(RealSchool, WithTheFaultsOfRealExportsIsTakenInAsFarAsItIsSound) {
  const auto plan = sync.plan(site, read_native(std::string(LODGE_SOURCE_DIR) + "/tests/data/messy"), technician);
  const Wrong kWrong[] = {
      {"students.csv", 4, "student.date_of_birth"}, {"students.csv", 5, "student.date_of_birth_format"},
      {"students.csv", 6, "student.first_name_spaces"}, {"students.csv", 7, "student.surname"}, {"students.csv", 8, "student.mis_id"},
      {"students.csv", 9, "student.first_name"}, {"students.csv", 10, "student.surname"}, {"students.csv", 11, "student.first_name"},
      {"students.csv", 12, "student.year_group_words"}, {"students.csv", 14, "student.repeated"}, {"students.csv", 15, "student.conflict"},
      {"contacts.csv", 3, "contact.email"}, {"contacts.csv", 4, "contact.other_email"}, {"contacts.csv", 5, "student.unknown"},
      {"contacts.csv", 6, "contact.shared_email"}, {"contacts.csv", 7, "contact.priority"},
      {"contacts.csv", 8, "contact.parental_responsibility_word"}, {"contacts.csv", 9, "student.waits"},
      {"teachers.csv", 4, "teacher.conflict"}, {"classes.csv", 4, "teacher.unknown"}, {"groups.csv", 3, "group.group"}};
  for (const auto& wrong : kWrong) EXPECT_TRUE(is_told(plan.faults, wrong)) << wrong.file << ":" << wrong.row << " " << wrong.kind;
  EXPECT_EQ(plan.faults.size(), std::size(kWrong));
  ASSERT_TRUE(sync.apply(plan.id, technician));
  const auto people = directory.snapshot(site);
  EXPECT_EQ(people->students().size(), 7u);
  EXPECT_EQ(people->contacts().size(), 7u);
  EXPECT_EQ(people->teachers().size(), 2u);
  const auto* arthur = people->by_mis_id(core::PersonKind::student, "S5");
  ASSERT_TRUE(arthur);
  EXPECT_EQ(arthur->fields.first_name, "Arthur");
  EXPECT_EQ(people->by_mis_id(core::PersonKind::student, "S4")->fields.date_of_birth, std::chrono::year(2014) / 9 / 4);
  EXPECT_EQ(people->by_mis_id(core::PersonKind::student, "S2")->registration_class, "7A");
  EXPECT_TRUE(sync.plan(site, read_native(std::string(LODGE_SOURCE_DIR) + "/tests/data/messy"), technician).nothing_to_do);
}

TEST_P(RealSchool, EachFaultOfTheMessyOneIsTold) {
  const auto path = folder("messy");
  if (path.empty() || !std::filesystem::exists(path)) GTEST_SKIP() << "LODGE_SCHOOL_DATA names no folder with messy/native";
  const auto plan = sync.plan(site, read_native(path), technician);
  const Wrong kWrong[] = {
      {"students.csv", 122, "student.repeated"}, {"students.csv", 123, "student.conflict"}, {"students.csv", 12, "student.date_of_birth"},
      {"students.csv", 13, "student.date_of_birth_format"}, {"students.csv", 14, "student.first_name_spaces"}, {"students.csv", 15, "student.surname"},
      {"students.csv", 16, "student.mis_id"}, {"students.csv", 17, "student.first_name"}, {"students.csv", 18, "student.surname"},
      {"students.csv", 19, "student.first_name"}, {"students.csv", 20, "student.year_group_words"}, {"contacts.csv", 6, "contact.email"},
      {"contacts.csv", 11, "contact.shared_email"}, {"contacts.csv", 10, "student.unknown"}, {"contacts.csv", 14, "contact.priority"},
      {"contacts.csv", 15, "contact.parental_responsibility_word"}, {"teachers.csv", 26, "teacher.conflict"},
      {"classes.csv", 1362, "teacher.unknown"}, {"groups.csv", 310, "group.group"}};
  for (const auto& wrong : kWrong) EXPECT_TRUE(is_told(plan.faults, wrong)) << wrong.file << ":" << wrong.row << " " << wrong.kind;
  for (const auto& fault : plan.faults) {
    std::cout << "             " << fault.origin.file << ":" << fault.origin.row << " " << core::word_of(fault.weight) << " " << fault.who << ": " << fault.what << "\n";
  }
  const auto applied = sync.apply(plan.id, technician);
  ASSERT_TRUE(applied);
  EXPECT_EQ(directory.people(site)->students().size(), 115u);
  EXPECT_TRUE(sync.plan(site, read_native(path), technician).nothing_to_do);
}

LODGE_ON_BOTH_ENGINES(RealSchool);

}  // namespace
}  // namespace lodge::test
