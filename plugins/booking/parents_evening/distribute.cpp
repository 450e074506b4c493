#include "distribute.h"

#include <lodge/json.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::string_view word(allocation::Reason reason) {
  using enum allocation::Reason;
  switch (reason) {
    case not_there: return "not_there";
    case outside_windows: return "outside_windows";
    case no_common_time: return "no_common_time";
    case asked_first: return "asked_first";
    case fewer_first: return "fewer_first";
    case ballot:
    case other_household: return "ballot";  // no household may learn of another
  }
  return "ballot";
}

/// The evening as the allocator's problem, and which of ours is which of its.
class Round {
 public:
  Round(const Plan& plan, const People& people, const Rooms& rooms, const RoundInput& input) : plan_(plan), people_(people), rooms_(rooms) {
    problem.seed = plan.evening.seed;
    add_desks();
    for (const auto& wishes : input.wishes) add_wishes(wishes, input);
    for (const auto& one : input.appointments) {
      if (one.made_by != MadeBy::allocation) add_fixed(one);
    }
  }

  Choice choice(const allocation::Placed& placed) const {
    const auto& whom = whom_[placed.wish];
    return {whom.student, whom.teacher, desks_[placed.desk]->id, slots_[placed.desk][placed.slot], 1, ""};
  }
  const Whom& whom(std::size_t wish) const { return whom_[wish]; }
  HouseholdId household(std::size_t wish) const { return problem.families[problem.wishes[wish].family].id; }

  allocation::Problem problem;

 private:
  Place place_of(const Desk& desk) {
    const auto* room = desk.room ? rooms_.room(*desk.room) : nullptr;
    if (desk.mode != Mode::in_person || room == nullptr || room->building.empty()) return {};
    return {buildings_.emplace(room->building, static_cast<int>(buildings_.size())).first->second};
  }

  void add_desks() {
    for (const auto& desk : plan_.desks) {
      if (desk.away || desk.teachers.empty()) continue;
      allocation::Desk one{.place = place_of(desk)};
      std::vector<int> numbers;
      for (int slot = 0; slot < desk.slots; ++slot) {
        if (desk.is_break(slot)) continue;
        one.slots.push_back(desk.when(slot));
        numbers.push_back(slot);
      }
      problem.desks.push_back(std::move(one));
      desks_.push_back(&desk);
      slots_.push_back(std::move(numbers));
    }
    problem.pace = {plan_.evening.gap, plan_.evening.gap_length, Walking(static_cast<int>(buildings_.size()), plan_.evening.walk)};
  }

  std::size_t family(HouseholdId household, const std::vector<Interval>& windows) {
    const auto [place, is_new] = families_.emplace(household, problem.families.size());
    if (is_new) problem.families.push_back({household, windows});
    return place->second;
  }

  std::vector<std::size_t> desks_of(TeacherId teacher) const {
    std::vector<std::size_t> some;
    for (std::size_t i = 0; i < desks_.size(); ++i) {
      if (desks_[i]->has(teacher)) some.push_back(i);
    }
    return some;
  }

  bool has_already(const Whom& whom, HouseholdId household, const RoundInput& input) const {
    const auto under = once_under(plan_, people_, whom.student, household);
    return std::ranges::any_of(input.appointments, [&](const Appointment& one) {
      return one.made_by != MadeBy::allocation && whom_of(one) == whom && once_under(plan_, people_, one.student, one.household) == under;
    });
  }

  void add_wishes(const Wishes& wishes, const RoundInput& input) {
    std::vector<Interval> windows = wishes.windows;
    if (windows.empty()) {
      for (const auto& date : plan_.dates) windows.push_back(date.when);
    }
    const auto index = family(wishes.household, windows);
    int rank = 0;
    for (const auto& whom : wishes.whom) {
      ++rank;
      if (has_already(whom, wishes.household, input)) continue;
      allocation::Wish wish{.family = index, .desks = desks_of(whom.teacher), .rank = rank, .asked = input.asked.contains(whom)};
      if (once_under(plan_, people_, whom.student, wishes.household) == HouseholdId{}) wish.only_one_of = groups_.emplace(whom, groups_.size()).first->second;
      problem.wishes.push_back(std::move(wish));
      whom_.push_back(whom);
    }
  }

  void add_fixed(const Appointment& one) {
    for (std::size_t i = 0; i < desks_.size(); ++i) {
      if (desks_[i]->id != one.desk) continue;
      const auto slot = std::ranges::find(slots_[i], one.slot);
      if (slot == slots_[i].end()) return;
      problem.fixed.push_back({family(one.household, {}), i, static_cast<std::size_t>(slot - slots_[i].begin()), static_cast<std::size_t>(one.slots)});
    }
  }

  const Plan& plan_;
  const People& people_;
  const Rooms& rooms_;
  std::vector<const Desk*> desks_;
  std::vector<std::vector<int>> slots_;  ///< the desk's own numbers, by the problem's
  std::vector<Whom> whom_;
  std::map<HouseholdId, std::size_t> families_;
  std::map<Whom, std::size_t> groups_;
  std::map<std::string, int> buildings_;
};

std::string detail_of(const allocation::Refused& refused) {
  return to_json(Value::Map{{"wished", refused.wished}, {"slots", refused.slots}, {"round", refused.round}, {"place", refused.place}, {"drawn", refused.drawn}});
}

}  // namespace

Distribution distribute(const Plan& plan, const People& people, const Rooms& rooms, const RoundInput& input) {
  const Round round(plan, people, rooms, input);
  Distribution all{.shares = {}, .result = allocation::allocate(round.problem), .wishes = round.problem.wishes.size()};
  std::map<HouseholdId, Share> shares;
  for (const auto& wishes : input.wishes) shares[wishes.household].household = wishes.household;
  for (const auto& placed : all.result.placed) shares[round.household(placed.wish)].choices.push_back(round.choice(placed));
  for (const auto& refused : all.result.refused) {
    shares[round.household(refused.wish)].refused.push_back({round.whom(refused.wish), std::string(word(refused.reason)), detail_of(refused)});
  }
  for (auto& [household, share] : shares) all.shares.push_back(std::move(share));
  return all;
}

}  // namespace lodge::parents_evening
