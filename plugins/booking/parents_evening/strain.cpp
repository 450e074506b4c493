#include "strain.h"

#include "decide.h"
#include "lengths.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

class Judging {
 public:
  Judging(const Plan& plan, const People& people, const Rooms& rooms) : plan_(plan), people_(people), rooms_(rooms) {}

  /// Against those that came before it.
  std::optional<Strain> next(const Appointment& one) {
    auto& family = of_family_[one.household];
    const bool close = std::ranges::any_of(family, [&](const Appointment* other) { return !apart(plan_, rooms_, engagement(*other), engagement(one)); });
    family.push_back(&one);
    const auto under = once_under(plan_, people_, one.student, one.household);
    const auto seen = ++seen_[{one.student, under, one.teacher}], about = ++about_[{one.student, one.household}];
    if (seen > 1) return Strain::twice;
    if (plan_.evening.most_each > 0 && about > plan_.evening.most_each) return Strain::too_many;
    if (close) return Strain::too_close;
    return one.slots < length_of(plan_, people_, one.student, one.teacher) ? std::optional(Strain::too_short) : std::nullopt;
  }

 private:
  Engagement engagement(const Appointment& one) const { return {plan_.desk(one.desk), one.when}; }

  const Plan& plan_;
  const People& people_;
  const Rooms& rooms_;
  std::map<HouseholdId, std::vector<const Appointment*>> of_family_;
  std::map<std::tuple<StudentId, HouseholdId, TeacherId>, int> seen_;
  std::map<std::pair<StudentId, HouseholdId>, int> about_;
};

}  // namespace

std::map<BookingId, Strain> strains(const Plan& plan, const People& people, const Rooms& rooms, std::vector<Appointment> all) {
  std::erase_if(all, [](const Appointment& one) { return one.state != AppointmentState::booked; });
  std::ranges::sort(all, {}, [](const Appointment& one) { return std::tuple(one.created_at, one.booking); });
  std::map<BookingId, Strain> found;
  Judging judging(plan, people, rooms);
  for (const auto& one : all) {
    if (const auto strain = judging.next(one)) found.emplace(one.booking, *strain);
  }
  return found;
}

}  // namespace lodge::parents_evening
