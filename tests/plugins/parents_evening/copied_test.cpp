// An evening is copied: what a night's illness made of it is not, nor who lost a draw.
#include "plugins/parents_evening/changing.h"

namespace lodge::parents_evening {
namespace {

using testing::SizeIs;

class ACopiedEvening : public Changing {
 protected:
  void cannot_come(TeacherId teacher, std::initializer_list<std::pair<std::string, std::string>> pairs) {
    Fields form;
    form.add("version", std::to_string(plan().evening.version));
    form.add("sure", "yes");
    for (const auto& [name, value] : pairs) form.add(name, value);
    ASSERT_EQ(school_.post(school_.office(), link("/desks/" + school_.desk(teacher).id.text() + "/away"), std::move(form)).status, 303);
  }
  Plan copy() const {
    const auto first = std::chrono::sys_days(plan().dates.front().date) + std::chrono::weeks(52);
    auto copied = copy_of(plan(), school_.calendar, *school_.directory.people(school_.site), first, school_.clock.now());
    EXPECT_TRUE(copied);
    EXPECT_THAT(copied->dates, SizeIs(1));
    return *copied;
  }
  /// Everybody of the evening sits alone, on its one date.
  void expect_a_desk_each(const Plan& copied) const {
    EXPECT_THAT(copied.desks, SizeIs(4));
    for (const auto teacher : {school_.okafor, school_.lowther, school_.zajac, school_.bo}) {
      ASSERT_THAT(copied.desks_of(teacher), SizeIs(1));
      EXPECT_THAT(copied.desks_of(teacher).front()->teachers, SizeIs(1));
      EXPECT_EQ(copied.desks_of(teacher).front()->date, copied.dates.front().id);
    }
  }
};

TEST_P(ACopiedEvening, SeatsWhoseFamiliesWentToAColleagueAtADeskOfHerOwn) {
  cannot_come(school_.okafor, {{"how", "colleague"}, {"teacher", school_.lowther.text()}});
  ASSERT_THAT(school_.desk(school_.lowther).teachers, SizeIs(2));
  expect_a_desk_each(copy());
}

TEST_P(ACopiedEvening, SeatsWhoWentToADateOfHerOwnWithTheOthers) {
  cannot_come(school_.okafor, {{"how", "date"}, {"on", "new"}, {"date", "2026-11-19"}, {"from", "16:00"}, {"to", "19:00"}, {"slot", "10"}, {"mode", "in_person"}});
  ASSERT_THAT(plan().dates, SizeIs(2));
  const auto copied = copy();
  expect_a_desk_each(copied);
  EXPECT_EQ(copied.desks_of(school_.okafor).front()->room, school_.catalogue.listed->by_code("M12")->id);
}

TEST_P(ACopiedEvening, SeatsWhoseAppointmentsWereGivenBack) {
  cannot_come(school_.okafor, {{"how", "cancel"}});
  expect_a_desk_each(copy());
}

TEST_P(ACopiedEvening, DrawsAnotherBallot) {
  school_.clock.instant += std::chrono::microseconds(7);
  EXPECT_NE(copy().evening.seed, plan().evening.seed);
}

LODGE_ON_BOTH_ENGINES(ACopiedEvening);

}  // namespace
}  // namespace lodge::parents_evening
