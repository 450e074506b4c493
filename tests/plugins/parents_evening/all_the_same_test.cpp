// An evening that is shifted or moved to where somebody else has a teacher's time or a room: it is done all the same.
#include "plugins/parents_evening/changing.h"
#include "plugins/parents_evening/households_seen.h"

#include <random>

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class AnEveningInSomebodysWay : public Changing {
 protected:
  using Pairs = std::initializer_list<std::pair<std::string, std::string>>;

  void SetUp() override { done({.after = plan()}); }  // which claims the diaries and the rooms
  BookingId take(ResourceId resource, const Interval& when) {
    const auto booking = try_to_take(resource, when);
    EXPECT_TRUE(booking);
    return booking.value_or(BookingId());
  }
  std::optional<BookingId> try_to_take(ResourceId resource, const Interval& when) {
    return school_.store.database().write([&](Transaction& transaction) {
      const auto booked = school_.ledger->book(transaction, {.site = school_.site, .kind = "rooms.booking", .owner = same_person<PersonId>(school_.shah), .held_until = {},
                                                             .wants = {{resource, when, 1}}, .idempotency_key = "", .series = {}, .decided_on = {}});
      return booked ? std::optional(booked->id) : std::nullopt;
    });
  }
  void give_up(BookingId booking) {
    school_.store.database().write([&](Transaction& transaction) { return school_.ledger->cancel(transaction, booking); });
  }
  /// From then on, for an hour, on the evening's first date.
  Interval hour_from(std::chrono::minutes after_its_start) const {
    const auto starts = plan().dates.front().when.starts() + after_its_start;
    return *Interval::make(starts, starts + 1h);
  }
  ResourceId room(std::string_view code) const { return resource_of(school_.catalogue.listed->by_code(code)->id); }
  std::vector<Want> wants(BookingId booking) {
    return school_.store.database().read([&](Reader& reader) { return school_.ledger->find(reader, booking)->wants; });
  }
  BookingId booking_of(std::string_view code) {
    const auto date = plan().dates.front().id;
    return school_.store.database().read([&](Reader& reader) { return rooms_of(reader, date).at(school_.catalogue.listed->by_code(code)->id); });
  }
  static Act all_the_same(Act act) {
    act.all_the_same = true;
    return act;
  }
  Act on_another_day(int days) const {
    Act act{.after = plan(), .cause = Cause::other_date};
    const auto before = act.after.dates.front();
    const auto date = *make_date(school_.calendar, school_.site, {std::chrono::sys_days(before.date) + std::chrono::days(days), before.from, before.to, before.mode, before.slot},
                                 school_.clock.now(), before.id);
    act.move.by[date.id] = date.when.starts() - before.when.starts();
    replace_date(act.after, date);
    return act;
  }
  /// The field with what was in the way, as that page showed it.
  static std::pair<std::string, std::string> as_shown(const Response& preview) {
    const std::string field = "name=\"all_the_same\" value=\"";
    const auto at = preview.body.find(field);
    EXPECT_NE(at, std::string::npos);
    return {"all_the_same", preview.body.substr(at + field.size(), 16)};
  }
  Response shift(Pairs more = {}) {
    Fields form;
    form.add("version", std::to_string(plan().evening.version));
    form.add("date", plan().dates.front().id.text());
    form.add("minutes", "15");
    for (const auto& [name, value] : more) form.add(name, value);
    return school_.post(school_.office(), link("/shift"), std::move(form));
  }
};

TEST_P(AnEveningInSomebodysWay, IsShownWithEachClashAndDoneWhenTheOfficeSaysSo) {
  take(diary_of(school_.okafor), hour_from(180min));
  const auto last = book(school_.jo, school_.coles, school_.sam, school_.okafor, 17);
  const auto other = book(school_.ann, school_.anns, school_.maya, school_.lowther, 3);
  const auto seen = shift();
  EXPECT_EQ(seen.status, 200);
  EXPECT_THAT(seen.body, AllOf(HasSubstr("Ms Okafor is booked 7:00 to 8:00 pm, Thursday 12 November, by Dr Shah."), HasSubstr("The desk has a break then."),
                               HasSubstr("2 families are touched"), HasSubstr("Do it all the same"), Not(HasSubstr("Shift it and tell them"))));
  EXPECT_THAT(shift({{"sure", "yes"}}).body, HasSubstr("Do it all the same")) << "nobody said so";
  EXPECT_EQ(of(school_.coles).front().when, last.when);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  EXPECT_EQ(shift({{"sure", "yes"}, as_shown(seen)}).status, 303);
  EXPECT_EQ(of(school_.anns).front().when.starts(), other.when.starts() + 15min);
  EXPECT_EQ(of(school_.coles).front().slot, 15) << "the nearest before she is elsewhere";
  EXPECT_THAT(school_.desk(school_.okafor).breaks, testing::ElementsAre(6, 7, 16, 17));
  EXPECT_THAT(school_.outbox.posted, SizeIs(3)) << "Ann, and both Coles";
  EXPECT_THAT(page(link()), AllOf(HasSubstr("Somebody has what the evening needs"), HasSubstr("Ms Okafor is booked 7:00 to 8:00 pm")));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(AnEveningInSomebodysWay, IsShownAnewWhereOthersBookedBeforeTheOfficeSaidYes) {
  const auto theirs = take(diary_of(school_.okafor), hour_from(180min));
  const auto one = book(school_.ann, school_.anns, school_.maya, school_.lowther, 17);
  const auto yes = as_shown(shift());
  const auto date = plan().dates.front().when;
  take(diary_of(school_.lowther), *Interval::make(date.ends(), date.ends() + 1h));
  const auto asked = shift({{"sure", "yes"}, yes});
  EXPECT_THAT(asked.body, AllOf(HasSubstr("Somebody has booked or given back time since you looked."), HasSubstr("Mr Lowther is booked 7:00 to 8:00 pm"),
                                HasSubstr("Ms Okafor is booked"), HasSubstr("1 family is touched")));
  EXPECT_EQ(of(school_.anns).front().when, one.when);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  give_up(theirs);
  const auto again = shift({{"sure", "yes"}, as_shown(asked)});
  EXPECT_THAT(again.body, AllOf(HasSubstr("Mr Lowther is booked"), Not(HasSubstr("Ms Okafor is booked"))));
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  EXPECT_EQ(shift({{"sure", "yes"}, as_shown(again)}).status, 303);
  EXPECT_THAT(school_.outbox.posted, SizeIs(1));
}

TEST_P(AnEveningInSomebodysWay, SaysNothingOfClashesWhereThereAreNone) {
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 5);
  EXPECT_THAT(shift().body, AllOf(HasSubstr("Shift it and tell them"), Not(HasSubstr("Somebody has"))));
  EXPECT_EQ(shift({{"sure", "yes"}}).status, 303);
  EXPECT_THAT(page(link()), Not(HasSubstr("Somebody has")));
}

TEST_P(AnEveningInSomebodysWay, KeepsARoomUntilSomebodyComes) {
  const auto theirs = take(room("M12"), hour_from(180min));
  const auto one = book(school_.jo, school_.coles, school_.sam, school_.okafor, 17);
  EXPECT_FALSE(setup_.apply(school_.office(), later(15min)));
  const auto outcome = done(all_the_same(later(15min)));
  EXPECT_THAT(outcome.left_out, SizeIs(1));
  EXPECT_TRUE(school_.desk(school_.okafor).room);
  EXPECT_EQ(of(school_.coles).front().when.starts(), one.when.starts() + 15min);
  const auto date = plan().dates.front().when;
  EXPECT_EQ(wants(booking_of("M12")).front().when, *Interval::make(date.starts(), date.ends() - 15min));
  EXPECT_THAT(page(link()), HasSubstr("The evening has the room until then."));

  Act later_act{.after = plan()};
  desk_in(later_act.after, school_.zajac).away = true;
  done(later_act);
  EXPECT_EQ(wants(booking_of("M12")).front().when.ends(), date.ends() - 15min) << "and no later act is refused for it";
  EXPECT_THAT(done(all_the_same({.after = plan()})).left_out, IsEmpty()) << "what is known is not asked about again";
  give_up(theirs);
  done({.after = plan()});
  EXPECT_EQ(wants(booking_of("M12")).front().when, date);
  EXPECT_THAT(page(link()), Not(HasSubstr("Somebody has")));
}

TEST_P(AnEveningInSomebodysWay, SaysNothingOfARoomThatItGaveBack) {
  Act online{.after = plan()};
  for (auto& desk : online.after.desks) desk.mode = Mode::online;
  done(online);
  take(room("M12"), hour_from(0min));
  EXPECT_THAT(page(link()), Not(HasSubstr("Somebody has")));
}

TEST_P(AnEveningInSomebodysWay, SeatsWhoIsNewAlsoWhereSheIsElsewhereForAnHour) {
  const auto desk = school_.desk(school_.okafor).id;
  Act gone{.after = plan()};
  desk_in(gone.after, school_.okafor).away = true;
  done(gone);
  take(diary_of(school_.okafor), hour_from(0min));
  const auto back = [&](Pairs more) {
    Fields form;
    form.add("version", std::to_string(plan().evening.version));
    for (const auto& [name, value] : more) form.add(name, value);
    return school_.post(school_.office(), link("/desks/" + desk.text() + "/back"), std::move(form));
  };
  EXPECT_EQ(back({{"sure", "yes"}, as_shown(back({}))}).status, 303);
  EXPECT_FALSE(plan().desk(desk)->away);
}

TEST_P(AnEveningInSomebodysWay, SeatsWhoGetsADeskAlsoWhereSheIsElsewhereForAnHour) {
  Act without{.after = plan()};
  const auto date = without.after.dates.front().id;
  std::erase_if(without.after.desks, [&](const Desk& desk) { return desk.has(school_.okafor); });
  done(without);
  take(diary_of(school_.okafor), hour_from(0min));
  const auto asks = [&](const std::string& where, Pairs fields) {
    Fields form;
    form.add("version", std::to_string(plan().evening.version));
    for (const auto& [name, value] : fields) form.add(name, value);
    return school_.post(school_.office(), link(where), std::move(form)).body;
  };
  EXPECT_THAT(asks("/who", {{"year_group", "7"}, {"year_group", "9"}, {"class_teachers", "yes"}, {"staff_groups", "Tutor group*"}}), HasSubstr("Do it all the same"));
  EXPECT_THAT(asks("/teachers", {{"date", date.text()}, {"seat", "yes"}}), HasSubstr("Do it all the same"));
}

TEST_P(AnEveningInSomebodysWay, GoesWithoutARoomThatSomebodyHasAtOnce) {
  take(room("M12"), *Interval::make(hour_from(0min).starts() + std::chrono::days(1), hour_from(0min).ends() + std::chrono::days(1)));
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 5);
  done(all_the_same(on_another_day(1)));
  EXPECT_FALSE(school_.desk(school_.okafor).room);
  EXPECT_TRUE(school_.desk(school_.lowther).room);
  EXPECT_THAT(school_.outbox.posted, SizeIs(2)) << "each of the Coles one, with the day";
  EXPECT_THAT(page(link()), AllOf(HasSubstr("These desks have no room"), HasSubstr("Ms Okafor")));
}

TEST_P(AnEveningInSomebodysWay, SeesNobodyWithATeacherWhoIsElsewhereAllOfIt) {
  const auto that_day = on_another_day(1);
  take(diary_of(school_.lowther), that_day.after.dates.front().when);
  book(school_.jo, school_.coles, school_.sam, school_.lowther, 5);
  const auto stays = book(school_.ann, school_.anns, school_.maya, school_.okafor, 5);
  const auto outcome = done(all_the_same(that_day));
  auto now = plan();
  EXPECT_TRUE(desk_in(now, school_.lowther).away);
  EXPECT_THAT(of(school_.coles), IsEmpty());
  EXPECT_EQ(of(school_.anns).front().when.starts(), stays.when.starts() + 24h);
  EXPECT_EQ(outcome.families(), 2U);
  EXPECT_THAT(page(link()), AllOf(HasSubstr("Mr Lowther is booked"), HasSubstr("Nobody is seen at the desk on that day.")));
}

TEST_P(AnEveningInSomebodysWay, LetsTheOthersOfAJointDeskStay) {
  Act joint{.after = plan()};
  auto& desk = desk_in(joint.after, school_.okafor);
  auto& lost = desk_in(joint.after, school_.lowther);
  desk.teachers.push_back(lost.teachers.front());
  lost.teachers.clear();
  lost.away = true;
  done(joint);
  const auto that_day = on_another_day(1);
  take(diary_of(school_.lowther), that_day.after.dates.front().when);
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 5);
  done(all_the_same(that_day));
  EXPECT_FALSE(school_.desk(school_.okafor).away);
  EXPECT_THAT(school_.desk(school_.okafor).teachers, SizeIs(1));
  EXPECT_THAT(of(school_.coles), SizeIs(1));
}

TEST_P(AnEveningInSomebodysWay, KeepsAnInterpreterUntilSheIsElsewhere) {
  Act act{.after = plan()};
  act.after.interpreters.push_back({.id = InterpreterId::random(), .teacher = school_.shah, .author = school_.office().person, .languages = "Urdu",
                                    .times = {{act.after.dates.front().id, act.after.dates.front().when, std::nullopt}}});
  done(act);
  take(diary_of(school_.shah), hour_from(180min));
  done(all_the_same(later(15min)));
  ASSERT_THAT(plan().interpreters.front().times, SizeIs(1));
  EXPECT_EQ(plan().interpreters.front().times.front().when.ends(), plan().dates.front().when.ends() - 15min);
}

TEST_P(AnEveningInSomebodysWay, AddsADateWithoutThoseWhoAreElsewhere) {
  Act act{.after = plan()};
  act.after.dates.push_back(a_week_later(act.after));
  seat_everybody(act.after, *school_.directory.whole, act.after.dates.back().id);
  take(diary_of(school_.lowther), act.after.dates.back().when);
  EXPECT_FALSE(setup_.apply(school_.office(), act));
  done(all_the_same(act));
  EXPECT_THAT(plan().desks_of(school_.lowther), SizeIs(1)) << "the first date's";
  EXPECT_THAT(plan().desks_of(school_.okafor), SizeIs(2));
}

/// Whatever others have, wherever it goes: nobody is left without a word, nobody gets two, and nobody loses what is theirs.
TEST_P(AnEveningInSomebodysWay, LeavesNobodyWithoutAWordAndGivesNobodyTwo) {
  std::mt19937 dice(7);
  const auto pick = [&](int below) { return static_cast<int>(dice() % static_cast<unsigned>(below)); };
  const auto people = school_.directory.people(school_.site);
  Households households(school_);
  const std::vector<std::tuple<ContactId, HouseholdId, StudentId>> who{{school_.ann, school_.anns, school_.maya}, {school_.ann, school_.anns, school_.leo},
                                                                        {school_.tom, school_.toms, school_.maya}, {school_.jo, school_.coles, school_.sam}};
  const std::vector<ResourceId> wanted{diary_of(school_.okafor), diary_of(school_.lowther), diary_of(school_.zajac), diary_of(school_.bo), room("M12"), room("M13")};
  std::vector<BookingId> theirs;
  std::size_t clashes = 0, lost = 0;
  for (int turn = 0; turn < 40; ++turn) {
    for (const auto& [contact, household, student] : who) {
      for (const auto& pairing : pairings(plan(), *people, student)) {
        const auto now = plan();
        const auto seats = now.desks_of(pairing.teacher);
        if (!seats.empty()) static_cast<void>(appointments_.book(school_.parent(contact), school_.basket(household, {{student, pairing.teacher, seats.front()->id, pick(18), 1, ""}})));
      }
    }
    // Now and then she is here again, her breaks are over and the rooms are given anew: what the office settles by hand.
    Act settled{.after = plan()};
    for (auto& desk : settled.after.desks) {
      desk.away = false;
      desk.breaks.clear();
      if (!desk.room && desk.mode == Mode::in_person) desk.room = school_.catalogue.listed->by_code(desk.has(school_.okafor) ? "M12" : "M13")->id;
    }
    if (turn % 4 == 3 && setup_.preview(school_.office(), settled)) done(settled);
    const auto act = all_the_same(pick(2) == 0 ? later(5min * (1 + pick(4))) : on_another_day(1 + pick(3)));
    const auto& date = act.after.dates.front();
    for (int i = 0; i < 3; ++i) {
      const auto starts = date.when.starts() + 5min * pick(34);
      if (const auto booking = try_to_take(wanted[static_cast<std::size_t>(pick(6))], *Interval::make(starts, starts + 5min * (1 + pick(30))))) theirs.push_back(*booking);
    }
    const auto was = plan();
    const auto before = households.views();
    school_.outbox.posted.clear();
    const auto seen = setup_.preview(school_.office(), act);
    const auto outcome = done(act);
    EXPECT_EQ(seen ? seen->told() : std::set<HouseholdId>(), outcome.told()) << "turn " << turn;
    clashes += outcome.left_out.size();
    lost += static_cast<std::size_t>(std::ranges::count_if(outcome.fates, [](const Fate& fate) { return !fate.after; }));
    const auto now = households.views();
    for (const auto& [household, view] : before) {
      EXPECT_EQ(households.messages_to(household), view.same(now.at(household), was) ? 0U : people->members_of(household).size()) << "turn " << turn;
    }
    for (const auto& one : setup_.appointments(school_.evening)) {
      const auto in_the_way = school_.store.database().read([&](Reader& reader) { return school_.ledger->between(reader, std::array{diary_of(one.teacher)}, one.when); });
      for (const auto& booking : in_the_way) EXPECT_EQ(std::ranges::count(theirs, booking.id), 0) << "nobody is promised a teacher who is elsewhere: turn " << turn;
    }
    EXPECT_THAT(school_.store.database().read([&](Reader& reader) { return school_.ledger->verify(reader); }), IsEmpty()) << "turn " << turn;
    for (const auto booking : theirs) EXPECT_EQ(school_.store.database().read([&](Reader& reader) { return school_.ledger->find(reader, booking)->state; }), BookingState::confirmed);
  }
  EXPECT_GT(clashes, 10U);
  EXPECT_GT(lost, 0U);
}

LODGE_ON_BOTH_ENGINES(AnEveningInSomebodysWay);

}  // namespace
}  // namespace lodge::parents_evening
