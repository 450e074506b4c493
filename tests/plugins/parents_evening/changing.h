#pragma once
#include "plugins/parents_evening/acts.h"
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "arrange.h"
#include "setup.h"
#include "store.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {

/// The office changes an evening that families have booked.
class Changing : public testing::TestWithParam<Engine> {
 protected:
  Appointment book(ContactId who, HouseholdId household, StudentId student, TeacherId teacher, int slot) {
    const auto booked = appointments_.book(school_.parent(who), school_.basket(household, {school_.choice(student, teacher, slot)}));
    EXPECT_TRUE(booked);
    school_.outbox.posted.clear();
    return booked->front();
  }
  Plan plan() const { return *school_.plan(); }
  Outcome done(const Act& act) {
    auto outcome = setup_.apply(school_.office(), act);
    EXPECT_TRUE(outcome);
    EXPECT_THAT(school_.faults(), testing::IsEmpty());
    return outcome ? *outcome : Outcome{};
  }
  std::vector<Appointment> of(HouseholdId household) {
    return school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, household); });
  }
  Act later(std::chrono::minutes by) const { return parents_evening::later(plan(), by); }
  std::string link(const std::string& rest = "") const { return "/admin/evenings/" + school_.evening.text() + rest; }
  std::string page(const std::string& path) { return test::body_of(school_.get(school_.office(), path)); }
  EveningDate a_week_later(const Plan& plan) const { return parents_evening::a_week_later(school_, plan); }

  /// Everybody sits again on the first day, right after its first sitting, for 90 minutes.
  EveningDateId sit_twice() {
    Act act{.after = plan()};
    const auto& first = act.after.dates.front();
    act.after.dates.push_back(*make_date(school_.calendar, school_.site, {first.date, first.to, first.to + std::chrono::minutes(90), first.mode, first.slot}, school_.clock.now()));
    const auto id = act.after.dates.back().id;
    seat_everybody(act.after, *school_.directory.whole, id);
    done(act);
    return id;
  }

  test::EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
  EveningSetup setup_{*school_.kernel, plans_};
};

}  // namespace lodge::parents_evening
