#include "propose.h"

#include "elsewhere.h"
#include "itinerary.h"

#include <algorithm>
#include <array>

namespace lodge::parents_evening {
namespace {

constexpr std::array<std::string_view, 5> kWords{"full", "outside", "clashes", "has_already", "too_many"};

std::vector<Choice> free_choices(const Situation& s, const Whom& whom) {
  std::vector<Choice> all;
  if (is_given(s, whom)) return all;
  const int slots = slots_for(s, whom.student, whom.teacher);
  for (const auto* desk : desks_for(s, whom.teacher)) {
    for (int slot = 0; slot < desk->slots; ++slot) {
      if (desk->when(slot).starts() < s.now || !is_open(s, *desk, slot, slots)) continue;
      all.push_back({whom.student, whom.teacher, desk->id, slot, slots, ""});
    }
  }
  return all;
}

Interval when_of(const Situation& s, const Choice& choice) { return s.plan.desk(choice.desk)->when(choice.slot, choice.slots); }

/// The buildings of an evening's rooms, by number, as far as feet are concerned.
class Buildings {
 public:
  explicit Buildings(const Situation& s) : s_(s) {
    for (const auto& desk : s.plan.desks) numbers_.emplace(building(desk), static_cast<int>(numbers_.size()));
  }
  Place place(const Desk& desk) const {
    const auto name = building(desk);
    return desk.mode == Mode::online || desk.mode == Mode::telephone || name.empty() ? Place{} : Place{numbers_.at(name)};
  }
  Pace pace() const {
    const auto& evening = s_.plan.evening;
    return {.gap = evening.gap, .gap_length = evening.gap_length, .walking = Walking(static_cast<int>(numbers_.size()), evening.walk)};
  }

 private:
  std::string building(const Desk& desk) const {
    const auto* room = desk.room ? s_.rooms.room(*desk.room) : nullptr;
    return room == nullptr ? "" : room->building;
  }
  const Situation& s_;
  std::map<std::string, int> numbers_;
};

/// How many appointments the school would still give the family about a student.
std::size_t allowance(const Situation& s, StudentId student) {
  if (s.plan.evening.most_each == 0) return kMostChoices;
  const auto has = std::ranges::count(s.family, student, &Appointment::student);
  return static_cast<std::size_t>(std::max<std::ptrdiff_t>(0, s.plan.evening.most_each - has));
}

/// What is asked of the search, and what no search can give.
struct Question {
  std::vector<Whom> whom;
  std::vector<std::vector<Choice>> choices;
  itinerary::Problem problem;
};

Question question(const Situation& s, const std::vector<Whom>& wanted, const std::set<Whom>& asked, const std::vector<Interval>& windows,
                  std::vector<NotSeen>& not_seen) {
  const Buildings buildings(s);
  Question q{.whom = {}, .choices = {}, .problem = {.windows = without(windows, s.elsewhere), .pace = buildings.pace()}};
  std::map<StudentId, std::size_t> wished;
  for (const auto& whom : wanted) {
    auto some = free_choices(s, whom);
    const auto refused = some.empty() ? std::vector<Refused>() : judge(s, {some.front()});
    const bool has = !refused.empty() && refused.front().why == Why::has_already;
    if (has || some.empty() || wished[whom.student] == allowance(s, whom.student)) {
      not_seen.push_back({whom, has ? NoTime::has_already : some.empty() ? NoTime::full : NoTime::too_many});
      continue;
    }
    ++wished[whom.student];
    itinerary::Wish wish{.options = {}, .asked = asked.contains(whom)};
    for (const auto& one : some) wish.options.push_back({when_of(s, one), buildings.place(*s.plan.desk(one.desk))});
    q.problem.wishes.push_back(std::move(wish));
    q.choices.push_back(std::move(some));
    q.whom.push_back(whom);
  }
  for (const auto& one : s.family) {
    const auto* desk = s.plan.desk(one.desk);
    q.problem.fixed.push_back({one.when, desk == nullptr ? Place{} : buildings.place(*desk)});
  }
  return q;
}

bool has_time_within(const std::vector<Interval>& windows, const itinerary::Wish& wish) {
  return std::ranges::any_of(wish.options, [&](const itinerary::Option& option) { return within(windows, span_of(option.when, option.place)); });
}

}  // namespace

std::string_view word(NoTime why) { return kWords.at(static_cast<std::size_t>(why)); }

std::optional<NoTime> parse_no_time(std::string_view text) {
  const auto found = std::ranges::find(kWords, text);
  return found == kWords.end() ? std::nullopt : std::optional(static_cast<NoTime>(found - kWords.begin()));
}

Proposal propose(const Situation& s, const std::vector<Whom>& wanted, const std::set<Whom>& asked, const std::vector<Interval>& windows) {
  auto order = wanted;
  std::ranges::stable_partition(order, [&](const Whom& whom) { return asked.contains(whom); });
  Proposal proposal;
  const auto q = question(s, order, asked, windows, proposal.not_seen);
  const auto found = itinerary::find(q.problem);
  for (const auto& stop : found.stops) proposal.choices.push_back(q.choices[stop.wish][stop.option]);
  for (const auto left : found.left_out) {
    proposal.not_seen.push_back({q.whom[left], has_time_within(windows, q.problem.wishes[left]) ? NoTime::clashes : NoTime::outside});
  }
  return proposal;
}

}  // namespace lodge::parents_evening
