// What the office does to an evening that families have booked: nobody is left without a word, and nobody gets two.
#include "plugins/parents_evening/changing.h"

#include "night_store.h"

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class ChangingAnEvening : public Changing {};

TEST_P(ChangingAnEvening, ShiftsEverythingAndTellsEachFamilyOnce) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  book(school_.ann, school_.anns, school_.leo, school_.bo, 4);
  book(school_.jo, school_.coles, school_.sam, school_.lowther, 3);
  EXPECT_EQ(done(later(15min)).families(), 2U);
  EXPECT_THAT(school_.outbox.posted, SizeIs(3)) << "Ann, and both Coles";
  const auto told = school_.told(0) + school_.told(1) + school_.told(2);
  EXPECT_THAT(told, HasSubstr("15 minutes later"));
  EXPECT_THAT(told, HasSubstr("4:35 to 4:45 pm"));
}

TEST_P(ChangingAnEvening, ShiftsAFamilyThatSitsBackToBack) {
  book(school_.ann, school_.anns, school_.leo, school_.bo, 0);
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  book(school_.ann, school_.anns, school_.maya, school_.lowther, 2);
  EXPECT_EQ(done(later(10min)).families(), 1U);
  EXPECT_EQ(of(school_.anns).size(), 3U);
}

TEST_P(ChangingAnEvening, TroublesNobodyWhoIsDone) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 0);
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 10);
  school_.clock.instant = plan().dates.front().when.starts() + 60min;
  EXPECT_EQ(done(later(15min)).families(), 1U);
}

TEST_P(ChangingAnEvening, TroublesNobodyWhoWasJustSeenOrIsBeingSeen) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 0);
  const auto early = book(school_.jo, school_.coles, school_.sam, school_.lowther, 1);
  school_.clock.instant = plan().dates.front().when.starts() + 12min;
  school_.store.database().write([&](Transaction& transaction) { return set_attended(transaction, early.booking, Attended::came); });
  EXPECT_EQ(done(later(15min)).families(), 0U);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

TEST_P(ChangingAnEvening, ShiftsInTheMiddleOnlyWhatHasNotBegun) {
  const auto over = book(school_.ann, school_.anns, school_.maya, school_.lowther, 0);
  const auto sitting = book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  const auto to_come = book(school_.tom, school_.toms, school_.maya, school_.okafor, 3);
  school_.clock.instant = sitting.when.starts() + 5min;
  const auto outcome = done(later(15min));
  EXPECT_EQ(outcome.families(), 1U) << "nobody else is troubled";
  EXPECT_EQ(of(school_.anns)[0].when, over.when);
  EXPECT_EQ(of(school_.anns)[1].when, sitting.when);
  EXPECT_EQ(of(school_.toms)[0].when.starts(), to_come.when.starts() + 15min);
  EXPECT_THAT(school_.outbox.posted, SizeIs(1));
  done(later(15min));
  EXPECT_EQ(of(school_.anns)[1].when, sitting.when) << "nor by the next alarm";
}

TEST_P(ChangingAnEvening, CallsOffInTheMiddleOnlyWhatHasNotBegun) {
  const auto sitting = book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  book(school_.tom, school_.toms, school_.maya, school_.okafor, 3);
  school_.clock.instant = sitting.when.starts() + 5min;
  Act act{.after = plan(), .move = {.by = {}, .cancels = true}, .cause = Cause::cancelled};
  act.after.evening.state = EveningState::cancelled;
  EXPECT_EQ(done(act).families(), 1U);
  EXPECT_THAT(of(school_.anns), SizeIs(1));
  EXPECT_THAT(of(school_.toms), IsEmpty());
}

TEST_P(ChangingAnEvening, ABreakDoesNotTakeTheSlotOfWhatHasBegun) {
  const auto sitting = book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  school_.clock.instant = sitting.when.starts() + 5min;
  Act act{.after = plan()};
  desk_in(act.after, school_.okafor).breaks = {2, 6, 7};
  EXPECT_EQ(done(act).families(), 0U);
  EXPECT_THAT(of(school_.anns), SizeIs(1));
}

TEST_P(ChangingAnEvening, TellsNobodyOfWhatNoFamilySees) {
  book(school_.ann, school_.anns, school_.leo, school_.bo, 4);
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 4);
  Act act{.after = plan()};
  auto& online = desk_in(act.after, school_.bo);
  online.link = "https://calls.school.example/bo";
  online.room = school_.catalogue.listed->by_code("Hall")->id;
  EXPECT_EQ(done(act).families(), 0U);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  Act moved{.after = plan()};
  desk_in(moved.after, school_.okafor).place = "by the stage";
  EXPECT_EQ(done(moved).families(), 1U);
}

TEST_P(ChangingAnEvening, LeavesADeskTheCallOfItsOwn) {
  auto after = plan();
  const auto own = desk_in(after, school_.bo).link;
  ASSERT_TRUE(has_own_link(after.evening, desk_in(after, school_.bo)));
  const auto online = [&] { return desk_in(after, school_.bo).mode == Mode::online ? desk_in(after, school_.bo).link : ""; };
  for (const auto mode : {Mode::online, Mode::mixed, Mode::in_person, Mode::online}) {
    auto date = after.dates.front();
    date.mode = mode;
    replace_date(after, date);
    EXPECT_EQ(online(), mode == Mode::online ? own : "");
  }
  after.evening.online_link = "https://meet.school.example/{desk}";
  set_mode(desk_in(after, school_.okafor), after.evening, Mode::online);
  EXPECT_THAT(desk_in(after, school_.okafor).link, HasSubstr("https://meet.school.example/"));
  const auto again = copy_of(after, school_.calendar, *school_.directory.whole, std::chrono::sys_days(after.dates.front().date) + std::chrono::weeks(52), school_.clock.now());
  ASSERT_TRUE(again);
  auto copy = *again;
  EXPECT_EQ(desk_in(copy, school_.bo).link, own);
  EXPECT_NE(desk_in(copy, school_.okafor).link, desk_in(after, school_.okafor).link) << "the evening's address, with the new desk's own part";
}

TEST_P(ChangingAnEvening, GoesOnlineWhereEachDeskHasACallOfItsOwn) {
  Fields form;
  form.add("version", std::to_string(plan().evening.version));
  form.add("online_link", "");
  const auto asked = school_.post(school_.office(), link("/online"), form);
  EXPECT_EQ(asked.status, 200);
  EXPECT_THAT(asked.body, HasSubstr("3 desks have no address for their calls yet"));
  form.add("sure", "yes");
  EXPECT_EQ(school_.post(school_.office(), link("/online"), form).status, 303);
  EXPECT_EQ(plan().desks_of(school_.okafor).front()->mode, Mode::online);
  EXPECT_THAT(plan().desks_of(school_.bo).front()->link, testing::Not(IsEmpty()));
}

TEST_P(ChangingAnEvening, IsMadeWithoutTheDeskOfATeacherWhoIsBusyThenAndSaysSo) {
  auto made = plan();
  made.evening.id = EveningId::random();
  made.evening.title = "Another";
  made.evening.state = EveningState::draft;
  for (auto& date : made.dates) date = a_week_later(made);
  made.desks.clear();
  seat_everybody(made, *school_.directory.people(school_.site), made.dates.front().id);
  for (auto& desk : made.desks) desk.room = school_.catalogue.listed->by_code("Hall")->id;
  const auto when = made.dates.front().when;
  const auto take = [&](ResourceId resource, const char* kind) {
    school_.store.database().write([&](Transaction& transaction) {
      school_.ledger->add_resource(transaction, {.id = resource, .site = school_.site, .kind = kind, .parts = {}});
      return school_.ledger->book(transaction, {.site = school_.site, .kind = "rooms.booking", .owner = same_person<PersonId>(school_.shah), .held_until = {},
                                                .wants = {{resource, when, 1}}, .idempotency_key = "", .series = {}, .decided_on = {}});
    });
  };
  take(diary_of(school_.lowther), "teacher");
  take(resource_of(school_.catalogue.listed->by_code("Hall")->id), "room");
  const auto outcome = setup_.create(school_.office(), made);
  ASSERT_TRUE(outcome);
  EXPECT_THAT(outcome->left_out, SizeIs(2));
  const auto now = setup_.find(school_.site, made.evening.id);
  EXPECT_THAT(now->desks_of(school_.lowther), IsEmpty());
  EXPECT_THAT(now->desks_of(school_.okafor), SizeIs(1));
  EXPECT_FALSE(now->desks_of(school_.okafor).front()->room);
  const auto page = school_.get(school_.office(), "/admin/evenings/" + made.evening.id.text()).body;
  EXPECT_THAT(page, HasSubstr("Nobody is seen at the desk on that day"));
  EXPECT_THAT(page, HasSubstr("Mr Lowther is booked"));
  EXPECT_THAT(page, HasSubstr("by Dr Shah"));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ChangingAnEvening, SendsAnAbsentTeachersFamiliesToTheOtherDate) {
  auto with_second = plan();
  with_second.dates.push_back(a_week_later(with_second));
  seat_everybody(with_second, *school_.directory.people(school_.site), with_second.dates.back().id);
  done({.after = with_second});
  const auto before = book(school_.jo, school_.coles, school_.sam, school_.okafor, 5);
  Act act{.after = plan(), .cause = Cause::away, .teacher = school_.okafor};
  std::ranges::find(act.after.desks, before.desk, &Desk::id)->away = true;
  const auto outcome = done(act);
  ASSERT_THAT(outcome.fates, SizeIs(1));
  ASSERT_TRUE(outcome.fates[0].after);
  EXPECT_NE(outcome.fates[0].after->date, before.date);
  EXPECT_THAT(school_.told(0), HasSubstr("Ms Okafor cannot be there"));
}

TEST_P(ChangingAnEvening, GivesBackWhatNobodyCanKeepAndSaysSo) {
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 5);
  Act act{.after = plan(), .cause = Cause::away, .teacher = school_.okafor};
  desk_in(act.after, school_.okafor).away = true;
  EXPECT_FALSE(done(act).fates[0].after);
  EXPECT_THAT(of(school_.coles), IsEmpty());
  EXPECT_THAT(school_.told(0), HasSubstr("cannot take place"));
}

TEST_P(ChangingAnEvening, MovesWhoSitsOnABreakToTheNearestTime) {
  book(school_.jo, school_.coles, school_.sam, school_.lowther, 5);
  Act act{.after = plan()};
  desk_in(act.after, school_.lowther).breaks = {5};
  const auto outcome = done(act);
  ASSERT_TRUE(outcome.fates[0].after);
  EXPECT_EQ(outcome.fates[0].after->slot, 4);
}

TEST_P(ChangingAnEvening, ShowsWhomItTouchesAndWritesNothing) {
  const auto before = book(school_.jo, school_.coles, school_.sam, school_.lowther, 5);
  const auto seen = setup_.preview(school_.office(), later(15min));
  ASSERT_TRUE(seen);
  EXPECT_EQ(seen->families(), 1U);
  EXPECT_EQ(of(school_.coles).front().when, before.when);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  EXPECT_EQ(plan().evening.version, 1);
}

TEST_P(ChangingAnEvening, IsRefusedWhereARoomIsSomebodyElses) {
  const auto* hall = school_.catalogue.listed->by_code("Hall");
  const auto date = plan().dates.front();
  school_.store.database().write([&](Transaction& transaction) {
    return school_.ledger->book(transaction, {.site = school_.site, .kind = "rooms.booking", .owner = same_person<PersonId>(school_.shah), .held_until = {},
                                              .wants = {{resource_of(hall->id), date.when, 1}}, .idempotency_key = "", .series = {}, .decided_on = {}});
  });
  Act act{.after = plan()};
  for (auto& desk : act.after.desks) desk.room = hall->id;
  const auto outcome = setup_.apply(school_.office(), act);
  ASSERT_FALSE(outcome);
  const auto& clashes = std::get<std::vector<InTheWay>>(outcome.error());
  EXPECT_EQ(clashes.front().by->owner, same_person<PersonId>(school_.shah));
  EXPECT_EQ(plan().evening.version, 1) << "nothing was written";
}

TEST_P(ChangingAnEvening, IsOvertakenByWhoeverChangedItFirst) {
  const auto act = later(5min);
  done(later(10min));
  const auto outcome = setup_.apply(school_.office(), act);
  ASSERT_FALSE(outcome);
  EXPECT_TRUE(std::holds_alternative<Overtaken>(outcome.error()));
}

LODGE_ON_BOTH_ENGINES(ChangingAnEvening);

}  // namespace
}  // namespace lodge::parents_evening
