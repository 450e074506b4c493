// What the office changes of the rules and of the people after families have booked: it is shown whom that touches, and
// nobody is thrown out unasked or left without a page.
#include "plugins/parents_evening/changing.h"

#include "told.h"

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class NarrowingAnEvening : public Changing {
 protected:
  Response post(const std::string& path, std::initializer_list<std::pair<std::string, std::string>> fields) {
    Fields form;
    for (const auto& [name, value] : fields) form.add(name, value);
    return school_.post(school_.office(), path, std::move(form));
  }
  std::string version() const { return std::to_string(plan().evening.version); }
  Act with_gap(std::chrono::minutes gap) const {
    Act act{.after = plan()};
    act.after.evening.gap = Gap::forbid;
    act.after.evening.gap_length = gap;
    return act;
  }
  const Fate& fate_of(const Outcome& outcome, const Appointment& one) {
    return *std::ranges::find(outcome.fates, one.booking, [](const Fate& fate) { return fate.before.booking; });
  }
};

TEST_P(NarrowingAnEvening, GivesBackWhatNobodyIsInvitedToAndTellsThoseFamilies) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  const auto leos = book(school_.ann, school_.anns, school_.leo, school_.bo, 4);
  book(school_.jo, school_.coles, school_.sam, school_.lowther, 3);
  Act act{.after = plan(), .cause = Cause::audience};
  act.after.audience.year_groups = {7};
  EXPECT_EQ(done(act).families(), 2U);
  ASSERT_THAT(of(school_.anns), SizeIs(1));
  EXPECT_EQ(of(school_.anns)[0].booking, leos.booking);
  EXPECT_THAT(of(school_.coles), IsEmpty());
  ASSERT_THAT(school_.outbox.posted, SizeIs(3)) << "Ann, and both Coles";
  for (std::size_t i = 0; i < 3; ++i) {
    const auto told = school_.told(i);
    EXPECT_THAT(told, HasSubstr("Other families or other teachers come to it now."));
    const bool anns = school_.outbox.posted[i].recipient == same_person<PersonId>(school_.ann);
    EXPECT_EQ(told.contains("To choose another time"), anns) << "who is not invited has nothing to choose";
  }
}

TEST_P(NarrowingAnEvening, GivesBackAppointmentsWithTeachersWhoAreNotSeenAnyMore) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  book(school_.ann, school_.anns, school_.maya, school_.zajac, 6);
  Act tutors{.after = plan(), .cause = Cause::audience};
  tutors.after.evening.class_teachers = false;
  EXPECT_EQ(done(tutors).families(), 1U);
  ASSERT_THAT(of(school_.anns), SizeIs(1));
  EXPECT_EQ(of(school_.anns)[0].teacher, school_.zajac);
  Act subjects{.after = plan(), .cause = Cause::audience};
  subjects.after.evening.class_teachers = true;
  subjects.after.audience.staff_groups.clear();
  EXPECT_EQ(done(subjects).families(), 1U);
  EXPECT_THAT(of(school_.anns), IsEmpty());
}

TEST_P(NarrowingAnEvening, IsShownBeforeItIsDone) {
  book(school_.jo, school_.coles, school_.sam, school_.lowther, 3);
  const auto seen = post(link("/who"), {{"version", version()}, {"year_group", "7"}, {"class_teachers", "yes"}, {"staff_groups", "Tutor group*"}});
  EXPECT_EQ(seen.status, 200);
  EXPECT_THAT(seen.body, HasSubstr("1 family is touched"));
  EXPECT_THAT(seen.body, HasSubstr("1 appointment is given back"));
  EXPECT_THAT(of(school_.coles), SizeIs(1));
}

TEST_P(NarrowingAnEvening, LeavesAPageToWhoeverHasAnAppointment) {
  const auto one = book(school_.jo, school_.coles, school_.sam, school_.lowther, 3);
  school_.store.database().write([&](Transaction& transaction) { replace_audience(transaction, school_.evening, {.year_groups = {7}}); });
  school_.change([](Evening&) {});
  EXPECT_THAT(page(link()), HasSubstr("1 appointment may no longer stand"));
  EXPECT_THAT(page(link("/doubtful")), HasSubstr("The student is not invited any more."));
  EXPECT_THAT(page(link("/families/" + school_.coles.text())), HasSubstr("Mr Lowther"));
  const auto mine = "/parents/evenings/" + school_.evening.text();
  EXPECT_EQ(school_.get(school_.parent(school_.jo), "/parents/evenings").status, 303) << "it stays in her list";
  EXPECT_THAT(test::body_of(school_.get(school_.parent(school_.jo), mine + "/booked")), Not(HasSubstr("no child for whom")));
  EXPECT_EQ(post(link("/families/" + school_.coles.text() + "/cancel"), {{"booking", one.booking.text()}}).status, 303);
  EXPECT_THAT(of(school_.coles), IsEmpty());
}

TEST_P(NarrowingAnEvening, AWiderGapThrowsNobodyOutAndSaysWhomItPinches) {
  const auto first = book(school_.ann, school_.anns, school_.leo, school_.bo, 4);
  const auto second = book(school_.ann, school_.anns, school_.maya, school_.okafor, 5);
  const auto seen = done(with_gap(30min));
  EXPECT_EQ(seen.families(), 0U);
  EXPECT_FALSE(fate_of(seen, first).strain);
  EXPECT_EQ(fate_of(seen, second).strain, Strain::too_close);
  EXPECT_EQ(of(school_.anns)[1].when, second.when);
  EXPECT_FALSE(done(with_gap(30min)).strains()) << "the next act does not say it again";
}

TEST_P(NarrowingAnEvening, OrMovesThemToTheNearestTimeIfTheOfficeSaysSo) {
  const auto first = book(school_.ann, school_.anns, school_.leo, school_.bo, 4);
  const auto second = book(school_.ann, school_.anns, school_.maya, school_.okafor, 5);
  auto act = with_gap(30min);
  act.move.spreads = true;
  const auto outcome = done(act);
  EXPECT_EQ(outcome.families(), 1U);
  EXPECT_FALSE(outcome.strains());
  const auto now = of(school_.anns);
  ASSERT_THAT(now, SizeIs(2));
  EXPECT_TRUE(std::ranges::any_of(now, [&](const Appointment& one) { return one.when == first.when; }));
  const auto moved = fate_of(outcome, second).after->when;
  EXPECT_TRUE(moved.starts() - first.when.ends() >= 30min || first.when.starts() - moved.ends() >= 30min);
}

TEST_P(NarrowingAnEvening, ShowsARoomInAnotherBuildingThatIsTooFarFromTheNext) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 4);
  const auto second = book(school_.ann, school_.anns, school_.maya, school_.lowther, 5);
  Act act{.after = plan()};
  desk_in(act.after, school_.lowther).room = school_.catalogue.listed->by_code("S03")->id;
  const auto seen = done(act);
  EXPECT_EQ(fate_of(seen, second).strain, Strain::too_close);
  EXPECT_TRUE(fate_of(seen, second).told) << "of the room";
}

TEST_P(NarrowingAnEvening, ShowsWhatIsMoreOrShorterThanTheNewRulesAllow) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  const auto second = book(school_.ann, school_.anns, school_.maya, school_.lowther, 6);
  Act act{.after = plan()};
  act.after.evening.most_each = 1;
  EXPECT_EQ(fate_of(done(act), second).strain, Strain::too_many);
  Act longer{.after = plan()};
  longer.after.evening.most_each = 0;
  longer.after.lengths.teachers = {{school_.lowther, 2}};
  EXPECT_EQ(fate_of(done(longer), second).strain, Strain::too_short);
}

TEST_P(NarrowingAnEvening, AsksTheOfficeWhetherToLeaveOrToMoveThem) {
  book(school_.ann, school_.anns, school_.leo, school_.bo, 4);
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 5);
  const auto ask = [&](const std::string& choice) {
    return post(link("/stages"), {{"version", version()}, {"title", "Autumn"}, {"opens_at", "2026-11-02T20:00"}, {"gap", "forbid"},
                                  {"gap_length", "30"}, {"walk", "5"}, {"most_each", "0"}, {choice, "yes"}});
  };
  const auto seen = ask("notes");
  EXPECT_THAT(seen.body, HasSubstr("1 appointment stands in a way"));
  EXPECT_THAT(seen.body, HasSubstr("Too close to another"));
  EXPECT_THAT(seen.body, HasSubstr("Show them moved"));
  const auto moved = ask("keep_apart");
  EXPECT_THAT(moved.body, HasSubstr("1 family is touched"));
  EXPECT_THAT(moved.body, HasSubstr("Leave them where they are"));
  EXPECT_EQ(ask("sure").status, 303);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

TEST_P(NarrowingAnEvening, SaysThatLettersNameAnotherTime) {
  school_.store.database().write([&](Transaction& transaction) {
    mark_told(transaction, school_.evening, school_.anns, Told::letter, school_.clock.instant);
    mark_told(transaction, school_.evening, school_.coles, Told::invitation, school_.clock.instant);
  });
  const auto seen = post(link("/stages"), {{"version", version()}, {"title", "Autumn"}, {"opens_at", "2026-11-04T20:00"}, {"gap", "avoid"}});
  EXPECT_THAT(seen.body, HasSubstr("2 families have letters or invitations that name other dates or times"));
}

TEST_P(NarrowingAnEvening, SaysThePlaceWhereThatIsWhatChanges) {
  book(school_.jo, school_.coles, school_.sam, school_.lowther, 3);
  const auto date = plan().dates.front().id.text();
  const auto seen = post(link("/teachers"), {{"version", version()}, {"date", date}, {"room", school_.catalogue.listed->by_code("Hall")->id.text()}});
  EXPECT_THAT(seen.body, HasSubstr("4:30 to 4:40 pm, Room M13"));
  EXPECT_THAT(seen.body, HasSubstr("4:30 to 4:40 pm, Room Hall, desk"));
  const auto online = post(link("/online"), {{"version", version()}, {"online_link", "https://meet.school.example/{desk}"}});
  EXPECT_THAT(online.body, HasSubstr("4:30 to 4:40 pm, Online"));
}

TEST_P(NarrowingAnEvening, ShowsWhatItDoesOnceMoreWhenTheEveningWasChangedMeanwhile) {
  book(school_.jo, school_.coles, school_.sam, school_.lowther, 3);
  const auto before = version();
  school_.change([](Evening&) {});
  const auto asked = post(link("/shift"), {{"version", before}, {"date", plan().dates.front().id.text()}, {"minutes", "15"}, {"sure", "yes"}});
  EXPECT_EQ(asked.status, 200);
  EXPECT_THAT(asked.body, HasSubstr("was changed since you opened the page"));
  EXPECT_THAT(asked.body, HasSubstr("name=\"version\" value=\"" + version() + "\""));
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

TEST_P(NarrowingAnEvening, ATeacherWhoRunsLateDisturbsNeitherTheOfficeNorAFamily) {
  book(school_.jo, school_.coles, school_.sam, school_.lowther, 3);
  school_.clock.instant = plan().dates.front().when.starts() + 5min;
  const auto before = version();
  Fields late;
  late.add("desk", school_.desk(school_.okafor).id.text());
  late.add("minutes", "10");
  EXPECT_EQ(school_.post(school_.teacher(school_.okafor), "/staff/evenings/" + school_.evening.text() + "/late", std::move(late)).status, 303);
  EXPECT_EQ(version(), before);
  EXPECT_EQ(school_.desk(school_.okafor).late, 10min);
  const auto fields = {std::pair<std::string, std::string>{"version", before}, {"date", plan().dates.front().id.text()}, {"minutes", "15"}, {"sure", "yes"}};
  EXPECT_EQ(post(link("/shift"), fields).status, 303);
  EXPECT_EQ(school_.desk(school_.okafor).late, 10min) << "and the office's act leaves it said";
}

TEST_P(NarrowingAnEvening, AFamilyWhoBooksWhileItIsChangedIsDecidedAnew) {
  int asked = 0;
  school_.rules.answer = [&](const Value&) {
    if (asked++ < 2) school_.change([](Evening&) {});
    return Verdict{};
  };
  const auto booked = appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.lowther, 3)}));
  EXPECT_TRUE(booked);
  EXPECT_EQ(asked, 3);
}

LODGE_ON_BOTH_ENGINES(NarrowingAnEvening);

}  // namespace
}  // namespace lodge::parents_evening
