#include "core/sync/cells.h"

#include <gmock/gmock.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

TEST(Cells, LoseSpacesAtTheirEnds) {
  EXPECT_EQ(trimmed("  Arthur \t"), "Arthur");
  EXPECT_EQ(trimmed("\xC2\xA0Zoë\xC2\xA0 "), "Zoë");
  EXPECT_EQ(trimmed("   "), "");
}

TEST(Names, MayBeAnythingThatPeopleAreCalled) {
  for (const auto* name : {"O'Brien", "Ana María", "Nguyễn", "de la Cruz-Smith", "X", "李", "Łucja"}) EXPECT_FALSE(fault_in_name(name)) << name;
}

TEST(Names, AreNoMarkupNoFormulaAndNoNovel) {
  for (const auto* name : {"", "<script>", "=HYPERLINK(1)", "+1", "@x", "a\nb"}) EXPECT_TRUE(fault_in_name(name)) << name;
  EXPECT_FALSE(fault_in_name(std::string(100, 'a')));
  EXPECT_TRUE(fault_in_name(std::string(101, 'a')));
}

TEST(BirthDates, AreReadDayFirstWhenTheyAreNotIso) {
  EXPECT_EQ(read_date("2013-05-17")->value, 2013y / 5 / 17);
  EXPECT_FALSE(read_date("2013-05-17")->mended);
  EXPECT_EQ(read_date("04/09/2014")->value, 2014y / 9 / 4);
  EXPECT_TRUE(read_date("4.9.2014")->mended);
  for (const auto* wrong : {"31/02/2013", "2013-02-30", "12/13/2014", "1066-10-14", "yesterday", "1/2", "//"}) EXPECT_FALSE(read_date(wrong)) << wrong;
}

TEST(YearGroups, MayBeWords) {
  EXPECT_EQ(read_year_group("7")->value, 7);
  EXPECT_EQ(read_year_group("Year 7")->value, 7);
  EXPECT_EQ(read_year_group("Reception")->value, 0);
  EXPECT_EQ(read_year_group("-1")->value, -1);
  for (const auto* wrong : {"15", "-3", "seven", "Year", "7B", ""}) EXPECT_FALSE(read_year_group(wrong)) << wrong;
}

TEST(Responsibility, IsYesNoOrUnknown) {
  EXPECT_EQ(read_responsibility("yes")->value, ParentalResponsibility::yes);
  EXPECT_EQ(read_responsibility("")->value, ParentalResponsibility::unknown);
  EXPECT_EQ(read_responsibility("Y")->value, ParentalResponsibility::yes);
  EXPECT_TRUE(read_responsibility("FALSE")->mended);
  EXPECT_FALSE(read_responsibility("perhaps"));
}

TEST(Addresses, CanBeSentTo) {
  for (const auto* good : {"a@b.example", "omer.kowalczyk+school@mail.example", "ö@bücher.example"}) EXPECT_TRUE(is_email(good)) << good;
  for (const auto* bad : {"not-an-email", "@b.example", "a@", "a@b", "a@b@c.example", "a b@c.example", "a@b..example", "a@.example", "a\r@b.example"}) {
    EXPECT_FALSE(is_email(bad)) << bad;
  }
}

}  // namespace
}  // namespace lodge::core
