// The office changes an evening whose families have sent wishes and wait for what the round gives them.
#include "plugins/parents_evening/changing.h"

#include "allocating.h"
#include "wishes.h"

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Wishing : public Changing {
 protected:
  void SetUp() override {
    school_.change([&](Evening& evening) {
      evening.wishes_from = school_.clock.instant - 1h;
      evening.wishes_until = school_.clock.instant + 24h;
      evening.opens_at = school_.clock.instant + 48h;
    });
    const auto when = plan().dates.front().when;
    half_ = *Interval::make(when.starts() + 30min, when.starts() + 120min);
    school_.store.database().write([&](Transaction& transaction) {
      replace(transaction, {.evening = school_.evening, .household = school_.coles, .author = same_person<PersonId>(school_.jo),
                            .whom = {{school_.sam, school_.lowther}}, .windows = {half_}});
    });
  }
  Response post(const std::string& act, std::initializer_list<std::pair<std::string, std::string>> more = {}) {
    Fields form;
    form.add("version", std::to_string(plan().evening.version));
    for (const auto& [name, value] : more) form.add(name, value);
    return school_.post(school_.office(), link(act), std::move(form));
  }
  Response move_to(const std::string& day, std::initializer_list<std::pair<std::string, std::string>> more = {}) {
    std::vector<std::pair<std::string, std::string>> form{{"date", day}, {"from", "16:00"}, {"to", "19:00"}, {"mode", "in_person"}, {"slot", "10"}};
    form.insert(form.end(), more.begin(), more.end());
    Fields fields;
    fields.add("version", std::to_string(plan().evening.version));
    for (const auto& [name, value] : form) fields.add(name, value);
    return school_.post(school_.office(), link(first()), std::move(fields));
  }
  std::string first() const { return "/dates/" + plan().dates.front().id.text(); }
  std::vector<Interval> windows() {
    return school_.store.database().read([&](Reader& reader) { return find_wishes(reader, school_.evening, school_.coles)->windows; });
  }

  Interval half_ = *Interval::make(Instant(0s), Instant(1s));
};

TEST_P(Wishing, IsToldOnceWhenTheEveningIsCalledOff) {
  EXPECT_THAT(post("/cancel").body, AllOf(HasSubstr("1 family is touched and gets one message."), HasSubstr("1 of them has sent wishes")));
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  ASSERT_EQ(post("/cancel", {{"sure", "yes"}}).status, 303);
  ASSERT_THAT(school_.outbox.posted, SizeIs(2)) << "Jo and Kim, and nobody who sent nothing";
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("Called off: "), Not(HasSubstr("Your wishes"))));
}

TEST_P(Wishing, FollowsItsDateToAnotherDay) {
  EXPECT_THAT(move_to("2026-11-17").body, HasSubstr("1 family is touched and gets one message."));
  EXPECT_THAT(windows(), ElementsAre(half_)) << "looked at only";
  ASSERT_EQ(move_to("2026-11-17", {{"sure", "yes"}}).status, 303);
  EXPECT_THAT(windows(), ElementsAre(*Interval::make(half_.starts() + 120h, half_.ends() + 120h)));
  ASSERT_THAT(school_.outbox.posted, SizeIs(2));
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("Changed: "), HasSubstr("Please look whether they still fit"), Not(HasSubstr("choose another time"))));
  school_.wait(25h);
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("You will get a message with your times"), Not(HasSubstr("Please look"))));
  Plans plans;
  Allocating(*school_.kernel, plans, appointments_).work();
  EXPECT_EQ(school_.store.database().read([&](Reader& reader) { return find_run(reader, school_.evening)->placed; }), 1);
}

TEST_P(Wishing, IsToldWhenADateOnWhichItCanComeIsCalledOff) {
  auto two = plan();
  two.dates.push_back(a_week_later(two));
  seat_everybody(two, *school_.directory.people(school_.site), two.dates.back().id);
  done({.after = two});
  EXPECT_THAT(school_.outbox.posted, IsEmpty()) << "a further date takes nothing from it";
  const auto date = first();
  ASSERT_EQ(post("/dates/" + two.dates.back().id.text() + "/call-off", {{"sure", "yes"}}).status, 303);
  EXPECT_THAT(school_.outbox.posted, IsEmpty()) << "it cannot come then";
  ASSERT_EQ(post("/dates/" + two.dates.back().id.text() + "/hold", {{"sure", "yes"}}).status, 303);
  ASSERT_EQ(post(date + "/call-off", {{"sure", "yes"}}).status, 303);
  EXPECT_THAT(school_.outbox.posted, SizeIs(2));
}

TEST_P(Wishing, IsToldWhenTheTeacherIsAwayAndWhenTheRoundIs) {
  Act ill{.after = plan(), .cause = Cause::away, .teacher = school_.lowther};
  desk_in(ill.after, school_.lowther).away = true;
  EXPECT_EQ(done(ill).families(), 1U);
  EXPECT_THAT(school_.told(0), HasSubstr("Mr Lowther cannot be there."));
  school_.outbox.posted.clear();
  Act without{.after = plan()};
  without.after.evening.wishes_from.reset();
  without.after.evening.wishes_until.reset();
  EXPECT_EQ(done(without).families(), 1U);
  EXPECT_THAT(school_.told(0), HasSubstr("The school asks for no wishes any more."));
}

TEST_P(Wishing, IsNotToldLateThatThereIsNoRoundWhereThereWasOne) {
  ASSERT_EQ(move_to("2026-11-17", {{"sure", "yes"}}).status, 303);
  const auto nothing_of_it = AllOf(HasSubstr("Changed: "), Not(HasSubstr("no wishes any more")), Not(HasSubstr("Your wishes are kept")));
  school_.wait(25h);
  school_.change([&](Evening& evening) { evening.allocated_at = school_.clock.instant; });
  school_.wait(24h);
  EXPECT_THAT(school_.told(0), nothing_of_it) << "it is given out";
  school_.change([&](Evening& evening) { evening.closes_at = school_.clock.instant; });
  EXPECT_THAT(school_.told(0), nothing_of_it) << "booking is closed";
}

TEST_P(Wishing, IsNoMattersOnceTheRoundIsBooked) {
  school_.change([&](Evening& evening) { evening.allocated_at = school_.clock.instant; });
  ASSERT_EQ(move_to("2026-11-17", {{"sure", "yes"}}).status, 303);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

LODGE_ON_BOTH_ENGINES(Wishing);

}  // namespace
}  // namespace lodge::parents_evening
