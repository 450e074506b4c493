// A teacher has no time left: families stand in line, and what comes free is offered to them in their order.
#include "plugins/has_word.h"
#include "plugins/parents_evening/full_teacher.h"
#include "plugins/parents_evening/meanwhile.h"

#include "lengths.h"
#include "offer_time.h"
#include "setup.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>

#include <random>

namespace lodge::parents_evening {
namespace {

using test::HasWord;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_P(AFullTeacher, CanBeWaitedForAndEachFamilySeesItsOwnPlaceOnly) {
  EXPECT_THAT(page(school_.ann, ""), HasSubstr(here("/waiting?whom=" + text(maya_))));
  EXPECT_THAT(page(school_.ann, "/waiting?whom=" + text(maya_)), AllOf(HasSubstr("Mr Lowther has no time left"), HasSubstr("Nobody waits yet.")));
  EXPECT_EQ(act(school_.ann, "join", maya_).status, 303);
  EXPECT_THAT(page(school_.ann), HasSubstr("You are next in line."));
  EXPECT_THAT(page(school_.tom, "/waiting?whom=" + text(maya_)), HasSubstr("1 family waits already."));
  EXPECT_EQ(act(school_.tom, "join", maya_).status, 303);
  const auto seen = page(school_.tom);
  EXPECT_THAT(seen, HasSubstr("1 family is before you."));
  EXPECT_THAT(seen, AllOf(Not(HasWord("Ann")), Not(HasWord("Cole"))));
  for (const auto& secret : {school_.ann.text(), school_.anns.text(), school_.coles.text()}) EXPECT_THAT(seen, Not(HasSubstr(secret)));
  EXPECT_THAT(page(school_.ann), HasSubstr("You are next in line."));
  EXPECT_THAT(page(school_.ann, "?more=1"), HasSubstr("you are in line"));
  serve();
  EXPECT_THAT(school_.outbox.posted, IsEmpty()) << "nothing is free";
}

TEST_P(AFullTeacher, IsNotWaitedForInVain) {
  EXPECT_EQ(list_.join(school_.parent(school_.ann), school_.evening, school_.anns, {school_.maya, school_.zajac}), Joined::free_now);
  EXPECT_EQ(list_.join(school_.parent(school_.ann), school_.evening, school_.anns, {school_.maya, school_.shah}), Joined::not_yours);
  EXPECT_EQ(list_.join(school_.parent(school_.ann), school_.evening, school_.anns, sam_), Joined::not_yours);
  EXPECT_EQ(list_.join(school_.parent(school_.ann), school_.evening, school_.coles, sam_), Joined::not_yours) << "another family";
  EXPECT_EQ(list_.join(school_.parent(school_.jo), school_.evening, school_.coles, sam_), Joined::has_already);
  school_.change([&](Evening& evening) { evening.opens_at = school_.clock.instant + 1h; });
  EXPECT_EQ(list_.join(school_.parent(school_.ann), school_.evening, school_.anns, maya_), Joined::not_open);
}

TEST_P(AFullTeacher, IsOfferedToTheFirstInLineAsSoonAsATimeComesFree) {
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  cancel(school_.jo, taken_);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::waiting);
  EXPECT_EQ(told(school_.ann, "offer"), 1);
  EXPECT_EQ(told(school_.tom, "offer"), 0);
  const auto message = school_.told(school_.outbox.posted.size() - 1);
  EXPECT_THAT(message, AllOf(HasSubstr("A time came free"), HasSubstr("Thursday 12 November"), HasSubstr("Mr Lowther"), HasSubstr("Tuesday 3 November, 2:00 pm"), HasSubstr(here())));
  serve();
  EXPECT_EQ(told(school_.ann, "offer"), 1) << "asked once";
  EXPECT_THAT(page(school_.ann), AllOf(HasSubstr("A time came free"), HasSubstr("Held for you until Tuesday 3 November, 2:00 pm")));
  EXPECT_THAT(page(school_.ann, ""), HasSubstr("is held for you"));
  EXPECT_THAT(page(school_.tom), HasSubstr("You are next in line."));
  ASSERT_EQ(act(school_.ann, "take", maya_).status, 303);
  EXPECT_EQ(told(school_.ann, "booked"), 1);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::booked);
  ASSERT_THAT(of(school_.anns), SizeIs(1));
  EXPECT_EQ(of(school_.anns).front().state, AppointmentState::booked);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AFullTeacher, GoesToTheNextWhenAnOfferIsNotTakenInTime) {
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  cancel(school_.jo, taken_);
  school_.wait(4h - 1s);
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
  EXPECT_EQ(act(school_.ann, "take", maya_).headers.front().second, here("/waiting?done=gone"));
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::lapsed);
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::offered);
  EXPECT_THAT(page(school_.ann), AllOf(HasSubstr("It went to the next family"), HasSubstr("Wait again")));
  EXPECT_THAT(school_.faults(), IsEmpty());
  ASSERT_EQ(act(school_.ann, "join", maya_).status, 303);
  ASSERT_EQ(act(school_.tom, "leave", maya_).status, 303);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered) << "she had asked again, and is next";
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::left);
  EXPECT_THAT(of(school_.toms), IsEmpty());
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AFullTeacher, PassesOverAFamilyThatIsElsewhereThen) {
  ASSERT_TRUE(appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 0)})));
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  cancel(school_.jo, taken_);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::waiting);
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::offered);
  EXPECT_THAT(page(school_.ann), HasSubstr("You are next in line."));
}

TEST_P(AFullTeacher, IsOfferedWhatTheSchoolAdds) {
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  set_slots(school_.lowther, 2);
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::waiting);
  set_slots(school_.lowther, 3);
  serve();
  EXPECT_EQ(state(school_.tom, maya_), WaitingState::offered);
}

TEST_P(AFullTeacher, IsWaitedForByAFamilyThatNeedsLongerThanWhatIsLeft) {
  set_slots(school_.lowther, 2);
  school_.store.database().write([&](Transaction& transaction) { lengthen(transaction, school_.evening, school_.anns, 2); });
  EXPECT_EQ(act(school_.ann, "join", maya_).status, 303);
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::waiting) << "one slot is not enough";
  cancel(school_.jo, taken_);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
  ASSERT_THAT(of(school_.anns), SizeIs(1));
  EXPECT_EQ(of(school_.anns).front().slots, 2);
}

TEST_P(AFullTeacher, KeepsAnOfferApartFromTheBasket) {
  act(school_.ann, "join", maya_);
  cancel(school_.jo, taken_);
  const Appointments& own = appointments_;
  const auto ann = school_.parent(school_.ann);
  ASSERT_TRUE(own.hold(ann, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 3)}), school_.clock.instant + 5min));
  own.release(ann, school_.evening, school_.anns);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
  ASSERT_TRUE(own.hold(ann, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 3)}), school_.clock.instant + 5min));
  ASSERT_TRUE(own.confirm(ann, school_.evening, school_.anns, {seen_hold(of(school_.anns).back())}));
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::offered);
  EXPECT_THAT(of(school_.anns), SizeIs(2));
  EXPECT_TRUE(list_.take(ann, school_.evening, school_.anns, maya_));
}

TEST_P(AFullTeacher, IsNotWaitedForAnyMoreByWhoHasAnAppointment) {
  act(school_.ann, "join", maya_);
  set_slots(school_.lowther, 2);
  ASSERT_TRUE(appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.lowther, 1)})));
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::booked);
  EXPECT_EQ(told(school_.ann, "offer"), 0);
}

TEST_P(AFullTeacher, LeavesNobodyWithoutAWordWhenBookingEnds) {
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  school_.clock.instant = *school_.plan()->evening.closes_at;
  serve();
  serve();
  EXPECT_EQ(told(school_.ann, "waited"), 1);
  EXPECT_EQ(told(school_.tom, "waited"), 1);
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("We have no time to offer you at"), HasSubstr("Mr Lowther")));
  EXPECT_THAT(page(school_.ann), HasSubstr("No time came free for you."));
  cancel(school_.jo, taken_);
  EXPECT_EQ(told(school_.ann, "offer"), 0);
}

TEST_P(AFullTeacher, SaysItOnceWhenTheEveningIsCalledOff) {
  const Appointments& own = appointments_;
  ASSERT_TRUE(own.hold(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 3)}), school_.clock.instant + 5min));
  school_.wait(1h);  // and let it lapse
  act(school_.ann, "join", maya_);
  ASSERT_TRUE(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.okafor, 0)})));
  act(school_.tom, "join", maya_);
  school_.outbox.posted.clear();
  const EveningSetup setup{*school_.kernel, plans_};
  Act act{.after = *school_.plan(), .move = {.by = {}, .cancels = true}, .cause = Cause::cancelled};
  act.after.evening.state = EveningState::cancelled;
  const auto outcome = setup.apply(school_.office(), act);
  ASSERT_TRUE(outcome);
  EXPECT_EQ(outcome->out_of_line.size(), 2U);
  EXPECT_EQ(outcome->families(), 3U) << "the office reads of all of them first";
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::closed) << "at once";
  serve();
  EXPECT_EQ(told(school_.ann, "waited"), 1);
  EXPECT_EQ(told(school_.tom, "rearranged"), 1);
  EXPECT_EQ(told(school_.tom, "waited"), 0);
}

TEST_P(AFullTeacher, IsNotWaitedForAtAnEveningThatIsCalledOffInThatMoment) {
  OnceRead store(school_.store.database(), [&] { school_.change([](Evening& evening) { evening.state = EveningState::cancelled; }); });
  const auto kernel = on(*school_.kernel, store);
  Plans plans;
  const Appointments appointments(kernel, plans);
  const auto who = school_.parent(school_.ann);
  EXPECT_EQ(WaitingList(kernel, plans, appointments).join(who, school_.evening, school_.anns, maya_), Joined::not_open);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::left);
}

/// At which somebody does something before each of the next few writes.
class Busy : public Database {
 public:
  Busy(Database& inner, int times, std::function<void()> act) : inner_(inner), times_(times), act_(std::move(act)) {}

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override { inner_.read(closure); }
  void run_write(const std::function<bool(Transaction&)>& closure) override {
    if (times_-- > 0) act_();
    (void)inner_.write([&](Transaction& transaction) { return closure(transaction) ? std::expected<bool, bool>(true) : std::unexpected(false); });
  }

 private:
  Database& inner_;
  int times_;
  std::function<void()> act_;
};

TEST_P(AFullTeacher, IsWaitedForThoughTheOfficeChangesTheEveningThreeTimesMeanwhile) {
  Busy store(school_.store.database(), 3, [&] { school_.change([](Evening&) {}); });
  const auto kernel = on(*school_.kernel, store);
  Plans plans;
  const Appointments appointments(kernel, plans);
  EXPECT_EQ(WaitingList(kernel, plans, appointments).join(school_.parent(school_.ann), school_.evening, school_.anns, maya_), Joined::in_line);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::waiting);
}

TEST_P(AFullTeacher, SaysNothingToWhoMayNotBookAboutTheChildAnyMore) {
  act(school_.ann, "join", maya_);
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = ContactRule::none; });
  cancel(school_.jo, taken_);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::waiting);
  school_.clock.instant = *school_.plan()->evening.closes_at;
  serve();
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::closed);
  EXPECT_EQ(told(school_.ann, "waited"), 0);
}

TEST_P(AFullTeacher, WritesNothingOfAChildThatARuleTookAwayBeforeTheMessageWentOut) {
  act(school_.ann, "join", maya_);
  cancel(school_.jo, taken_);
  ASSERT_EQ(told(school_.ann, "offer"), 1);
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = ContactRule::none; });
  EXPECT_THAT(school_.told(school_.outbox.posted.size() - 1), AllOf(HasSubstr("not held for you any more"), Not(HasWord("Maya"))));
}

TEST_P(AFullTeacher, MayFailItsLineWithoutUndoingWhatWasGivenBack) {
  Appointments appointments(*school_.kernel, plans_);
  appointments.when_freed([](SiteId, EveningId) { throw Unavailable("the records are away"); });
  EXPECT_TRUE(appointments.cancel(school_.parent(school_.jo), taken_));
  EXPECT_THAT(of(school_.coles), IsEmpty());
}

TEST_P(AFullTeacher, HoldsThroughTheNightAndNeverBeyondTheClose) {
  const auto plan = school_.plan();
  const auto day = [](unsigned of) { return Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / of)); };
  const auto starts = day(12) + 16h;
  const auto until = [&](Instant now) { return offered_until(*school_.kernel, *plan, starts, now); };
  EXPECT_EQ(until(day(3) + 10h), day(3) + 14h);
  EXPECT_EQ(until(day(3) + 16h + 59min), day(3) + 20h + 59min);
  EXPECT_EQ(until(day(3) + 17h), day(4) + 9h);
  EXPECT_EQ(until(day(3) + 3h), day(3) + 9h);
  EXPECT_EQ(until(day(12) + 10h), day(12) + 10h + 30min);
  EXPECT_EQ(until(day(12) + 11h + 50min), day(12) + 12h) << "booking closes at noon";
  EXPECT_EQ(until(day(12) + 11h + 56min), std::nullopt);
}

TEST_P(AFullTeacher, ShowsTheOfficeWhoWaitsAndLetsItTakeThemOff) {
  act(school_.ann, "join", maya_);
  act(school_.tom, "join", maya_);
  const auto office = school_.office();
  EXPECT_THAT(school_.get(office, admin("/preflight")).body, HasSubstr("2 families wait for Mr Lowther"));
  const auto shown = school_.get(office, admin("/waiting")).body;
  EXPECT_THAT(shown, AllOf(HasSubstr("Ann Reed"), HasSubstr("Tom Birch"), HasSubstr("Maya Reed")));
  EXPECT_LT(shown.find("Ann Reed"), shown.find("Tom Birch"));
  Fields form;
  form.add("household", school_.anns.text());
  form.add("whom", text(maya_));
  ASSERT_EQ(school_.post(office, admin("/waiting"), form).status, 303);
  EXPECT_EQ(state(school_.ann, maya_), WaitingState::left);
  EXPECT_THAT(school_.get(office, admin("/waiting")).body, HasSubstr("1 family waits"));
  EXPECT_EQ(school_.get(school_.parent(school_.ann), admin("/waiting")).status, 403);
}

TEST_P(AFullTeacher, FollowsTheContactWhenHouseholdsAreJoined) {
  act(school_.tom, "join", maya_);
  school_.people([&](core::DirectoryRows& rows) { rows.households[school_.tom] = school_.anns; });
  cancel(school_.jo, taken_);
  EXPECT_EQ(of(school_.anns).size(), 1U);
  EXPECT_THAT(page(school_.ann), HasSubstr("Held for you until"));
}

TEST_P(AFullTeacher, IsPartOfWhatIsKnownAboutAPersonAndForgottenWithIt) {
  act(school_.ann, "join", maya_);
  const auto known = school_.store.database().read([&](Reader& reader) { return school_.module->export_person(reader, school_.site, same_person<PersonId>(school_.ann)); });
  EXPECT_THAT(*known.at("evening_waiting").list(), SizeIs(1));
  school_.store.database().write([&](Transaction& transaction) { school_.module->erase_person(transaction, school_.site, same_person<PersonId>(school_.ann)); });
  EXPECT_THAT(school_.store.database().read([&](Reader& reader) { return waiting_for(reader, school_.evening); }), IsEmpty());
}

/// Families join, leave, take, decline, book, cancel and let time pass, by a seed.
TEST_P(AFullTeacher, KeepsItsPromisesWhateverFamiliesDo) {
  const std::vector<std::tuple<ContactId, HouseholdId, Whom>> families{
      {school_.ann, school_.anns, maya_}, {school_.tom, school_.toms, maya_}, {school_.jo, school_.coles, sam_},
      {school_.ann, school_.anns, {school_.leo, school_.bo}}, {school_.tom, school_.toms, {school_.leo, school_.bo}}};
  set_slots(school_.bo, 1);
  std::mt19937 random(20261103);
  std::map<std::pair<ContactId, Whom>, int> joined;
  for (int step = 0; step < 120; ++step) {
    const auto& [who, household, whom] = families[random() % families.size()];
    const auto actor = school_.parent(who);
    const auto before = state(who, whom);
    switch (random() % 7) {
      case 0:
        if (list_.join(actor, school_.evening, household, whom) == Joined::in_line && before != WaitingState::waiting && before != WaitingState::offered) ++joined[{who, whom}];
        break;
      case 1: list_.leave(actor, school_.evening, household, whom); break;
      case 2: static_cast<void>(list_.take(actor, school_.evening, household, whom)); break;
      case 3: static_cast<void>(appointments_.book(actor, school_.basket(household, {school_.choice(whom.student, whom.teacher, 0)}))); break;
      case 4:
        for (const auto& one : of(household)) {
          if (one.state == AppointmentState::booked && whom_of(one) == whom) appointments_.cancel(actor, one.booking);
        }
        break;
      case 5: school_.wait(std::chrono::minutes(random() % 180)); break;
      default: serve();
    }
    // Each slot is held or booked for one, whoever asks.
    std::set<std::pair<DeskId, int>> slots;
    for (const auto& one : school_.store.database().read([&](Reader& reader) { return of_evening(reader, school_.evening); })) {
      EXPECT_TRUE(!one.live(school_.clock.instant) || slots.emplace(one.desk, one.slot).second);
    }
    ASSERT_THAT(school_.faults(), IsEmpty()) << step;
  }
  school_.clock.instant = *school_.plan()->evening.closes_at;
  serve();
  for (const auto& [who, household, whom] : families) {
    const auto place = state(who, whom);
    EXPECT_NE(place, WaitingState::waiting);
    EXPECT_NE(place, WaitingState::offered);
    EXPECT_TRUE(place != WaitingState::closed || told(who, "waited") == 1);
  }
  for (const auto who : {school_.ann, school_.tom, school_.jo}) {
    int wishes = 0;
    for (const auto& [key, count] : joined) wishes += key.first == who ? count : 0;
    EXPECT_LE(told(who, "offer"), wishes) << "nobody is asked twice for one wish";
    EXPECT_LE(told(who, "waited"), 1);
  }
}

LODGE_ON_BOTH_ENGINES(AFullTeacher);

}  // namespace
}  // namespace lodge::parents_evening
