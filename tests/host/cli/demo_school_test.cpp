#include "cli/demo/school.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

namespace lodge::demo {
namespace {

using namespace std::chrono_literals;
constexpr std::chrono::year_month_day kToday = 2026y / 11 / 22;

TEST(DemoSchool, HasTheSizeOfASmallSchool) {
  const auto school = make_school(kToday);
  EXPECT_EQ(school.students.size(), 300U);
  EXPECT_EQ(school.teachers.size(), 30U);
  EXPECT_NEAR(static_cast<double>(school.contacts.size()), 500, 25);
  EXPECT_EQ(school.lessons.size(), 500U);
}

// A student's contacts in the order of their priority.
std::vector<std::vector<const Contact*>> contacts_by_student(const School& school) {
  std::vector<std::vector<const Contact*>> all(school.students.size());
  for (const auto& contact : school.contacts)
    for (const auto& tie : contact.ties) all[tie.student].push_back(&contact);
  return all;
}

TEST(DemoSchool, HasFamiliesOfTwoParentsSeparatedOnesAndSiblings) {
  const auto school = make_school(kToday);
  const auto families = contacts_by_student(school);
  EXPECT_GT(std::ranges::count_if(families, [](const auto& family) { return family.size() >= 2; }), 240);
  const auto is_parent = [](const Contact* one) { return one->ties.front().relationship == "Mother" || one->ties.front().relationship == "Father"; };
  const auto apart = [&](const auto& family) { return std::ranges::count_if(family, is_parent) == 2 && family[0]->surname != family[1]->surname; };
  EXPECT_GT(std::ranges::count_if(families, apart), 30);
  EXPECT_GT(std::ranges::count_if(school.contacts, [](const Contact& one) { return one.ties.size() > 1; }), 80);
}

TEST(DemoSchool, GrowsToALargeSchoolOfTheSameClassSizes) {
  const auto school = make_school(kToday, 1, 4);
  EXPECT_EQ(school.students.size(), 1200U);
  EXPECT_EQ(school.teachers.size(), 105U);
  EXPECT_EQ(school.lessons.size(), 2000U);
  EXPECT_EQ(school.forms.back(), "11H");
  EXPECT_EQ(std::ranges::count(school.students, std::string("11H"), &Student::form), 30);
}

class DemoSchoolOfSize : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Wings, DemoSchoolOfSize, testing::Values(1U, 4U));

TEST_P(DemoSchoolOfSize, NobodyAndNoRoomIsInTwoPlaces) {
  const auto school = make_school(kToday, 1, GetParam());
  std::set<std::string> busy;
  for (const auto& lesson : school.lessons) {
    const auto& taught = school.classes[lesson.taught_class];
    const auto when = std::string(1, lesson.week) + std::to_string(lesson.day) + std::to_string(lesson.period);
    EXPECT_TRUE(busy.insert(when + "form" + taught.form).second);
    EXPECT_TRUE(busy.insert(when + "teacher" + std::to_string(taught.teacher)).second);
    EXPECT_TRUE(busy.insert(when + "room" + school.teachers[taught.teacher].room).second);
  }
}

TEST(DemoSchool, EveryClassHasItsLessonsInBothWeeks) {
  const auto school = make_school(kToday);
  std::map<std::pair<char, std::size_t>, int> given;
  for (const auto& lesson : school.lessons) ++given[{lesson.week, lesson.taught_class}];
  for (std::size_t i = 0; i < school.classes.size(); ++i) {
    EXPECT_EQ((given[{'A', i}]), school.classes[i].lessons_a_week);
    EXPECT_EQ((given[{'B', i}]), school.classes[i].lessons_a_week);
  }
}

TEST(DemoSchool, StudentsAreAsOldAsTheirYear) {
  const auto school = make_school(kToday);
  for (const auto& student : school.students) {
    const std::chrono::sys_days from = 2026y / 9 / 1;
    const auto age = static_cast<double>((from - std::chrono::sys_days(student.born)).count()) / 365.25;
    EXPECT_NEAR(age, student.year_group + 4.5, 0.6) << student.year_group;
  }
}

TEST(DemoSchool, IsTheSameForTheSameSeed) {
  EXPECT_EQ(make_school(kToday).contacts[17].email, make_school(kToday).contacts[17].email);
  EXPECT_NE(make_school(kToday, 2).contacts[17].email, make_school(kToday).contacts[17].email);
}

TEST(DemoSchool, TheSchoolYearTurnsInAugust) {
  EXPECT_EQ(school_year_of(2027y / 7 / 31), 2026y);
  EXPECT_EQ(school_year_of(2027y / 8 / 1), 2027y);
}

using std::chrono::days;
using std::chrono::sys_days;

std::set<sys_days> days_between(const std::string& first, const std::string& last) {
  const auto read = [](const std::string& text) {
    return sys_days(std::chrono::year(std::stoi(text.substr(0, 4))) / std::stoi(text.substr(5, 2)) / std::stoi(text.substr(8, 2)));
  };
  std::set<sys_days> all;
  for (auto day = read(first); day <= read(last); day += days(1)) all.insert(day);
  return all;
}

// In a term, not in a holiday, on a weekday.
std::set<sys_days> school_days(const std::filesystem::path& folder) {
  std::ifstream file(folder / "terms.csv");
  std::set<sys_days> terms, holidays;
  std::string kind, name, first, last;
  for (std::getline(file, kind); std::getline(file, kind, ',') && std::getline(file, name, ',') && std::getline(file, first, ',') && std::getline(file, last);) {
    (kind == "term" ? terms : holidays).merge(days_between(first, last));
  }
  std::erase_if(terms, [&](sys_days day) { return holidays.contains(day) || std::chrono::weekday(day).iso_encoding() > 5; });
  return terms;
}

TEST(DemoSchool, HasSchoolDaysForItsBookingsAndItsEveningOnWhateverDayItIsMade) {
  const auto folder = std::filesystem::temp_directory_path() / ("lodge-terms-" + std::to_string(::getpid()));
  std::filesystem::create_directory(folder);
  for (sys_days today = 2026y / 1 / 1; today < sys_days(2028y / 1 / 1); today += days(1)) {
    write_terms(today, folder);
    const auto all = school_days(folder);
    const auto within = [&](sys_days first, sys_days end) { return std::distance(all.lower_bound(first), all.lower_bound(end)); };
    EXPECT_GE(within(today, today + days(120)), 5) << "bookings " << today.time_since_epoch().count();
    EXPECT_GE(within(today + days(17), today + days(17 + 120)), 1) << "evening " << today.time_since_epoch().count();
  }
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace lodge::demo
