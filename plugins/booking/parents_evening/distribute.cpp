#include "distribute.h"

#include "lengths.h"

#include <lodge/json.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::string_view kFull = "full";  // and no more: no household may learn of another

bool is_full(allocation::Reason reason) {
  using enum allocation::Reason;
  return reason == asked_first || reason == fewer_first || reason == ballot || reason == other_household;
}

std::string_view word(allocation::Reason reason) {
  using enum allocation::Reason;
  switch (reason) {
    case not_there: return "not_there";
    case outside_windows: return "outside_windows";
    case enough: return "too_many";
    case no_time_then: return "no_time_then";
    case no_common_time: return "no_common_time";
    case no_interpreter: return "no_interpreter";
    case asked_first: return "asked_first";
    case fewer_first: return "fewer_first";
    case ballot: return "ballot";
    case other_household: return kFull;
  }
  return "office";
}

std::string detail_of(const allocation::Refused& refused) {
  return to_json(Value::Map{{"wished", refused.wished}, {"slots", refused.slots}, {"round", refused.round}, {"place", refused.place}, {"drawn", refused.drawn}});
}

/// The evening as the allocator's problem, and which of ours is which of its.
class Round {
 public:
  Round(const Plan& plan, const People& people, const Rooms& rooms, const RoundInput& input) : plan_(plan), people_(people), rooms_(rooms) {
    problem.seed = plan.evening.seed;
    add_desks();
    add_interpreters();
    for (const auto& wishes : input.wishes) add_wishes(wishes, input);
    for (const auto& one : input.appointments) {
      if (one.made_by != MadeBy::allocation) add_fixed(one);
    }
  }

  Choice choice(const allocation::Placed& placed) const {
    const auto& whom = whom_[placed.wish];
    return {whom.student, whom.teacher, desks_[placed.desk]->id, slots_[placed.desk][placed.slot],
            static_cast<int>(problem.wishes[placed.wish].slots), "",
            placed.interpreter ? std::optional(plan_.interpreters[*placed.interpreter].id) : std::nullopt};
  }
  WishRefused refused(const allocation::Refused& refused) const {
    const bool needs = refused.reason == allocation::Reason::not_there && !unmet_[refused.wish].empty();
    auto why = needs ? unmet_[refused.wish] : std::string(word(refused.reason));
    // Where one household goes for all, numbers would tell a full teacher from one whom the other household sees.
    if (is_full(refused.reason) && problem.wishes[refused.wish].only_one_of) why = kFull;
    return {whom_[refused.wish], why, why == kFull ? "{}" : detail_of(refused)};
  }
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

  /// In the plan's order. A language that the school named nobody for is no number: the family books as anybody.
  void add_interpreters() {
    for (const auto& one : plan_.interpreters) {
      allocation::Interpreter interpreter;
      for (const auto& time : one.times) interpreter.times.push_back(time.when);
      problem.interpreters.push_back(std::move(interpreter));
    }
  }

  std::optional<std::size_t> language(const std::string& said) {
    if (said.empty() || !is_named(plan_, said)) return std::nullopt;
    const auto [place, is_new] = languages_.emplace(said, languages_.size());
    for (std::size_t i = 0; is_new && i < plan_.interpreters.size(); ++i) {
      if (speaks(plan_.interpreters[i], said)) problem.interpreters[i].languages.push_back(place->second);
    }
    return place->second;
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

  /// Leaves the desks where the family can be seen; which need leaves none, if one does.
  std::string keep_fit(const Needs& needs, std::vector<std::size_t>& desks) const {
    if (desks.empty()) return "";
    if (needs.mode) std::erase_if(desks, [&](std::size_t i) { return desks_[i]->mode != *needs.mode; });
    if (desks.empty()) return "no_such_mode";
    if (needs.step_free) std::erase_if(desks, [&](std::size_t i) { return !is_step_free(plan_, rooms_, *desks_[i]); });
    return desks.empty() ? "no_step_free" : "";
  }

  /// Where the school gives a student's families only so many.
  std::optional<std::size_t> limit_of(StudentId student, HouseholdId household) {
    if (plan_.evening.most_each == 0) return std::nullopt;
    const auto [place, is_new] = limits_.emplace(std::pair(student, household), problem.limits.size());
    if (is_new) problem.limits.push_back(static_cast<std::size_t>(plan_.evening.most_each));
    return place->second;
  }

  /// Whom the family may see now: since it wished, a class or a contact rule may have changed.
  std::set<Whom> seen_by(HouseholdId household) const {
    std::set<Whom> all;
    for (const auto* student : children(plan_, people_, household)) {
      for (const auto& visit : visits(plan_, people_, student->id)) all.insert({student->id, visit.teacher});
    }
    return all;
  }

  enum class Has { nobody, the_family, another };
  Has has(const Whom& whom, HouseholdId household, const RoundInput& input) const {
    const auto under = once_under(plan_, people_, whom.student, household);
    auto has = Has::nobody;
    for (const auto& one : input.appointments) {
      if (one.made_by == MadeBy::allocation || seen_as(plan_, people_, whom_of(one)) != whom) continue;
      if (one.household == household) return Has::the_family;
      if (once_under(plan_, people_, one.student, one.household) == under) has = Has::another;
    }
    return has;
  }

  void add_wishes(const Wishes& wishes, const RoundInput& input) {
    std::vector<Interval> windows = wishes.windows;
    if (windows.empty()) {
      for (const auto& date : plan_.held_dates()) windows.push_back(date.when);
    }
    if (const auto busy = input.elsewhere.find(wishes.household); busy != input.elsewhere.end()) windows = without(std::move(windows), busy->second);
    const auto index = family(wishes.household, windows);
    const auto said = input.needs.find(wishes.household);
    const auto needs = said == input.needs.end() ? Needs() : said->second;
    problem.families[index].language = language(needs.interpreter);
    const auto length = input.lengths.find(wishes.household);
    const int least = std::max(length == input.lengths.end() ? 1 : length->second, needs.interpreter.empty() ? 1 : plan_.lengths.interpreter);
    const auto seen = seen_by(wishes.household);
    std::set<Whom> wished;
    int rank = 0;
    for (const auto& named : wishes.whom) {
      ++rank;
      const auto whom = seen_as(plan_, people_, named);  // two who sit at one desk are one wish
      const auto has = this->has(whom, wishes.household, input);
      if (!seen.contains(whom) || !wished.insert(whom).second || has == Has::the_family) continue;
      auto desks = has == Has::another ? std::vector<std::size_t>() : desks_of(whom.teacher);
      unmet_.push_back(has == Has::another ? std::string(word(allocation::Reason::other_household)) : keep_fit(needs, desks));
      allocation::Wish wish{.family = index, .desks = std::move(desks), .rank = rank, .asked = input.asked.contains(whom),
                            .slots = static_cast<std::size_t>(std::max(least, length_of(plan_, people_, whom.student, whom.teacher))),
                            .limit = limit_of(whom.student, wishes.household)};
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
      problem.fixed.push_back({family(one.household, {}), i, static_cast<std::size_t>(slot - slots_[i].begin()), static_cast<std::size_t>(one.slots),
                               limit_of(one.student, one.household), interpreter_of(one)});
    }
  }

  std::optional<std::size_t> interpreter_of(const Appointment& one) const {
    const auto found = std::ranges::find(plan_.interpreters, one.interpreter, [](const Interpreter& other) { return std::optional(other.id); });
    return found == plan_.interpreters.end() ? std::nullopt : std::optional(static_cast<std::size_t>(found - plan_.interpreters.begin()));
  }

  const Plan& plan_;
  const People& people_;
  const Rooms& rooms_;
  std::vector<const Desk*> desks_;
  std::vector<std::vector<int>> slots_;  ///< the desk's own numbers, by the problem's
  std::vector<Whom> whom_;
  std::vector<std::string> unmet_;  ///< by wish: the need that leaves no desk; empty: none
  std::map<HouseholdId, std::size_t> families_;
  std::map<Whom, std::size_t> groups_;
  std::map<std::pair<StudentId, HouseholdId>, std::size_t> limits_;
  std::map<std::string, int> buildings_;
  std::map<std::string, std::size_t> languages_;
};

}  // namespace

Distribution distribute(const Plan& plan, const People& people, const Rooms& rooms, const RoundInput& input, const allocation::Watch& watch) {
  const Round round(plan, people, rooms, input);
  Distribution all{.shares = {}, .result = allocation::allocate(round.problem, watch), .wishes = round.problem.wishes.size()};
  std::map<HouseholdId, Share> shares;
  for (const auto& wishes : input.wishes) shares[wishes.household].household = wishes.household;
  for (const auto& placed : all.result.placed) shares[round.household(placed.wish)].choices.push_back(round.choice(placed));
  for (const auto& refused : all.result.refused) {
    shares[round.household(refused.wish)].refused.push_back(round.refused(refused));
  }
  for (auto& [household, share] : shares) all.shares.push_back(std::move(share));
  return all;
}

}  // namespace lodge::parents_evening
