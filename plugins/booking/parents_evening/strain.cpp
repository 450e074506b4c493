#include "strain.h"

#include "decide.h"
#include "lengths.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

class Judging {
 public:
  Judging(const Plan& plan, const School& school) : plan_(plan), school_(school) {}

  /// Against those that came before it.
  std::optional<Strain> next(const Appointment& one) {
    auto& family = of_family_[one.household];
    const bool close = std::ranges::any_of(family, [&](const Appointment* other) { return !apart(plan_, school_.rooms, engagement(*other), engagement(one)); });
    family.push_back(&one);
    const auto under = once_under(plan_, school_.people, one.student, one.household);
    const auto seen = ++seen_[{one.student, under, one.teacher}], about = ++about_[{one.student, one.household}];
    if (seen > 1) return Strain::twice;
    if (plan_.evening.most_each > 0 && about > plan_.evening.most_each) return Strain::too_many;
    if (close) return Strain::too_close;
    return one.slots < length_of(plan_, school_.people, one.student, one.teacher) ? std::optional(Strain::too_short) : std::nullopt;
  }

 private:
  Engagement engagement(const Appointment& one) const { return {plan_.desk(one.desk), one.when}; }

  const Plan& plan_;
  const School& school_;
  std::map<HouseholdId, std::vector<const Appointment*>> of_family_;
  std::map<std::tuple<StudentId, HouseholdId, TeacherId>, int> seen_;
  std::map<std::pair<StudentId, HouseholdId>, int> about_;
};

}  // namespace

std::map<BookingId, Strain> strains(const Plan& plan, const School& school, std::vector<Appointment> all) {
  std::erase_if(all, [](const Appointment& one) { return one.state != AppointmentState::booked; });
  std::ranges::sort(all, {}, [](const Appointment& one) { return std::tuple(one.created_at, one.booking); });
  std::map<BookingId, Strain> found;
  Judging judging(plan, school);
  for (const auto& one : all) {
    if (const auto strain = judging.next(one)) found.emplace(one.booking, *strain);
  }
  return found;
}

std::set<BookingId> at_steps(const Plan& plan, const School& school, const std::vector<Appointment>& all) {
  std::set<BookingId> some;
  for (const auto& one : all) {
    const auto* desk = plan.desk(one.desk);
    const bool climbs = one.state == AppointmentState::booked && desk != nullptr && school.needs_of(one.household).step_free;
    if (climbs && !is_step_free(plan, school.rooms, *desk)) some.insert(one.booking);
  }
  return some;
}

}  // namespace lodge::parents_evening
