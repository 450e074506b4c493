#include "core/calendar/week_letters.h"

#include <gmock/gmock.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;
using testing::IsEmpty;
using testing::SizeIs;

SchoolYears autumn() {
  SchoolYears years;
  years.years = {{"2026–27", 2026y / 8 / 1, 2027y / 7 / 31}};
  years.terms = {{"Autumn", 2026y / 9 / 2, 2026y / 12 / 18}, {"Spring", 2027y / 1 / 4, 2027y / 3 / 25}};
  years.closures = {{"INSET day", Closure::Kind::inset, 2026y / 9 / 2, 2026y / 9 / 2},
                    {"Half term", Closure::Kind::holiday, 2026y / 10 / 26, 2026y / 10 / 30}};
  return years;
}

class WeekLetters : public testing::Test {
 protected:
  WeekLetters() { years.letters = assign_letters(years, {"A", "B"}); }
  std::string letter(LocalDate date) const {
    const auto found = years.letters.find(date);
    return found == years.letters.end() ? "" : found->second;
  }
  SchoolYears years = autumn();
};

TEST_F(WeekLetters, BeginWithTheFirstSchoolWeek) {
  EXPECT_EQ(letter(2026y / 9 / 2), "A");
  EXPECT_EQ(letter(2026y / 9 / 4), "A");
  EXPECT_EQ(letter(2026y / 9 / 7), "B");
  EXPECT_EQ(letter(2026y / 9 / 1), "");
}

TEST_F(WeekLetters, AreNotFlippedByAHalfTerm) {
  const auto before = letter(2026y / 10 / 23);
  EXPECT_EQ(letter(2026y / 10 / 27), "");
  EXPECT_NE(letter(2026y / 11 / 2), before);
  EXPECT_EQ(letter(2026y / 11 / 9), before);
}

TEST_F(WeekLetters, GoOnOverTheHolidays) { EXPECT_NE(letter(2027y / 1 / 4), letter(2026y / 12 / 18)); }

TEST_F(WeekLetters, StayWhereTheyAreWhenTheTermsChange) {
  const auto before = years.letters;
  years.closures.push_back({"Snow", Closure::Kind::blackout, 2026y / 11 / 16, 2026y / 11 / 20});
  const auto after = assign_letters(years, {"A", "B"});
  EXPECT_EQ(after.at(2026y / 11 / 23), before.at(2026y / 11 / 23));
}

TEST_F(WeekLetters, MoveOnByOneFromTheWeekOfAShift) {
  const auto changes = letters_shifted_from(years, 2027y / 3 / 17);
  ASSERT_THAT(changes, SizeIs(9));  // two weeks, the last to Thursday
  EXPECT_EQ(changes.front().date, 2027y / 3 / 15);
  EXPECT_NE(changes.front().was, changes.front().becomes);
}

TEST_F(WeekLetters, CannotShiftOutsideAYear) { EXPECT_THAT(letters_shifted_from(years, 2028y / 1 / 1), IsEmpty()); }

TEST_F(WeekLetters, AreOneWhereTheCycleHasOne) {
  years.letters.clear();
  for (const auto& [date, one] : assign_letters(years, {"A"})) EXPECT_EQ(one, "A");
}

TEST_F(WeekLetters, KnowWhatADateIs) {
  EXPECT_EQ(kind_of(years, 2026y / 9 / 2), SchoolDay::Kind::closure);
  EXPECT_EQ(kind_of(years, 2026y / 9 / 3), SchoolDay::Kind::school);
  EXPECT_EQ(kind_of(years, 2026y / 9 / 5), SchoolDay::Kind::weekend);
  EXPECT_EQ(kind_of(years, 2026y / 12 / 21), SchoolDay::Kind::outside_term);
}

}  // namespace
}  // namespace lodge::core
