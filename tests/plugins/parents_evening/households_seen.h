#pragma once
// How an evening looks to each household, before and after the office changes it.
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "waiting_list.h"
#include "wishes.h"

#include <algorithm>

namespace lodge::parents_evening {

/// What a household sees of its appointments: when, where, and who of those that teach the student sits there; and of the wishes it sent, where the
/// evening takes place: when it can come, and whom it can see then; and for whom it stands in line.
using Seen = std::tuple<Interval, std::optional<RoomId>, std::string, Mode, std::string, std::set<TeacherId>>;
struct View {
  std::map<BookingId, Seen> appointments{};
  std::vector<Interval> times{};
  std::set<Whom> whom{}, line{};
  bool empty() const { return appointments.empty() && times.empty() && whom.empty() && line.empty(); }
  /// Whether it is the same to the family when `before` has become another. One of a joint desk is as good to wait for as the other.
  bool same(const View& now, const Plan& before) const {
    const auto waits = [&](const Whom& one) {
      return std::ranges::any_of(now.line, [&](const Whom& other) {
        return other == one || (other.student == one.student && std::ranges::any_of(before.desks, [&](const Desk& desk) {
                                  return desk.has(one.teacher) && desk.has(other.teacher);
                                }));
      });
    };
    return appointments == now.appointments && times == now.times && whom == now.whom && std::ranges::all_of(line, waits);
  }
};

class Households {
 public:
  explicit Households(test::EveningSchool& school) : school_(school) {}
  std::map<HouseholdId, View> views() {
    std::map<HouseholdId, View> all;
    const auto plan = school_.plan();
    for (const auto household : {school_.anns, school_.toms, school_.coles}) {
      all[household];
      for (const auto& one : school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, household); })) {
        const auto* desk = plan->desk(one.desk);
        all[household].appointments.emplace(one.booking, Seen(one.when, desk->room, desk->place, desk->mode, desk->link, who(*plan, *desk, one)));
      }
      add_wishes(*plan, household, all[household]);
      for (const auto& place : places(household)) {
        if (place.in_line()) all[household].line.insert(place.whom);
      }
    }
    return all;
  }
  std::size_t messages_to(HouseholdId household) const {
    return static_cast<std::size_t>(std::ranges::count_if(school_.outbox.posted, [&](const QueuedMessage& message) {
      return message.values.text_or("household") == household.text();
    }));
  }

 private:
  std::vector<Waiting> places(HouseholdId household) const {
    return school_.store.database().read([&](Reader& reader) { return places_of(reader, *school_.directory.people(school_.site), school_.evening, household); });
  }
  void add_wishes(const Plan& plan, HouseholdId household, View& view) {
    const auto wishes = school_.store.database().read([&](Reader& reader) { return find_wishes(reader, school_.evening, household); });
    if (!wishes || plan.evening.state == EveningState::cancelled) return;
    const auto people = school_.directory.people(school_.site);
    for (const auto& date : plan.held_dates()) {
      for (const auto& window : wishes->windows) {
        if (window.overlaps(date.when)) view.times.push_back(*Interval::make(std::max(window.starts(), date.when.starts()), std::min(window.ends(), date.when.ends())));
      }
    }
    for (const auto& desk : plan.desks) {
      for (const auto& whom : wishes->whom) {
        const bool can = std::ranges::any_of(view.times, [&](const Interval& time) { return !desk.away && desk.slots > 0 && desk.when(0, desk.slots).overlaps(time); });
        if (can && desk.has(whom.teacher) && may_see(plan, *people, household, whom.student, whom.teacher)) view.whom.insert(whom);
      }
    }
  }
  std::set<TeacherId> who(const Plan& plan, const Desk& desk, const Appointment& one) const {
    std::set<TeacherId> all;
    for (const auto& seat : desk.teachers) {
      const auto teaches = pairings(plan, *school_.directory.people(school_.site), one.student);
      const bool seen = std::ranges::find(teaches, seat.teacher, &Pairing::teacher) != teaches.end();
      if (seen || seat.teacher == one.teacher) all.insert(seat.substitute.value_or(seat.teacher));
    }
    return all;
  }

  test::EveningSchool& school_;
};

}  // namespace lodge::parents_evening
