// Interpreters, ways without steps: what a family says that it needs, and what booking makes of it.
#include "plugins/parents_evening/acts.h"
#include "plugins/parents_evening/an_interpreter.h"

#include "arrange.h"
#include "claims.h"
#include "distribute.h"
#include "propose.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_P(AnInterpreter, IsWithOneFamilyAtATime) {
  const auto booked = book(school_.jo, school_.coles, school_.sam, school_.okafor, 0);
  ASSERT_TRUE(booked);
  EXPECT_EQ(booked->front().interpreter, school_.plan()->interpreters.front().id);
  say(school_.anns, school_.ann, {.interpreter = "Polish"});
  const auto refused = book(school_.ann, school_.anns, school_.maya, school_.lowther, 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error()[0].why, Why::no_interpreter);
  ASSERT_FALSE(refused.error()[0].nearest.empty());
  EXPECT_EQ(refused.error()[0].nearest[0].slot, 1);
  EXPECT_TRUE(book(school_.ann, school_.anns, school_.maya, school_.lowther, 1));
  EXPECT_TRUE(book(school_.tom, school_.toms, school_.maya, school_.zajac, 0)) << "who needs nobody is not kept back";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreter, IsNobodysBeforeAndAfterBeingThere) {
  EXPECT_EQ(book(school_.jo, school_.coles, school_.sam, school_.okafor, 12).error()[0].why, Why::no_interpreter);
  say(school_.coles, school_.jo, {.interpreter = "Urdu"});
  const auto booked = book(school_.jo, school_.coles, school_.sam, school_.okafor, 12);
  ASSERT_TRUE(booked) << "nobody is named for Urdu: the office looks for somebody";
  EXPECT_FALSE(booked->front().interpreter);
  EXPECT_THAT(school_.get(school_.office(), office("/interpreters")).body, AllOf(HasSubstr("Urdu"), HasSubstr("to be found"), HasSubstr("1 appointment has no interpreter yet")));
  EXPECT_THAT(school_.get(school_.parent(school_.jo), link("/booked")).body, HasSubstr("No interpreter yet"));
}

TEST_P(AnInterpreter, SpeaksALanguageHoweverItIsWritten) {
  Interpreter one;
  one.languages = "Polish, français";
  for (const auto* language : {"french (français)", ""}) EXPECT_FALSE(speaks(one, language)) << language;
  for (const auto* language : {" POLISH", "Francais", "FRANÇAIS"}) EXPECT_TRUE(speaks(one, language)) << language;
}

TEST_P(AnInterpreter, IsOneOfTwoWhoAreFree) {
  const auto second = add("Ola", "Polish, Ukrainian", minutes(0), minutes(180));
  ASSERT_TRUE(book(school_.jo, school_.coles, school_.sam, school_.okafor, 0));
  say(school_.anns, school_.ann, {.interpreter = "Polish"});
  const auto other = book(school_.ann, school_.anns, school_.maya, school_.lowther, 0);
  ASSERT_TRUE(other);
  EXPECT_EQ(other->front().interpreter, second) << "who has the fewest languages goes first";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreter, GoesAlongWhenAnAppointmentMovesAndIsFreeWhenItIsGivenBack) {
  const auto booking = book(school_.jo, school_.coles, school_.sam, school_.okafor, 0)->front().booking;
  ASSERT_TRUE(appointments_.move(school_.parent(school_.jo), booking, school_.desk(school_.okafor).id, 3));
  say(school_.anns, school_.ann, {.interpreter = "Polish"});
  EXPECT_FALSE(book(school_.ann, school_.anns, school_.maya, school_.lowther, 3));
  const auto late = appointments_.move(school_.parent(school_.jo), booking, school_.desk(school_.okafor).id, 14);
  ASSERT_FALSE(late);
  EXPECT_EQ(late.error()[0].why, Why::no_interpreter);
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.jo), booking));
  EXPECT_TRUE(book(school_.ann, school_.anns, school_.maya, school_.lowther, 3));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreter, GoesAlongWhenTheEveningIsShifted) {
  const auto booking = book(school_.jo, school_.coles, school_.sam, school_.okafor, 3)->front().booking;
  const auto act = later(*school_.plan(), minutes(15));
  ASSERT_TRUE(setup_.apply(school_.office(), act));
  const auto after = now(booking);
  EXPECT_TRUE(after.interpreter);
  EXPECT_THAT(school_.store.database().read([&](Reader& reader) { return school_.ledger->between(reader, std::array{resource_of(*after.interpreter)}, after.when); }), SizeIs(1));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreter, WhoGoesLeavesTheAppointmentAndTheOfficeSeesIt) {
  const auto booking = book(school_.jo, school_.coles, school_.sam, school_.okafor, 3)->front().booking;
  Act act{.after = *school_.plan()};
  act.after.interpreters.clear();
  ASSERT_TRUE(setup_.apply(school_.office(), act));
  EXPECT_EQ(now(booking).state, AppointmentState::booked);
  EXPECT_FALSE(now(booking).interpreter);
  const auto other = add("Ola", "polski", minutes(0), minutes(180));
  EXPECT_EQ(now(booking).interpreter, other) << "who comes instead has it at once";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreter, IsGivenToWhoSaysLaterThatItNeedsOne) {
  const auto booking = book(school_.tom, school_.toms, school_.maya, school_.zajac, 2)->front().booking;
  EXPECT_FALSE(now(booking).interpreter);
  say(school_.toms, school_.tom, {.interpreter = " POLISH "});
  EXPECT_TRUE(now(booking).interpreter);
  EXPECT_FALSE(book(school_.jo, school_.coles, school_.sam, school_.okafor, 2));
  say(school_.toms, school_.tom, {});
  EXPECT_FALSE(now(booking).interpreter);
  EXPECT_TRUE(book(school_.jo, school_.coles, school_.sam, school_.okafor, 2));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreter, IsSeenInTheGridAndInWhatIsProposed) {
  ASSERT_TRUE(book(school_.jo, school_.coles, school_.sam, school_.okafor, 0));
  say(school_.anns, school_.ann, {.interpreter = "Polish"});
  const auto grid = school_.get(school_.parent(school_.ann), link("/times?see=" + school_.maya.text() + "." + school_.lowther.text())).body;
  const auto desk = school_.desk(school_.lowther).id.text();
  EXPECT_THAT(grid, AllOf(HasSubstr("no interpreter"), Not(HasSubstr("value=\"" + desk + ".0\"")), HasSubstr("value=\"" + desk + ".1\"")));
  const auto known = appointments_.know(school_.parent(school_.ann), school_.evening, school_.anns);
  const auto found = propose(known->situation, {{school_.maya, school_.lowther}, {school_.maya, school_.zajac}}, {}, {known->situation.plan.dates.front().when});
  ASSERT_THAT(found.choices, SizeIs(2));
  EXPECT_THAT(judge(known->situation, found.choices), IsEmpty());
  EXPECT_TRUE(appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, found.choices)));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreter, WhomABasketHoldsIsGivenToNobodyElseByAnAct) {
  const auto toms = book(school_.tom, school_.toms, school_.maya, school_.lowther, 0);  // before he says what he needs
  ASSERT_TRUE(toms);
  const auto held = appointments_.hold(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.okafor, 0)}),
                                       school_.clock.now() + minutes(5));
  ASSERT_TRUE(held);
  ASSERT_TRUE(held->front().interpreter);
  say(school_.toms, school_.tom, {.interpreter = "Polish"});
  Act act{.after = *school_.plan()};
  act.after.evening.title = "Any act";
  ASSERT_TRUE(setup_.apply(school_.office(), act));
  EXPECT_EQ(now(toms->front().booking).state, AppointmentState::booked);
  EXPECT_FALSE(now(toms->front().booking).interpreter);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreter, OfTheStaffHasNoOtherTime) {
  const auto shah = add("", "Urdu", minutes(0), minutes(60), school_.shah);
  const auto when = school_.plan()->dates.front().when;
  EXPECT_THAT(school_.store.database().read([&](Reader& reader) { return school_.ledger->between(reader, std::array{diary_of(school_.shah)}, when); }), SizeIs(1));
  EXPECT_THAT(school_.faults(), IsEmpty());
  Act act{.after = *school_.plan()};
  std::erase_if(act.after.interpreters, [&](const Interpreter& one) { return one.id == shah; });
  ASSERT_TRUE(setup_.apply(school_.office(), act));
  EXPECT_THAT(school_.store.database().read([&](Reader& reader) { return school_.ledger->between(reader, std::array{diary_of(school_.shah)}, when); }), IsEmpty());
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnInterpreter, IsNamedByTheOfficeAndRemoved) {
  Fields form;
  const auto plan = school_.plan();
  form.add("version", std::to_string(plan->evening.version));
  form.add("name", "Ola Nowak");
  form.add("languages", "Ukrainian");
  form.add("from-" + plan->dates.front().id.text(), "960");
  form.add("to-" + plan->dates.front().id.text(), "1080");
  EXPECT_EQ(school_.post(school_.office(), office("/interpreters"), form).status, 303);
  EXPECT_THAT(school_.get(school_.office(), office("/interpreters")).body, AllOf(HasSubstr("Ola Nowak"), HasSubstr("Ukrainian"), HasSubstr("Iga")));
  ASSERT_THAT(school_.plan()->interpreters, SizeIs(2));
  EXPECT_THAT(school_.get(school_.parent(school_.ann), link("/needs")).body, HasSubstr("Ukrainian"));
  Fields nobody;
  nobody.add("version", std::to_string(school_.plan()->evening.version));
  EXPECT_EQ(school_.post(school_.office(), office("/interpreters"), nobody).status, 400);
  Fields remove;
  remove.add("version", std::to_string(school_.plan()->evening.version));
  remove.add("remove", school_.plan()->interpreters.front().id.text());
  EXPECT_EQ(school_.post(school_.office(), office("/interpreters"), remove).status, 303);
  EXPECT_THAT(school_.plan()->interpreters, SizeIs(1));
}

TEST_P(AnInterpreter, IsGivenOutByTheAllocationOncePerTime) {
  RoundInput input;
  const auto date = school_.plan()->dates.front().when;
  const auto window = *Interval::make(date.starts(), date.starts() + minutes(20));
  const auto add = [&](HouseholdId household, StudentId student, TeacherId teacher) {
    input.wishes.push_back({.evening = school_.evening, .household = household, .author = {}, .whom = {{student, teacher}}, .windows = {window}});
    input.needs[household] = {.interpreter = "Polish"};
  };
  add(school_.anns, school_.maya, school_.okafor);
  add(school_.toms, school_.leo, school_.bo);
  add(school_.coles, school_.sam, school_.lowther);
  const auto found = distribute(*school_.plan(), *school_.directory.people(school_.site), *school_.catalogue.rooms(school_.site), input);
  std::set<int> slots;
  std::vector<std::string> why;
  for (const auto& share : found.shares) {
    for (const auto& one : share.choices) {
      EXPECT_TRUE(one.interpreter);
      EXPECT_TRUE(slots.insert(one.slot).second) << "two at once";
    }
    for (const auto& one : share.refused) why.push_back(one.why);
  }
  EXPECT_THAT(slots, SizeIs(2)) << "twenty minutes are two times";
  EXPECT_THAT(why, ElementsAre("no_interpreter"));
}

TEST_P(AnInterpreter, OfAStepFreeDeskOnlyTheseAreOffered) {
  Act act{.after = *school_.plan()};
  for (auto& desk : act.after.desks) desk.step_free = desk.has(school_.lowther);
  ASSERT_TRUE(setup_.apply(school_.office(), act));
  say(school_.anns, school_.ann, {.step_free = true});
  const auto refused = book(school_.ann, school_.anns, school_.maya, school_.okafor, 0);
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error()[0].why, Why::not_step_free);
  EXPECT_TRUE(book(school_.ann, school_.anns, school_.maya, school_.lowther, 0));
  EXPECT_THAT(school_.get(school_.parent(school_.ann), link("?more=1")).body, HasSubstr("no desk without steps"));
  EXPECT_THAT(school_.get(school_.office(), office("/interpreters")).body, AllOf(HasSubstr("Desks that need another room"), HasSubstr(school_.desk(school_.okafor).id.text()), Not(HasSubstr(school_.desk(school_.lowther).id.text()))));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

LODGE_ON_BOTH_ENGINES(AnInterpreter);

}  // namespace
}  // namespace lodge::parents_evening
