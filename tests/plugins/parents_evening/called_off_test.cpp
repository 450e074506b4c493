// A date that is called off, taken back, moved, removed, or copied.
#include "plugins/parents_evening/changing.h"

#include "night.h"
#include "told.h"

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ADate : public Changing {
 protected:
  void SetUp() override {
    auto more = plan();
    more.dates.push_back(a_week_later(more));
    seat_everybody(more, *school_.directory.people(school_.site), more.dates.back().id);
    done({.after = more});
    second_ = more.dates.back().id;
  }
  Response post(const std::string& act, std::initializer_list<std::pair<std::string, std::string>> more = {}) {
    Fields form;
    form.add("version", std::to_string(plan().evening.version));
    form.add("sure", "yes");
    for (const auto& [name, value] : more) form.add(name, value);
    return school_.post(school_.office(), link(act), std::move(form));
  }
  std::string first() const { return "/dates/" + plan().dates.front().id.text(); }
  std::string second() const { return "/dates/" + second_.text(); }

  EveningDateId second_{};
};

TEST_P(ADate, ThatIsCalledOffIsNoFamilysAnyMore) {
  const auto one = book(school_.jo, school_.coles, school_.sam, school_.lowther, 3);
  ASSERT_EQ(post(first() + "/call-off").status, 303);
  ASSERT_THAT(of(school_.coles), SizeIs(1));
  EXPECT_EQ(of(school_.coles)[0].date, second_) << "where there is time";
  EXPECT_THAT(page(link()), HasSubstr("Called off"));
  const auto mine = test::body_of(school_.get(school_.parent(school_.jo), "/parents/evenings/" + school_.evening.text() + "/booked"));
  EXPECT_THAT(mine, Not(HasSubstr("12 November")));
  EXPECT_THAT(mine, HasSubstr("19 November"));
  school_.clock.instant = one.when.starts();
  EXPECT_EQ(tonight(plan(), school_.clock.now()).front()->id, second_) << "neither the door's nor the hall's";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ADate, ThatIsCalledOffIsTakenBackWithOneButtonButForWhoWasAwayAnyway) {
  Act ill{.after = plan()};
  for (auto& desk : ill.after.desks) desk.away = desk.date == ill.after.dates.front().id && desk.has(school_.bo);
  done(ill);
  const auto first = this->first();
  ASSERT_EQ(post(first + "/call-off").status, 303);
  EXPECT_THAT(page(link(first)), HasSubstr("It takes place after all"));
  ASSERT_EQ(post(first + "/hold").status, 303);
  const auto now = plan();
  EXPECT_FALSE(now.dates.front().called_off);
  const auto here = std::ranges::count_if(now.desks, [&](const Desk& desk) { return desk.date == now.dates.front().id && !desk.away; });
  EXPECT_EQ(here, 3);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ADate, IsWhatADraftLacksWhereAllAreOverOrCalledOff) {
  const auto lacks = AllOf(HasSubstr("It has no date that is still to come."), HasSubstr(link("/dates/new")));
  school_.change([](Evening& evening) { evening.state = EveningState::draft; });
  EXPECT_THAT(page(link()), Not(HasSubstr("It has no date that is still to come.")));
  const auto was = school_.clock.instant;
  school_.clock.instant = plan().ends();
  EXPECT_THAT(page(link()), lacks);
  school_.clock.instant = was;
  Act off{.after = plan()};
  for (auto& date : off.after.dates) date.called_off = true;
  done(off);
  EXPECT_THAT(page(link()), lacks);
}

TEST_P(ADate, ThatIsTheLastOneIsCalledOffWithTheEvening) {
  ASSERT_EQ(post(second() + "/call-off").status, 303);
  for (const std::string way : {"/call-off", "/remove"}) {
    const auto asked = post(first() + way);
    ASSERT_EQ(asked.status, 303);
    EXPECT_THAT(asked.headers, testing::Contains(testing::Pair("Location", testing::EndsWith("/cancel")))) << way;
  }
  ASSERT_THAT(plan().dates, SizeIs(2));
  EXPECT_FALSE(plan().dates.front().called_off);
}

TEST_P(ADate, ThatIsCalledOffIsNeitherAnInterpretersNorCopied) {
  Act act{.after = plan()};
  Interpreter one{.id = InterpreterId::random(), .teacher = school_.shah, .author = school_.office().person, .languages = "Urdu"};
  for (const auto& date : act.after.dates) one.times.push_back({date.id, date.when, std::nullopt});
  act.after.interpreters.push_back(one);
  done(act);
  const auto claimed = [&](const EveningDate& date) {
    return school_.store.database().read([&](Reader& reader) { return school_.ledger->between(reader, std::array{diary_of(school_.shah)}, date.when); });
  };
  const auto dates = plan().dates;
  ASSERT_THAT(claimed(dates.front()), SizeIs(1));
  ASSERT_EQ(post(first() + "/call-off").status, 303);
  EXPECT_THAT(claimed(dates.front()), IsEmpty());
  EXPECT_THAT(claimed(dates.back()), SizeIs(1));
  EXPECT_TRUE(is_named(plan(), "Urdu"));
  EXPECT_THAT(school_.faults(), IsEmpty());
  Fields form;
  form.add("title", "Next autumn");
  form.add("first", "2027-11-09");
  EXPECT_EQ(school_.post(school_.office(), link("/copy"), std::move(form)).status, 303);
}

TEST_P(ADate, ThatNobodyEverBookedOnIsRemoved) {
  EXPECT_THAT(page(link(second())), HasSubstr("added by mistake"));
  ASSERT_EQ(post(second() + "/remove").status, 303);
  EXPECT_THAT(plan().dates, SizeIs(1));
  EXPECT_THAT(plan().desks, SizeIs(4));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ADate, ThatSomebodyOnceBookedOnIsKept) {
  const auto one = book(school_.jo, school_.coles, school_.sam, school_.lowther, 3);
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.jo), one.booking));
  EXPECT_THAT(page(link(first())), Not(HasSubstr("added by mistake")));
  EXPECT_EQ(post(first() + "/remove").status, 409);
  EXPECT_THAT(plan().dates, SizeIs(2));
}

TEST_P(ADate, ThatMovesHasItsRemindersAnew) {
  const auto id = plan().dates.front().id;
  school_.store.database().write([&](Transaction& transaction) { mark_reminded(transaction, id, school_.coles, school_.clock.instant); });
  const auto sent = [&] { return school_.store.database().read([&](Reader& reader) { return !reminded(reader, id).empty(); }); };
  done(later(15min));
  EXPECT_TRUE(sent()) << "later on the same day";
  Act act{.after = plan()};
  auto date = act.after.dates.front();
  const auto moved = *make_date(school_.calendar, school_.site, {std::chrono::sys_days(date.date) + std::chrono::days(1), date.from, date.to, date.mode, date.slot},
                                school_.clock.now(), date.id);
  act.move.by[date.id] = moved.when.starts() - date.when.starts();
  replace_date(act.after, moved);
  done(act);
  EXPECT_FALSE(sent());
}

TEST_P(ADate, ThatMovesTakesTheLettersCodesAlong) {
  const auto what = "evening/" + school_.evening.text();
  EXPECT_TRUE(school_.parents.extended.contains(what)) << "a date was added";
  school_.parents.extended.clear();
  done(later(15min));
  EXPECT_FALSE(school_.parents.extended.contains(what)) << "the second date ends later still";
  Act act{.after = plan()};
  const auto date = act.after.dates.back();
  const auto moved = *make_date(school_.calendar, school_.site, {std::chrono::sys_days(date.date) + std::chrono::days(7), date.from, date.to, date.mode, date.slot},
                                school_.clock.now(), date.id);
  act.move.by[date.id] = moved.when.starts() - date.when.starts();
  replace_date(act.after, moved);
  done(act);
  EXPECT_EQ(school_.parents.extended[what], moved.when.ends() + 24h);
}

TEST_P(ADate, SaysOnTheEveningsPageWhenRemindersGoAndWhereThePackIsPrinted) {
  EXPECT_THAT(page(link()), HasSubstr("24 hours before each date"));
  EXPECT_THAT(page(link()), HasSubstr("neither a printer nor a folder is set"));
}

TEST_P(ADate, IsCopiedAsItWasPlannedNotAsTheNightWas) {
  const auto before = plan();
  ASSERT_EQ(post("/shift", {{"date", before.dates.front().id.text()}, {"minutes", "15"}}).status, 303);
  ASSERT_EQ(post("/online", {{"online_link", "https://meet.school.example/{desk}"}}).status, 303);
  ASSERT_EQ(post(second() + "/call-off").status, 303);
  const auto copy = copy_of(plan(), school_.calendar, *school_.directory.people(school_.site),
                            std::chrono::sys_days(before.dates.front().date) + std::chrono::weeks(52), school_.clock.now());
  ASSERT_TRUE(copy);
  ASSERT_THAT(copy->dates, SizeIs(1)) << "what is called off is not revived";
  EXPECT_EQ(copy->dates[0].from, before.dates.front().from);
  EXPECT_EQ(copy->dates[0].mode, before.dates.front().mode);
  EXPECT_TRUE(std::ranges::none_of(copy->desks, [](const Desk& desk) { return desk.mode == Mode::online; }));
}

TEST_P(ADate, IsProposedForAnotherYearWhileItIsStillToCome) {
  EXPECT_THAT(page(link("/copy")), HasSubstr("value=\"2027-11-11\""));
}

LODGE_ON_BOTH_ENGINES(ADate);

}  // namespace
}  // namespace lodge::parents_evening
