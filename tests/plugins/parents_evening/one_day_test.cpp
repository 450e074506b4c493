// An evening that sits twice on one day: what happens to the day is one act, and one message.
#include "plugins/parents_evening/changing.h"

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::Each;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ADayOfTwoSittings : public Changing {
 protected:
  using Pairs = std::initializer_list<std::pair<std::string, std::string>>;

  void SetUp() override {
    first_ = plan().dates.front().id;
    second_ = sit_twice();
  }
  EveningDateId another_day() {
    Act act{.after = plan()};
    act.after.dates.push_back(a_week_later(act.after));
    seat_everybody(act.after, *school_.directory.whole, act.after.dates.back().id);
    done(act);
    return act.after.dates.back().id;
  }
  DeskId desk_on(EveningDateId date, TeacherId teacher) const {
    const auto now = plan();
    return std::ranges::find_if(now.desks, [&](const Desk& desk) { return desk.date == date && desk.has(teacher); })->id;
  }
  /// The Coles have an appointment with this teacher at that sitting.
  Appointment book_at(EveningDateId date, TeacherId teacher, int slot) {
    const auto booked = appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {{school_.sam, teacher, desk_on(date, teacher), slot, 1, ""}}));
    EXPECT_TRUE(booked);
    school_.outbox.posted.clear();
    return booked->front();
  }
  Response post(const std::string& act, Pairs more = {}, bool sure = true) {
    Fields form;
    form.add("version", std::to_string(plan().evening.version));
    if (sure) form.add("sure", "yes");
    for (const auto& [name, value] : more) form.add(name, value);
    return school_.post(school_.office(), link(act), std::move(form));
  }
  std::string date(EveningDateId id) const { return "/dates/" + id.text(); }
  std::string away(EveningDateId id, TeacherId teacher) const { return "/desks/" + desk_on(id, teacher).text() + "/away"; }
  std::vector<EveningDateId> dates_of(HouseholdId household) {
    std::vector<EveningDateId> all;
    for (const auto& one : of(household)) all.push_back(one.date);
    return all;
  }
  std::size_t remind() {
    school_.outbox.posted.clear();
    for (const auto& [name, work] : school_.jobs.kept) {
      if (name.ends_with("remind")) work();
    }
    return school_.outbox.posted.size();
  }

  static constexpr auto kBoth = "Thursday 12 November 2026, 4:00 to 7:00 pm, 7:00 to 8:30 pm";
  EveningDateId first_{}, second_{};
};

TEST_P(ADayOfTwoSittings, BeginsLaterAsAWhole) {
  const auto one = book_at(first_, school_.okafor, 17), two = book_at(second_, school_.lowther, 3);
  EXPECT_THAT(page(link("/shift")), AllOf(HasSubstr(kBoth), Not(HasSubstr(second_.text()))));
  const auto seen = post("/shift", {{"date", first_.text()}, {"minutes", "15"}}, false);
  EXPECT_THAT(seen.body, AllOf(HasSubstr("1 family is touched and gets one message."), Not(HasSubstr("Somebody has what the evening needs"))));
  EXPECT_EQ(post("/shift", {{"date", first_.text()}, {"minutes", "15"}}).status, 303);
  const auto mine = of(school_.coles);
  ASSERT_THAT(mine, SizeIs(2));
  EXPECT_EQ(mine[0].when.starts(), one.when.starts() + 15min);
  EXPECT_EQ(mine[1].when.starts(), two.when.starts() + 15min);
  EXPECT_THAT(school_.outbox.posted, SizeIs(2)) << "each of the Coles one";
  EXPECT_THAT(plan().desk(desk_on(first_, school_.lowther))->breaks, IsEmpty());
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ADayOfTwoSittings, BeginsLaterWithoutWhatIsOver) {
  const auto before = plan();
  school_.clock.instant = before.date(first_)->when.ends();
  EXPECT_THAT(page(link("/shift")), AllOf(HasSubstr("12 November 2026, 7:00 to 8:30 pm"), Not(HasSubstr("4:00 to 7:00 pm"))));
  EXPECT_EQ(post("/shift", {{"date", second_.text()}, {"minutes", "15"}}).status, 303);
  EXPECT_EQ(plan().date(first_)->from, before.date(first_)->from);
  EXPECT_EQ(plan().date(second_)->from, before.date(second_)->from + 15min);
}

TEST_P(ADayOfTwoSittings, GoesToAnotherDateAsAWhole) {
  const auto one = book_at(first_, school_.okafor, 17), two = book_at(second_, school_.lowther, 3);
  const auto date = "/dates/" + first_.text();
  EXPECT_THAT(page(link(date)), HasSubstr("To another date goes all of " + std::string(kBoth)));
  const auto to = [&](const std::string& day, bool all, bool sure) {
    return post(date, {{"date", day}, {"from", "16:00"}, {"to", "19:00"}, {"slot", "10"}, {"mode", "in_person"}, {all ? "whole_day" : "only", "yes"}}, sure);
  };
  EXPECT_THAT(to("2026-11-19", true, false).body, AllOf(HasSubstr("1 family is touched and gets one message."), HasSubstr("Thursday 12 November 2026, 7:00 to 8:30 pm")));
  ASSERT_EQ(to("2026-11-19", true, true).status, 303);
  const auto mine = of(school_.coles);
  ASSERT_THAT(mine, SizeIs(2));
  EXPECT_EQ(mine[0].when.starts(), one.when.starts() + std::chrono::days(7));
  EXPECT_EQ(mine[1].when.starts(), two.when.starts() + std::chrono::days(7));
  EXPECT_THAT(school_.outbox.posted, SizeIs(2)) << "each of the Coles one";
  EXPECT_THAT(school_.faults(), IsEmpty());
  ASSERT_EQ(to("2026-11-20", false, true).status, 303);
  const auto now = plan();
  EXPECT_NE(now.date(first_)->date, now.date(second_)->date) << "only that one";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ADayOfTwoSittings, IsCalledOffAndHeldAfterAllAsAWhole) {
  const auto next = another_day();
  book_at(first_, school_.okafor, 3);
  book_at(second_, school_.lowther, 3);
  EXPECT_THAT(page(link(date(first_))), AllOf(HasSubstr("All of Thursday 12 November 2026"), HasSubstr("Only 4:00 to 7:00 pm")));
  EXPECT_THAT(post(date(first_) + "/call-off", {}, false).body, HasSubstr("Nobody sees families on " + std::string(kBoth)));
  EXPECT_EQ(post(date(first_) + "/call-off").status, 303);
  EXPECT_TRUE(plan().date(first_)->called_off && plan().date(second_)->called_off);
  EXPECT_THAT(dates_of(school_.coles), AllOf(SizeIs(2), Each(next)));
  EXPECT_THAT(school_.outbox.posted, SizeIs(2)) << "each of the Coles one";
  EXPECT_EQ(post(date(second_) + "/hold").status, 303);
  EXPECT_FALSE(plan().date(first_)->called_off || plan().date(second_)->called_off);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ADayOfTwoSittings, IsCalledOffWithTheEveningWhereThereIsNoOtherDay) {
  const auto asked = post(date(first_) + "/call-off");
  EXPECT_THAT(asked.headers, testing::Contains(testing::Pair("Location", testing::EndsWith("/cancel"))));
}

TEST_P(ADayOfTwoSittings, LosesOneOfThemWhereTheOfficeSaysSo) {
  book_at(first_, school_.okafor, 3);
  EXPECT_EQ(post(date(first_) + "/call-off", {{"only", "yes"}}).status, 303);
  EXPECT_FALSE(plan().date(second_)->called_off);
  EXPECT_THAT(dates_of(school_.coles), testing::ElementsAre(second_));
}

TEST_P(ADayOfTwoSittings, IsNoDayOfATeacherWhoIsIll) {
  const auto next = another_day();
  book_at(first_, school_.okafor, 3);
  book_at(second_, school_.lowther, 3);
  const auto asked = page(link(away(first_, school_.okafor)));
  EXPECT_THAT(asked, AllOf(HasSubstr(kBoth), HasSubstr("Only 4:00 to 7:00 pm")));
  EXPECT_LT(asked.find("value=\"" + next.text()), asked.find("value=\"" + second_.text())) << "what is chosen by itself is a day on which she can come";
  EXPECT_THAT(post(away(first_, school_.okafor), {{"how", "date"}, {"on", next.text()}}, false).body, HasSubstr(kBoth));
  EXPECT_EQ(post(away(first_, school_.okafor), {{"how", "date"}, {"on", next.text()}}).status, 303);
  EXPECT_TRUE(plan().desk(desk_on(first_, school_.okafor))->away && plan().desk(desk_on(second_, school_.okafor))->away);
  EXPECT_THAT(dates_of(school_.coles), testing::ElementsAre(second_, next)) << "not at her own second sitting";
  EXPECT_THAT(school_.outbox.posted, SizeIs(2));
  EXPECT_EQ(post(away(first_, school_.lowther), {{"how", "substitute"}, {"teacher", school_.shah.text()}}).status, 303);
  for (const auto id : {first_, second_}) EXPECT_EQ(plan().desk(desk_on(id, school_.lowther))->teachers.front().substitute, school_.shah);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ADayOfTwoSittings, HasOneThatATeacherComesTo) {
  book_at(first_, school_.okafor, 3);
  const auto path = away(first_, school_.okafor);
  EXPECT_EQ(post(path, {{"how", "date"}, {"on", second_.text()}}).status, 400) << "she is ill then, too";
  EXPECT_EQ(post(path, {{"how", "date"}, {"on", second_.text()}, {"only", "yes"}}).status, 303);
  EXPECT_FALSE(plan().desk(desk_on(second_, school_.okafor))->away);
  EXPECT_THAT(dates_of(school_.coles), testing::ElementsAre(second_));
}

TEST_P(ADayOfTwoSittings, IsOneNewDateForATeacherWhoIsIll) {
  const auto one = book_at(second_, school_.okafor, 3);
  const auto path = away(first_, school_.okafor);
  EXPECT_THAT(page(link(path)), AllOf(HasSubstr("value=\"16:00\""), HasSubstr("value=\"20:30\"")));
  EXPECT_EQ(post(path, {{"how", "date"}, {"on", "new"}, {"date", "2026-11-19"}, {"from", "16:00"}, {"to", "20:30"}, {"slot", "10"}, {"mode", "in_person"}}).status, 303);
  EXPECT_EQ(of(school_.coles).front().when.starts(), one.when.starts() + std::chrono::days(7));
  EXPECT_THAT(plan().desks_of(school_.okafor), SizeIs(1));
}

TEST_P(ADayOfTwoSittings, HasOneReminderWithAllOfIt) {
  book_at(first_, school_.okafor, 3);
  book_at(second_, school_.lowther, 3);
  const auto starts = plan().date(first_)->when.starts();
  school_.clock.instant = starts - 23h;
  ASSERT_EQ(remind(), 2U) << "each of the Coles one";
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("4:30 to 4:40 pm"), HasSubstr("7:30 to 7:40 pm")));
  school_.clock.instant = plan().date(second_)->when.starts() - 23h;
  EXPECT_EQ(remind(), 0U);
}

TEST_P(ADayOfTwoSittings, IsTheColleaguesWithWhomSheSharesADeskAtOneOfThem) {
  const auto joint = desk_on(second_, school_.okafor), left = desk_on(second_, school_.lowther);
  Act together{.after = plan()};
  for (auto& desk : together.after.desks) {
    if (desk.id == joint) desk.teachers.push_back({school_.lowther, {}});
    if (desk.id == left) desk.teachers.clear();
    desk.away = desk.away || desk.id == left;
  }
  done(together);
  book_at(second_, school_.okafor, 3);
  EXPECT_EQ(post(away(first_, school_.okafor), {{"how", "colleague"}, {"teacher", school_.lowther.text()}}).status, 303);
  EXPECT_FALSE(plan().desk(joint)->has(school_.okafor));
  EXPECT_TRUE(plan().desk(desk_on(first_, school_.lowther))->has(school_.okafor));
  EXPECT_THAT(of(school_.coles), SizeIs(1));
  EXPECT_THAT(school_.outbox.posted, SizeIs(2)) << "each of the Coles one";
}

LODGE_ON_BOTH_ENGINES(ADayOfTwoSittings);

}  // namespace
}  // namespace lodge::parents_evening
