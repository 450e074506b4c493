// What is counted after an evening, and what of it may be passed on.
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "turnout.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using test::EveningSchool;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

class Counting : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    school_.store.database().write([&](Transaction& transaction) {
      const auto jo = same_person<PersonId>(school_.jo);
      const auto sealed = school_.privacy.seal(school_.site, jo, needs_place(school_.evening, school_.coles), text(Needs{.interpreter = "Polish"}));
      replace(transaction, {.evening = school_.evening, .household = school_.coles, .author = jo, .needs = sealed, .sent_at = school_.clock.instant, .needs_author = jo});
    });
    const Appointments appointments{*school_.kernel, plans_};
    ASSERT_TRUE(appointments.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.lowther, 0)})));
    ASSERT_TRUE(appointments.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.lowther, 1)})));
  }
  std::string page(const std::string& rest) { return school_.get(school_.office(), "/admin/evenings/" + school_.evening.text() + rest).body; }
  /// The file to which a page links as its tables.
  std::string tables_of(const std::string& shown) {
    std::string link;
    for (auto at = shown.find("<a class=\"button\" href=\"") + 24; shown.at(at) != '"'; ++at) link += shown[at];
    for (auto at = link.find("&amp;"); at != std::string::npos; at = link.find("&amp;")) link.replace(at, 5, "&");
    return school_.get(school_.office(), link).body;
  }

  EveningSchool school_{GetParam()};
  Plans plans_;
};

TEST_P(Counting, VeilsALineInWhichSomebodyCouldBeKnown) {
  const auto& say = school_.languages.choose("en", "");
  const auto whole = veil(say, {.booked = 12, .came = 7, .missed = 5});
  EXPECT_FALSE(whole.veiled);
  EXPECT_EQ(whole.missed, "5");
  const auto parts = veil(say, {.booked = 12, .came = 10, .missed = 2});
  EXPECT_EQ(parts.booked, "12");
  EXPECT_EQ(parts.came + parts.missed + parts.unknown, "–––") << "two of them and the sum would give the third";
  EXPECT_EQ(veil(say, {.booked = 4, .came = 4}).booked, "fewer than 5");
  EXPECT_EQ(veil(say, {.booked = 4, .came = 4}).came, "–");
  EXPECT_EQ(veil(say, {}).booked, "0");
}

TEST_P(Counting, ShowsFiguresByNeedVeiledUntilTheOfficeAsksAndWritesItDown) {
  const auto veiled = page("/after");
  EXPECT_THAT(veiled, AllOf(HasSubstr("By need"), HasSubstr("An interpreter</th><td>fewer than 5</td><td>–</td>")));
  EXPECT_THAT(school_.audit.actions, Not(Contains("evening.needs_seen")));
  EXPECT_THAT(page("/after?exact=yes"), HasSubstr("An interpreter</th><td>1</td><td>0</td>"));
  EXPECT_THAT(school_.audit.actions, Contains("evening.needs_seen"));
  EXPECT_THAT(veiled, HasSubstr("Mr Lowther</th><td>2</td>")) << "by teacher nothing is veiled";
}

TEST_P(Counting, CountsAGroupThatTheSchoolNames) {
  EXPECT_THAT(page("/after?group=Tutor+group+9B&exact=yes"), HasSubstr("Tutor group 9B</th><td>2</td>"));
  EXPECT_THAT(page("/after?group=Nobody&exact=yes"), Not(HasSubstr("Nobody</th>")));
}

TEST_P(Counting, WritesTheTablesAsAFile) {
  const auto file = tables_of(page("/after"));
  EXPECT_THAT(file, AllOf(HasSubstr("\"Teacher\",\"Mr Lowther\",\"2\",\"0\",\"0\",\"2\""), HasSubstr("\"Year group\",\"Year 9\",\"2\""),
                          HasSubstr("\"Need\",\"An interpreter\",\"fewer than 5\",\"–\"")));
  EXPECT_THAT(tables_of(page("/after?exact=yes")), HasSubstr("\"Need\",\"An interpreter\",\"1\""));
  EXPECT_EQ(school_.get(school_.teacher(school_.okafor), "/admin/evenings/" + school_.evening.text() + "/figures.csv").status, 403);
}

TEST_P(Counting, WritesWhoWasNotSeenAsAFile) {
  EXPECT_THAT(page("/after"), HasSubstr("/not_seen.csv\""));
  EXPECT_THAT(page("/not_seen.csv"), AllOf(HasSubstr("\"Family\",\"Students\",\"Had booked\""), HasSubstr("Cole"), HasSubstr("\"yes\"")));
  EXPECT_EQ(school_.get(school_.teacher(school_.okafor), "/admin/evenings/" + school_.evening.text() + "/not_seen.csv").status, 403);
}

TEST_P(Counting, WritesTheGroupThatThePageCountsIntoTheFile) {
  school_.people([&](core::DirectoryRows& rows) {
    for (const auto student : {school_.maya, school_.sam}) rows.group_members.push_back({"Café & \"R+D\" 9=B #1", same_person<PersonId>(student)});
  });
  const auto shown = page("/after?group=Caf%C3%A9+%26+%22R%2BD%22+9%3DB+%231&exact=yes");
  EXPECT_THAT(shown, HasSubstr("9=B #1</th><td>2</td>"));
  EXPECT_THAT(tables_of(shown), HasSubstr("\"Need\",\"Café & \"\"R+D\"\" 9=B #1\",\"2\""));
  EXPECT_THAT(tables_of(page("/after?group=Tutor+group+9B")), HasSubstr("\"Need\",\"Tutor group 9B\",\"fewer than 5\",\"–\"")) << "veiled as on the page";
}

LODGE_ON_BOTH_ENGINES(Counting);

}  // namespace
}  // namespace lodge::parents_evening
