// What a family that stays at home goes by: the call at its time, the calendar that follows by itself.
#include "plugins/parents_evening/a_family.h"

#include "store.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using namespace std::chrono_literals;

class AFamilyAway : public AFamily {};

TEST_P(AFamilyAway, SeesTheCallOfAnOnlineAppointmentAtItsTime) {
  post(school_.ann, here("/book"), {{"pick-" + whom(school_.leo, school_.bo), slot(school_.bo, 4)}});
  EXPECT_THAT(page(school_.ann, here("/booked")), AllOf(HasSubstr("The call opens here at 4:40 pm"), Not(HasSubstr("meet.school.example"))));
  EXPECT_THAT(school_.told(0), Not(HasSubstr("meet.school.example")));
  school_.clock.instant = std::chrono::sys_days(test::kEveningDay) + 16h + 41min;
  EXPECT_THAT(page(school_.ann, here("/booked")), AllOf(HasSubstr("https://meet.school.example"), Not(HasSubstr("This call is over"))));
  school_.clock.instant += 30min;
  EXPECT_THAT(page(school_.ann, here("/booked")), AllOf(HasSubstr("This call is over. If you could not join it, please ring the school office."),
                                                        Not(HasSubstr("meet.school.example"))));
}

TEST_P(AFamilyAway, FindsTheCallWhereItIsMovedToAndIsToldWhenItHasNoAddress) {
  post(school_.ann, here("/book"), {{"pick-" + whom(school_.leo, school_.bo), slot(school_.bo, 4)}});
  const auto booking = booked(school_.anns).front().booking.text();
  post(school_.ann, here("/appointments/" + booking), {{"pick-" + whom(school_.leo, school_.bo), slot(school_.bo, 9)}});
  school_.clock.instant = std::chrono::sys_days(test::kEveningDay) + 16h + 41min;
  EXPECT_THAT(page(school_.ann, here("/booked")), AllOf(HasSubstr("The call opens here at 5:30 pm"), Not(HasSubstr("meet.school.example"))));
  school_.clock.instant += 50min;
  EXPECT_THAT(page(school_.ann, here("/booked")), HasSubstr("https://meet.school.example"));
  const auto file = page(school_.ann, here("/appointments.ics"));
  EXPECT_THAT(file, AllOf(HasSubstr("DTSTART:20261112T173000Z"), HasSubstr("SEQUENCE:2"), HasSubstr(here("/booked")), Not(HasSubstr("meet.school.example"))));
  school_.store.database().write([&](Transaction& transaction) {
    auto desk = school_.desk(school_.bo);
    desk.link = "";
    update(transaction, desk);
  });
  school_.change([](Evening&) {});
  EXPECT_THAT(page(school_.ann, here("/booked")), HasSubstr("has not put in where this call is. Please ring the school office."));
}

TEST_P(AFamilyAway, HasACalendarAddressUntilItIsStopped) {
  post(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}});
  post(school_.ann, "/parents/calendar/make", {{"evening", school_.evening.text()}});
  const auto path = calendar_path(school_.ann);
  EXPECT_THAT(fetched(path).body, AllOf(HasSubstr("BEGIN:VEVENT"), HasSubstr("Ms Okafor about Maya"), HasSubstr("SEQUENCE:")));
  auto forged = path;
  forged[forged.size() - 6] = forged[forged.size() - 6] == '0' ? '1' : '0';
  EXPECT_EQ(fetched(forged).status, 404);
  post(school_.ann, "/parents/calendar/stop", {});
  EXPECT_EQ(fetched(path).status, 404);
}

TEST_P(AFamilyAway, HasACalendarThatSpeaksItsLanguageWhoeverFetchesIt) {
  post(school_.ann, here("/book"), {{"pick-" + whom(school_.maya, school_.okafor), slot(school_.okafor, 3)}});
  post(school_.ann, "/parents/calendar/make", {{"evening", school_.evening.text()}});
  const auto path = calendar_path(school_.ann);
  school_.parents.languages[school_.ann] = "pl";
  EXPECT_THAT(fetched(path).body, AllOf(HasSubstr("Ms Okafor\\, w sprawie: Maya"), Not(HasSubstr("about"))));
  school_.parents.languages[school_.ann] = "en";
  EXPECT_THAT(fetched(path).body, HasSubstr("Ms Okafor about Maya"));
}

LODGE_ON_BOTH_ENGINES(AFamilyAway);

}  // namespace
}  // namespace lodge::parents_evening
