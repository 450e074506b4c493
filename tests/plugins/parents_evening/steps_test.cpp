// A family that needs a way without steps, when the office changes what it has booked.
#include "plugins/parents_evening/acts.h"
#include "plugins/parents_evening/an_interpreter.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::SizeIs;

/// Ann sees Ms Okafor at the one desk that has no steps; on the other two dates, one and two weeks later, there are steps,
/// but for whoever sits at a desk that a test says is without.
class AWayWithoutSteps : public AnInterpreter {
 protected:
  void SetUp() override {
    Act act{.after = *school_.plan()};
    for (const auto weeks : {7, 14}) {
      const auto& first = act.after.dates.front();
      act.after.dates.push_back(*make_date(school_.calendar, school_.site, {std::chrono::sys_days(first.date) + std::chrono::days(weeks), first.from, first.to, first.mode, first.slot},
                                           school_.clock.now()));
      seat_everybody(act.after, *school_.directory.whole, act.after.dates.back().id);
    }
    desk_on(act.after, 0).step_free = true;
    done(act);
    say(school_.anns, school_.ann, {.step_free = true});
    ASSERT_TRUE(book(school_.ann, school_.anns, school_.maya, school_.okafor, 3));
    ASSERT_TRUE(book(school_.jo, school_.coles, school_.sam, school_.okafor, 5));
    school_.outbox.posted.clear();
  }
  Desk& desk_on(Plan& plan, std::size_t date) const { return desk_on(plan, date, school_.okafor); }
  Desk& desk_on(Plan& plan, std::size_t date, TeacherId teacher) const {
    return *std::ranges::find_if(plan.desks, [&](const Desk& desk) { return desk.date == plan.dates[date].id && desk.has(teacher); });
  }
  /// She cannot come on the first date.
  Act ill() const {
    Act act{.after = *school_.plan(), .cause = Cause::away, .teacher = school_.okafor};
    desk_on(act.after, 0).away = true;
    return act;
  }
  Outcome done(const Act& act) {
    auto outcome = setup_.apply(school_.office(), act);
    EXPECT_TRUE(outcome);
    EXPECT_THAT(school_.faults(), testing::IsEmpty());
    return outcome.value_or(Outcome{});
  }
  std::size_t date_of(HouseholdId household) {
    const auto live = school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, household); });
    EXPECT_THAT(live, SizeIs(1));
    const auto plan = school_.plan();
    return static_cast<std::size_t>(std::ranges::find(plan->dates, live.at(0).date, &EveningDate::id) - plan->dates.begin());
  }
};

TEST_P(AWayWithoutSteps, IsFoundOnAnotherDateThoughTheNearestHasSteps) {
  Act act{.after = *school_.plan()};
  desk_on(act.after, 2).step_free = true;
  done(act);
  const auto outcome = done(ill());
  EXPECT_FALSE(outcome.strains());
  EXPECT_EQ(date_of(school_.anns), 2U);
  EXPECT_EQ(date_of(school_.coles), 1U) << "the nearest, to whoever climbs steps";
  EXPECT_THAT(school_.outbox.posted, SizeIs(3)) << "Ann and both Coles, once";
}

TEST_P(AWayWithoutSteps, ThatIsNowhereIsShownToTheOfficeBeforeItMovesTheFamily) {
  Fields form;
  form.add("version", std::to_string(school_.plan()->evening.version));
  form.add("how", "date");
  form.add("on", school_.plan()->dates[1].id.text());
  auto now = *school_.plan();
  const auto seen = school_.post(school_.office(), office("/desks/" + desk_on(now, 0).id.text() + "/away"), form);
  EXPECT_THAT(seen.body, HasSubstr("The family needs a way without steps, and this desk has none"));
  const auto outcome = done(ill());
  EXPECT_TRUE(outcome.strains());
  EXPECT_EQ(date_of(school_.anns), 1U) << "rather there than nowhere: the office looks for a room";
  EXPECT_THAT(school_.get(school_.office(), office("/interpreters")).body, HasSubstr("Desks that need another room"));
}

TEST_P(AWayWithoutSteps, ThatIsNowhereIsShownWhateverElseStrainsIt) {
  Act reached{.after = *school_.plan()};
  desk_on(reached.after, 0, school_.zajac).step_free = true;
  done(reached);
  school_.clock.instant += 1min;
  ASSERT_TRUE(book(school_.ann, school_.anns, school_.maya, school_.zajac, 12));
  Act fewer{.after = *school_.plan()};
  fewer.after.evening.most_each = 1;
  EXPECT_TRUE(done(fewer).strains()) << "one too many, and it stays";
  Act ill{.after = *school_.plan(), .cause = Cause::away, .teacher = school_.zajac};
  desk_on(ill.after, 0, school_.zajac).away = true;
  EXPECT_EQ(std::ranges::count(done(ill).fates, Strain::steps, &Fate::strain), 1);
}

TEST_P(AWayWithoutSteps, WasSaidOfThePlaceThatADeskLeaves) {
  Fields form;
  auto now = *school_.plan();
  form.add("version", std::to_string(now.evening.version));
  form.add("date", now.dates[0].id.text());
  form.add("room", school_.catalogue.listed->by_code("S03")->id.text());
  form.add("sure", "yes");
  EXPECT_EQ(school_.post(school_.office(), office("/teachers"), form).status, 303);
  now = *school_.plan();
  EXPECT_EQ(desk_on(now, 0).room, school_.catalogue.listed->by_code("S03")->id);
  EXPECT_FALSE(desk_on(now, 0).step_free);
}

TEST_P(AWayWithoutSteps, ThatEndsAtTheFamilysOwnDeskIsShownToo) {
  Act act{.after = *school_.plan()};
  desk_on(act.after, 0).step_free = false;
  desk_on(act.after, 1).step_free = true;  // so that it is known where there is one
  const auto outcome = done(act);
  EXPECT_TRUE(outcome.strains());
  EXPECT_EQ(date_of(school_.anns), 0U) << "its time stays";
  Act again{.after = *school_.plan()};
  again.after.evening.title = "Another";
  EXPECT_FALSE(done(again).strains()) << "the next act does not say it again";
}

LODGE_ON_BOTH_ENGINES(AWayWithoutSteps);

}  // namespace
}  // namespace lodge::parents_evening
