// An interpreter whom somebody else has, or who has something else to do.
#include "plugins/parents_evening/an_interpreter.h"

#include "arrange.h"
#include "store.h"

#include <gmock/gmock.h>

#include <barrier>
#include <thread>

namespace lodge::parents_evening {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class AnInterpreterWhoIsElsewhere : public AnInterpreter {
 protected:
  const Interpreter& of_staff(const Plan& plan) const {
    return *std::ranges::find_if(plan.interpreters, [](const Interpreter& one) { return one.teacher.has_value(); });
  }
};

TEST_P(AnInterpreterWhoIsElsewhere, IsNoReasonToLoseATimeWhereAnotherIsFree) {
  add("Ola", "Polish, polski", minutes(0), minutes(180));
  say(school_.anns, school_.ann, {.interpreter = "Polish"});
  const auto coles = book(school_.jo, school_.coles, school_.sam, school_.okafor, 0)->front().booking;
  const auto anns = book(school_.ann, school_.anns, school_.maya, school_.lowther, 1)->front().booking;
  const auto okafors = school_.desk(school_.okafor).id, lowthers = school_.desk(school_.lowther).id;
  for (const int slot : {2, 3, 4, 5, 8, 9, 10, 11, 2, 3, 4, 5}) {
    std::barrier begin(2);
    Booked other;
    std::thread thread([&] {
      begin.arrive_and_wait();
      other = appointments_.move(school_.parent(school_.jo), coles, okafors, slot);
    });
    begin.arrive_and_wait();
    const auto one = appointments_.move(school_.parent(school_.ann), anns, lowthers, slot);
    thread.join();
    ASSERT_TRUE(one && other) << "both move to slot " << slot << " at once, and two interpret";
    EXPECT_NE(now(coles).interpreter, now(anns).interpreter);
  }
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreterWhoIsElsewhere, InterpretsInTheCopyAndHasNoDeskThere) {
  Act act{.after = *school_.plan()};
  std::erase_if(act.after.desks, [&](const Desk& desk) { return desk.has(school_.lowther); });
  ASSERT_TRUE(setup_.apply(school_.office(), act));
  add("", "Urdu", minutes(0), minutes(60), school_.lowther);
  Fields form;
  form.add("title", "Next autumn");
  form.add("first", "2027-11-09");
  ASSERT_EQ(school_.post(school_.office(), office("/copy"), form).status, 303);
  const auto all = setup_.all(school_.site);
  const auto copy = std::ranges::find(all, std::string("Next autumn"), &Evening::title);
  ASSERT_NE(copy, all.end());
  const auto plan = setup_.find(school_.site, copy->id);
  EXPECT_THAT(of_staff(*plan).times, SizeIs(1));
  EXPECT_THAT(plan->desks_of(school_.lowther), IsEmpty());
  EXPECT_THAT(plan->desks_of(school_.okafor), SizeIs(1));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreterWhoIsElsewhere, KeepsTheDeskOfANewEveningWhereBothAreWished) {
  auto made = *school_.plan();
  made.evening.id = EveningId::random();
  made.evening.title = "Another";
  made.dates = {*make_date(school_.calendar, school_.site, {std::chrono::year(2026) / 11 / 19, minutes(960), minutes(1140), Mode::in_person, minutes(10)}, school_.clock.now())};
  const auto& date = made.dates.front();
  made.desks = {make_desk(made.evening, date, {school_.lowther})};
  made.interpreters = {{.id = InterpreterId::random(), .teacher = school_.lowther, .author = school_.office().person, .languages = "Urdu",
                        .times = {{date.id, *Interval::make(date.when.starts(), date.when.starts() + minutes(60)), std::nullopt}}}};
  const auto done = setup_.create(school_.office(), made);
  ASSERT_TRUE(done);
  EXPECT_THAT(done->left_out, SizeIs(1));
  const auto plan = setup_.find(school_.site, made.evening.id);
  EXPECT_THAT(plan->desks_of(school_.lowther), SizeIs(1)) << "he sits at his desk";
  EXPECT_THAT(of_staff(*plan).times, IsEmpty()) << "and does not interpret beside";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

LODGE_ON_BOTH_ENGINES(AnInterpreterWhoIsElsewhere);

}  // namespace
}  // namespace lodge::parents_evening
