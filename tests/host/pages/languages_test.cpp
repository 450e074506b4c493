#include "pages/accept_language.h"
#include "pages/languages.h"

#include <gmock/gmock.h>

namespace lodge::pages {
namespace {

using std::chrono::day;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::November;
using std::chrono::year;

constexpr LocalDate kThursday = year{2026} / November / day{12};

class LanguagesTest : public testing::Test {
 protected:
  const CatalogueLanguages languages_{CATALOGUE_DIR, {"cy", "ur", "qps"}};
  const Say& english_ = languages_.choose("en", "");
  const Say& welsh_ = languages_.choose("cy", "");
  const Say& pseudo_ = languages_.choose("qps", "");
};

TEST_F(LanguagesTest, EnglishIsSaidAsItStands) {
  EXPECT_EQ(english_.say("Book {room}, period {period}", {{"room", "S03"}, {"period", "4"}}), "Book S03, period 4");
  EXPECT_EQ(english_.say_many("{count} place", "{count} places", 1), "1 place");
  EXPECT_EQ(english_.say_many("{count} place", "{count} places", 12), "12 places");
}

TEST_F(LanguagesTest, AValueIsNotFilledAgain) {
  EXPECT_EQ(english_.say("{a} and {b}", {{"a", "{b}"}, {"b", "2"}}), "{b} and 2");
  EXPECT_EQ(english_.say("{unknown} {", {}), "{unknown} {");
}

TEST_F(LanguagesTest, AnotherLanguageComesFromItsCatalogue) {
  EXPECT_EQ(welsh_.say("Book {room}, period {period}", {{"room", "S03"}, {"period", "4"}}),
            "Bwcio S03, cyfnod \"4\" & mwy");
  EXPECT_EQ(welsh_.say("No translation yet"), "No translation yet");
  EXPECT_EQ(welsh_.say_many("{count} place", "{count} places", 2), "dau le");
  EXPECT_EQ(welsh_.say_many("{count} place", "{count} places", 5), "5 o leoedd");
}

TEST_F(LanguagesTest, ThePseudoLanguageKeepsPlaceholdersAndGrows) {
  const auto said = pseudo_.say("Book {room}", {{"room", "S03"}});
  EXPECT_EQ(said, "[!! Ƀǿǿķ S03 ~~~~ !!]");
}

TEST_F(LanguagesTest, DaysReadAsPeopleSayThem) {
  EXPECT_EQ(english_.day(kThursday), "Thursday 12 November");
  EXPECT_EQ(english_.short_day(kThursday), "Thu 12 Nov");
  EXPECT_EQ(english_.full_day(kThursday), "Thursday 12 November 2026");
  EXPECT_THAT(welsh_.day(kThursday), testing::HasSubstr("Tachwedd"));
}

TEST_F(LanguagesTest, TimesReadAsPeopleSayThem) {
  EXPECT_EQ(english_.time(hours{16} + minutes{35}), "4:35 pm");
  EXPECT_EQ(english_.time(minutes{5}), "12:05 am");
  EXPECT_EQ(english_.times(hours{16} + minutes{30}, hours{16} + minutes{40}), "4:30 to 4:40 pm");
  EXPECT_EQ(english_.times(hours{11} + minutes{30}, hours{12} + minutes{10}), "11:30 am to 12:10 pm");
}

TEST_F(LanguagesTest, UrduRunsFromTheRight) {
  EXPECT_TRUE(languages_.choose("ur", "").right_to_left());
  EXPECT_FALSE(english_.right_to_left());
}

TEST_F(LanguagesTest, InALanguageFromTheRightAValueIsSetApart) {
  const auto& urdu = languages_.choose("ur", "");
  EXPECT_EQ(urdu.say("Or telephone the school office, {telephone}.", {{"telephone", "01632 960 123"}}),
            "Or telephone the school office, \u206801632 960 123\u2069.");
  EXPECT_EQ(urdu.say_many("{count} place", "{count} places", 2), "\u20682\u2069 places");
  EXPECT_THAT(urdu.time(hours{16} + minutes{40}), testing::AllOf(testing::StartsWith("\u2068"), testing::EndsWith("\u2069")));
  EXPECT_EQ(english_.say("{a}", {{"a", "b"}}), "b");
}

TEST_F(LanguagesTest, ThePersonsChoiceWinsThenTheBrowsersThenEnglish) {
  EXPECT_EQ(languages_.choose("cy", "en").language(), "cy");
  EXPECT_EQ(languages_.choose("", "fr, cy-GB;q=0.8, en;q=0.5").language(), "cy");
  EXPECT_EQ(languages_.choose("xx", "fr").language(), "en");
  EXPECT_EQ(languages_.choose("", "qps").language(), "qps");
}

TEST(AcceptLanguage, IsReadByWeight) {
  EXPECT_THAT(by_preference("en;q=0.5, cy, fr;q=0, de;q=0.9"), testing::ElementsAre("cy", "de", "en"));
  EXPECT_THAT(by_preference(",,;;q=x, ;q=1"), testing::IsEmpty());
}

}  // namespace
}  // namespace lodge::pages
