// Who stands at the door without an appointment of that day.
#include "plugins/parents_evening/changing.h"

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class TheDoor : public Changing {
 protected:
  std::string asked_for(const std::string& name) { return page(link("/door?name=" + name)); }
};

TEST_P(TheDoor, SaysOnWhichOtherDateAFamilyIsExpected) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  auto more = plan();
  more.dates.push_back(a_week_later(more));
  const auto next_week = more.dates.back().id;
  seat_everybody(more, *school_.directory.people(school_.site), next_week);
  done({.after = more});
  const auto after = plan();
  const auto desks = after.desks_of(school_.lowther);
  const auto* desk = *std::ranges::find(desks, next_week, &Desk::date);
  ASSERT_TRUE(appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {{school_.sam, school_.lowther, desk->id, 3, 1, ""}})));
  school_.clock.instant = after.dates.front().when.starts();
  EXPECT_THAT(asked_for("cole"), AllOf(HasSubstr("Not today"), HasSubstr("Thursday 19 November"), HasSubstr("href=\"" + link("/families/") + school_.coles.text() + "\">Book for them now"),
                                       Not(HasSubstr("They have arrived")), HasSubstr("0 of 1 families are here")));
  EXPECT_THAT(asked_for("reed"), AllOf(HasSubstr("They have arrived"), Not(HasSubstr("Not today"))));
}

TEST_P(TheDoor, LeadsToBookingForAFamilyThatHasNoneAndTheNameIsInNoAddress) {
  const auto nobody = asked_for("birch");
  EXPECT_THAT(nobody, AllOf(HasSubstr("action=\"/search\""), HasSubstr("name=\"to\" value=\"" + link("/letters#families") + "\""),
                            HasSubstr("name=\"find\" value=\"birch\""), HasSubstr("Book for them now"), Not(HasSubstr("find=birch"))));
}

LODGE_ON_BOTH_ENGINES(TheDoor);

}  // namespace
}  // namespace lodge::parents_evening
