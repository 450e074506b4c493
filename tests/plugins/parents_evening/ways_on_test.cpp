// What a message tells a family to do next: never to open a page that is closed to it.
#include "plugins/parents_evening/changing.h"

#include "core/directory/people.h"

#include <lodge/parents.h>

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class WaysOn : public Changing {
 protected:
  void SetUp() override { sams_ = book(school_.jo, school_.coles, school_.sam, school_.okafor, 3).booking; }
  void fall_ill() {
    Act act{.after = plan(), .move = {.by = {}, .cancels = true}, .cause = Cause::away, .teacher = school_.okafor};
    desk_in(act.after, school_.okafor).away = true;
    done(act);
    ASSERT_THAT(school_.outbox.posted, SizeIs(2));
  }
  /// On the day itself booking closed at noon.
  void at_two() { school_.clock.instant = plan().dates.front().when.starts() - 2h; }
  std::string html(const std::string& notice) {
    const auto& say = school_.languages.choose("en", "");
    return school_.frame->part(say, "parents_evening/notices/" + notice, school_.module->render(school_.outbox.posted.front(), say).values);
  }
  std::string path() const { return "/parents/evenings/" + school_.evening.text(); }
  auto leads_on(const std::string& words) const { return AllOf(HasSubstr(words), HasSubstr(path()), Not(HasSubstr("please ring the school office"))); }
  auto asks_to_ring() const {
    return AllOf(HasSubstr("If you still need an appointment or a change, please ring the school office."), Not(HasSubstr(path())));
  }

  BookingId sams_;
};

TEST_P(WaysOn, LeadToTheTimesThatAreLeftWhileBookingIsOpen) {
  fall_ill();
  EXPECT_THAT(school_.told(0), leads_on("To choose another time:"));
  EXPECT_THAT(html("rearranged"), leads_on("To choose another time:"));
}

TEST_P(WaysOn, AreTheTelephoneOnceBookingIsClosed) {
  at_two();
  fall_ill();
  EXPECT_THAT(school_.told(0), asks_to_ring());
  EXPECT_THAT(html("rearranged"), asks_to_ring());
  EXPECT_THAT(school_.told(0, "pl"), Not(HasSubstr("please ring")));
}

TEST_P(WaysOn, SayFromWhenBookingIsOpen) {
  school_.change([&](Evening& evening) { evening.opens_at = school_.clock.instant + 48h; });
  fall_ill();
  EXPECT_THAT(school_.told(0), leads_on("You can book from Wednesday 4 November, 9:00 pm.\n"));
  EXPECT_THAT(html("rearranged"), leads_on("You can book from Wednesday 4 November, 9:00 pm."));
}

TEST_P(WaysOn, LeadToTheRoundWhileItIsOpen) {
  school_.change([&](Evening& evening) {
    evening.wishes_from = school_.clock.instant - 1h;
    evening.wishes_until = school_.clock.instant + 48h;
    evening.opens_at = school_.clock.instant + 72h;
  });
  fall_ill();
  const auto words = "Say whom you would like to see, and when you can come, until Wednesday 4 November, 9:00 pm. ";
  EXPECT_THAT(school_.told(0), AllOf(leads_on(words), Not(HasSubstr("You can book from")), Not(HasSubstr("another time"))));
  EXPECT_THAT(html("rearranged"), leads_on(words));
}

TEST_P(WaysOn, AreTheSameAfterWhatIsGivenBack) {
  ASSERT_TRUE(appointments_.cancel(school_.office(), sams_));
  EXPECT_THAT(school_.told(0), leads_on("To book another time:"));
  EXPECT_THAT(html("cancelled"), leads_on("To book another time:"));
  at_two();
  EXPECT_THAT(school_.told(0), asks_to_ring());
  EXPECT_THAT(html("cancelled"), asks_to_ring());
}

TEST_P(WaysOn, AreTheTelephoneForAHouseholdThatARuleShutsOut) {
  ASSERT_TRUE(appointments_.cancel(school_.office(), sams_));
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.sam] = ContactRule::none; });
  EXPECT_THAT(school_.told(0), asks_to_ring());
  EXPECT_THAT(html("cancelled"), asks_to_ring());
}

TEST_P(WaysOn, AreNoneWhenTheEveningIsCalledOff) {
  Act act{.after = plan(), .move = {.by = {}, .cancels = true}, .cause = Cause::cancelled};
  act.after.evening.state = EveningState::cancelled;
  done(act);
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("called off"), Not(HasSubstr(path())), Not(HasSubstr("please ring"))));
}

LODGE_ON_BOTH_ENGINES(WaysOn);

}  // namespace
}  // namespace lodge::parents_evening
