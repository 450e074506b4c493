// How booking opens: year groups one after another, and chosen families before the others.
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "store.h"
#include "wishes.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using test::EveningSchool;
using testing::HasSubstr;
using testing::Not;

/// Year 7 opens an hour from now, year 9 three hours from now, chosen families half an hour from now.
class OpeningOneAfterAnother : public testing::TestWithParam<Engine> {
 protected:
  using Pairs = std::initializer_list<std::pair<std::string, std::string>>;

  void SetUp() override {
    start_ = school_.clock.instant;
    school_.change([&](Evening& evening) {
      evening.opens_at = start_ + 3h;
      evening.early_from = start_ + 30min;
    });
    school_.store.database().write([&](Transaction& transaction) {
      replace_stagger(transaction, school_.evening, {{7, start_ + 1h}, {9, start_ + 3h}});
    });
    school_.change([](Evening&) {});
  }
  std::string admin(const std::string& rest = {}) const { return "/admin/evenings/" + school_.evening.text() + rest; }
  std::string home() { return school_.get(school_.office(), admin()).body; }
  std::string page(ContactId who) { return school_.get(school_.parent(who), "/parents/evenings/" + school_.evening.text()).body; }
  Response post(const std::string& path, Pairs pairs) {
    Fields form;
    for (const auto& [name, value] : pairs) form.add(name, value);
    form.add("version", std::to_string(school_.plan()->evening.version));
    return school_.post(school_.office(), path, std::move(form));
  }
  void choose(HouseholdId household) { ASSERT_EQ(post(admin("/early"), {{"add", household.text()}, {"sure", "yes"}}).status, 303); }
  Stage stage_at(Instant now, HouseholdId household) { return stage(*school_.plan(), *school_.directory.whole, household, now); }
  Booked book(ContactId who, HouseholdId household, StudentId student, TeacherId teacher, int slot) {
    return appointments_.book(school_.parent(who), school_.basket(household, {school_.choice(student, teacher, slot)}));
  }

  EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
  Instant start_;
};

TEST_P(OpeningOneAfterAnother, OpensForAYearAtItsInstantAndNotBefore) {
  EXPECT_EQ(stage_at(start_ + 3h - 1us, school_.coles), Stage::not_open);
  EXPECT_EQ(stage_at(start_ + 3h, school_.coles), Stage::open);
  school_.clock.instant = start_ + 3h - 1us;
  const auto early = book(school_.jo, school_.coles, school_.sam, school_.lowther, 0);
  ASSERT_FALSE(early);
  EXPECT_EQ(early.error()[0].why, Why::not_open);
  school_.clock.instant = start_ + 3h;
  EXPECT_TRUE(book(school_.jo, school_.coles, school_.sam, school_.lowther, 0));
}

TEST_P(OpeningOneAfterAnother, OpensForAFamilyOfTwoYearsWithTheFirst) {
  EXPECT_EQ(stage_at(start_ + 1h - 1us, school_.anns), Stage::not_open);
  EXPECT_EQ(stage_at(start_ + 1h, school_.anns), Stage::open);
  school_.clock.instant = start_ + 1h;
  EXPECT_TRUE(book(school_.ann, school_.anns, school_.leo, school_.bo, 0));
  EXPECT_TRUE(book(school_.ann, school_.anns, school_.maya, school_.lowther, 5)) << "the older child's teachers too";
  EXPECT_EQ(stage_at(start_ + 1h, school_.coles), Stage::not_open);
}

TEST_P(OpeningOneAfterAnother, TellsAParentOfTwoWhichChildOpensWhen) {
  const auto page = this->page(school_.ann);
  EXPECT_THAT(page, HasSubstr("You can book from"));
  EXPECT_THAT(page, HasSubstr("Leo: Monday 2 November, 10:00 pm"));
  EXPECT_THAT(page, HasSubstr("Maya: Tuesday 3 November, 12:00 am"));
  EXPECT_THAT(page, HasSubstr("as soon as the first of their years opens"));
  EXPECT_THAT(this->page(school_.jo), Not(HasSubstr("one after another")));
}

TEST_P(OpeningOneAfterAnother, OpensForAChosenFamilyBeforeTheOthersWhoLearnNothing) {
  const auto before = page(school_.tom);
  choose(school_.anns);
  EXPECT_EQ(stage_at(start_ + 30min - 1us, school_.anns), Stage::not_open);
  EXPECT_EQ(stage_at(start_ + 30min, school_.anns), Stage::open);
  EXPECT_EQ(stage_at(start_ + 30min, school_.toms), Stage::not_open);
  EXPECT_THAT(page(school_.ann), HasSubstr("9:30 pm"));
  EXPECT_THAT(page(school_.ann), Not(HasSubstr("Leo:"))) << "both open together, and early";
  EXPECT_EQ(page(school_.tom), before) << "the other household sees what it saw";
  EXPECT_THAT(school_.outbox.posted, testing::IsEmpty());
}

TEST_P(OpeningOneAfterAnother, NeverMakesAChosenFamilyWaitLongerThanItsYear) {
  choose(school_.anns);
  school_.change([&](Evening& evening) { evening.early_from = start_ + 2h; });
  EXPECT_EQ(stage_at(start_ + 1h, school_.anns), Stage::open);
}

TEST_P(OpeningOneAfterAnother, OpensWhereEveryYearHasATimeOfItsOwn) {
  school_.change([](Evening& evening) { evening.opens_at.reset(); });
  EXPECT_EQ(stage_at(start_ + 3h, school_.coles), Stage::open);
  EXPECT_EQ(stage_at(start_ + 3h - 1us, school_.coles), Stage::not_open);
}

TEST_P(OpeningOneAfterAnother, ShowsTheOfficeWhatItSetAndRefusesWhatCannotBe) {
  const auto link = admin("/stages");
  const auto set = [&](Pairs more) {
    Fields form;
    for (const auto& [name, value] : Pairs{{"title", "Autumn parents' evening"}, {"one_each", "household"}, {"gap", "avoid"}}) form.add(name, value);
    for (const auto& [name, value] : more) form.add(name, value);
    form.add("version", std::to_string(school_.plan()->evening.version));
    return school_.post(school_.office(), link, std::move(form));
  };
  EXPECT_THAT(set({{"opens_year_9", "2026-11-05T18:00"}}).body, HasSubstr("nothing says when booking opens for Year 7."));
  EXPECT_THAT(set({{"opens_at", "2026-11-04T18:00"}, {"opens_year_9", "2026-11-05T18:00"}, {"closes_at", "2026-11-05T12:00"}}).body, HasSubstr("after it opens for everybody"));
  EXPECT_THAT(set({{"opens_at", "2026-11-04T18:00"}, {"early_from", "2026-11-04T18:00"}}).body, HasSubstr("before booking opens for all"));
  EXPECT_THAT(set({{"opens_at", "2026-11-04T18:00"}, {"wishes_from", "2026-11-01T18:00"}, {"wishes_until", "2026-11-05T18:00"}}).body,
              HasSubstr("before the preference round ends"));
  EXPECT_THAT(set({{"wishes_from", "2026-11-03T18:00"}, {"wishes_until", "2026-11-05T18:00"}}).body, HasSubstr("what the preference round leaves"));
  ASSERT_EQ(set({{"opens_at", "2026-11-04T18:00"}, {"opens_year_9", "2026-11-05T18:00"}, {"early_from", "2026-11-03T18:00"}}).status, 303);
  choose(school_.coles);
  const auto page = school_.get(school_.office(), admin()).body;
  EXPECT_THAT(page, HasSubstr("Year 9: Thursday 5 November, 6:00 pm"));
  EXPECT_THAT(page, HasSubstr("Chosen families: Tuesday 3 November, 6:00 pm"));
  school_.clock.instant = std::chrono::sys_days(std::chrono::year(2026) / 11 / 4);
  EXPECT_THAT(school_.get(school_.office(), admin()).body, HasSubstr("Open for some families"));
}

TEST_P(OpeningOneAfterAnother, NamesThoseForWhomItNeverOpensThoughTheyWereInvitedLater) {
  school_.change([](Evening& evening) { evening.opens_at.reset(); });
  EXPECT_THAT(home(), Not(HasSubstr("never book")));
  const auto sam = [&](std::optional<int> year) {
    school_.people([&](core::DirectoryRows& rows) {
      std::ranges::find(rows.people, same_person<PersonId>(school_.sam), &core::PersonRow::id)->year_group = year;
    });
  };
  sam(8);
  EXPECT_THAT(home(), Not(HasSubstr("never book"))) << "he does not come";
  const auto eight = "Some families can never book: nothing says when booking opens for Year 8.";
  EXPECT_THAT(post(admin("/who"), {{"year_group", "7"}, {"year_group", "8"}, {"year_group", "9"}}).body, HasSubstr(eight));
  ASSERT_EQ(post(admin("/who"), {{"year_group", "7"}, {"year_group", "8"}, {"year_group", "9"}, {"class_teachers", "yes"}, {"sure", "yes"}}).status, 303);
  EXPECT_THAT(home(), HasSubstr(eight));
  ASSERT_EQ(post(admin("/who"), {{"year_group", "7"}, {"registration_class", "9B"}, {"class_teachers", "yes"}, {"sure", "yes"}}).status, 303);
  sam(std::nullopt);
  EXPECT_THAT(home(), HasSubstr("opens for students without a year group."));
  school_.change([&](Evening& evening) { evening.opens_at = start_ + 3h; });
  EXPECT_THAT(home(), Not(HasSubstr("never book")));
}

TEST_P(OpeningOneAfterAnother, WarnsOfARoundThatChosenFamiliesWouldGoBefore) {
  const auto warning = "Nobody can book before the preference round ends";
  EXPECT_THAT(post(admin("/preflight"), {{"way", "wishes"}}).body, HasSubstr(warning));
  ASSERT_EQ(post(admin("/preflight"), {{"way", "wishes"}, {"sure", "yes"}}).status, 303);
  EXPECT_THAT(home(), HasSubstr(warning));
  school_.change([](Evening& evening) { evening.early_from.reset(), evening.closes_at = *evening.wishes_until - 1h; });
  EXPECT_THAT(home(), HasSubstr("Booking must close after it opens for everybody"));
}

TEST_P(OpeningOneAfterAnother, WarnsOfADateThatIsMovedAwayFromItsStages) {
  const auto date = admin("/dates/" + school_.plan()->dates.front().id.text());
  const auto to = [&](const std::string& day) { return post(date, {{"date", day}, {"from", "16:00"}, {"to", "19:00"}, {"mode", "mixed"}, {"slot", "10"}}); };
  EXPECT_EQ(to("2026-11-13").status, 303) << "nobody has an appointment, and booking opens and closes before it";
  school_.change([](Evening& evening) { evening.opens_at = std::chrono::sys_days(std::chrono::year(2026) / 11 / 10); });
  EXPECT_THAT(to("2026-11-09").body, HasSubstr("Booking opens too late: a date begins before it."));
  school_.clock.instant = std::chrono::sys_days(test::kEveningDay) + 13h;
  EXPECT_THAT(to("2026-11-20").body, HasSubstr("Booking closed on Thursday 12 November, 12:00 pm and stays closed."));
}

TEST_P(OpeningOneAfterAnother, LetsTheOfficeFindFamiliesByNameClassGroupAndNeed) {
  const auto found = [&](const std::string& query) {
    const auto body = school_.get(school_.office(), admin("/early?" + query)).body;
    return std::pair(body.find(school_.anns.text()) != std::string::npos, body.find(school_.coles.text()) != std::string::npos);
  };
  const std::pair nobody(false, false), anns(true, false), coles(false, true), both(true, true);
  EXPECT_EQ(found(""), nobody);
  EXPECT_EQ(found("find=reed"), anns);
  EXPECT_EQ(found("find=kim"), coles);
  EXPECT_EQ(found("class=9B"), both);
  EXPECT_EQ(found("class=7A"), anns);
  EXPECT_EQ(found("group=Tutor+group+9B"), both);
  EXPECT_EQ(found("need=step_free"), nobody);
  school_.store.database().write([&](Transaction& transaction) {
    const auto jo = same_person<PersonId>(school_.jo);
    const auto sealed = school_.privacy.seal(school_.site, jo, needs_place(school_.evening, school_.coles), text(Needs{.step_free = true}));
    replace(transaction, {.evening = school_.evening, .household = school_.coles, .author = jo, .needs = sealed, .sent_at = start_, .needs_author = jo, .needs_at = start_});
  });
  EXPECT_EQ(found("need=step_free"), coles);
  EXPECT_EQ(found("need=any"), coles);
  EXPECT_EQ(found("need=interpreter"), nobody);
}

TEST_P(OpeningOneAfterAnother, AsksBeforeItPutsFamiliesOnTheListAndTakesThemOff) {
  const auto asked = post(admin("/early"), {{"add", school_.anns.text()}, {"add", school_.coles.text()}, {"add", HouseholdId::random().text()}});
  EXPECT_THAT(asked.body, HasSubstr("2 more families may book before the others"));
  EXPECT_TRUE(school_.plan()->early.empty());
  choose(school_.anns);
  choose(school_.coles);
  EXPECT_EQ(school_.plan()->early, (std::set{school_.anns, school_.coles}));
  EXPECT_THAT(school_.get(school_.office(), admin("/early")).body, HasSubstr("2 families may book early."));
  ASSERT_EQ(post(admin("/early"), {{"remove", school_.anns.text()}, {"sure", "yes"}}).status, 303);
  EXPECT_EQ(school_.plan()->early, std::set{school_.coles});
  ASSERT_EQ(post(admin("/early"), {{"all", "remove"}, {"sure", "yes"}}).status, 303);
  EXPECT_TRUE(school_.plan()->early.empty());
  EXPECT_EQ(school_.get(school_.parent(school_.ann), admin("/early")).status, 403);
}

LODGE_ON_BOTH_ENGINES(OpeningOneAfterAnother);

}  // namespace
}  // namespace lodge::parents_evening
