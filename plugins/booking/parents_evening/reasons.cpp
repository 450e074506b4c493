#include "reasons.h"

#include <algorithm>

namespace lodge::parents_evening::allocation {
namespace {

class Reasons {
 public:
  Reasons(const Timetable& timetable, const Rounds& rounds) : timetable_(timetable), rounds_(rounds), wishes_of_(timetable.problem().desks.size()) {
    const auto& wishes = timetable.problem().wishes;
    for (std::size_t wish = 0; wish < wishes.size(); ++wish) {
      for (const auto desk : wishes[wish].desks) wishes_of_[desk].push_back(wish);
    }
  }

  Refused of(std::size_t wish) const {
    Refused refused{.wish = wish, .reason = sort_of(wish), .wished = wished(wish), .slots = slots(wish)};
    if (refused.reason != Reason::fewer_first && refused.reason != Reason::ballot) return refused;
    const auto& draw = rounds_.draws()[last_draw(wish)];
    refused.round = draw.round;
    refused.place = draw.places[timetable_.job(wish).family];
    refused.drawn = draw.drawn;
    return refused;
  }

 private:
  const std::vector<std::size_t>& desks(std::size_t wish) const { return timetable_.problem().wishes[wish].desks; }

  template <class Test>
  bool any_slot(std::size_t wish, Test test) const {
    return std::ranges::any_of(desks(wish), [&](std::size_t desk) {
      for (auto slot = timetable_.first_slot(desk); slot < timetable_.last_slot(desk); ++slot) {
        if (timetable_.run(slot) >= timetable_.job(wish).slots && test(slot)) return true;
      }
      return false;
    });
  }

  bool desk_is_free(std::size_t wish, std::size_t slot) const {
    for (std::size_t i = 0; i < timetable_.job(wish).slots; ++i) {
      if (timetable_.occupant(slot + i) != kNone) return false;
    }
    return true;
  }

  bool in_its_windows(std::size_t wish) const {
    const auto& job = timetable_.job(wish);
    const auto& windows = timetable_.problem().families[job.family].windows;
    return any_slot(wish, [&](std::size_t slot) { return within(windows, timetable_.span(slot, job.slots)); });
  }

  Reason sort_of(std::size_t wish) const {
    if (!any_slot(wish, [](std::size_t) { return true; })) return Reason::not_there;
    if (timetable_.job(wish).options.empty()) return in_its_windows(wish) ? Reason::no_interpreter : Reason::outside_windows;
    if (timetable_.group_taken(wish)) return Reason::other_household;
    if (timetable_.limit_reached(wish)) return Reason::enough;
    const auto is_free = [&](std::size_t slot) { return desk_is_free(wish, slot); };
    const auto lacks_interpreter = [&](std::size_t slot) { return is_free(slot) && timetable_.lacks_interpreter(wish, slot); };
    if (std::ranges::any_of(timetable_.job(wish).options, lacks_interpreter)) return Reason::no_interpreter;
    if (std::ranges::any_of(timetable_.job(wish).options, is_free)) return Reason::no_common_time;
    if (any_slot(wish, is_free)) return Reason::no_time_then;
    return sort_of_full(wish);
  }

  Reason sort_of_full(std::size_t wish) const {
    const auto last = last_draw(wish);
    if (last == kNone) return Reason::asked_first;
    const auto& draw = rounds_.draws()[last];
    if (draw.asked && !timetable_.problem().wishes[wish].asked) return Reason::asked_first;
    return draw.places[timetable_.job(wish).family] == 0 ? Reason::fewer_first : Reason::ballot;
  }

  /// The draw in which these desks became full; kNone if fixed appointments fill them.
  std::size_t last_draw(std::size_t wish) const {
    std::size_t last = kNone;
    any_slot(wish, [&](std::size_t slot) {
      const auto occupant = timetable_.occupant(slot);
      const auto drawn = occupant == kNone ? kNone : rounds_.drawn_in(occupant);
      if (drawn != kNone && (last == kNone || drawn > last)) last = drawn;
      return false;
    });
    return last;
  }

  std::size_t wished(std::size_t wish) const {
    std::vector<std::size_t> all;
    for (const auto desk : desks(wish)) all.insert(all.end(), wishes_of_[desk].begin(), wishes_of_[desk].end());
    std::ranges::sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all.size();
  }

  std::size_t slots(std::size_t wish) const {
    std::size_t sum = 0;
    for (const auto desk : desks(wish)) sum += timetable_.problem().desks[desk].slots.size();
    return sum;
  }

  const Timetable& timetable_;
  const Rounds& rounds_;
  std::vector<std::vector<std::size_t>> wishes_of_;
};

}  // namespace

std::vector<Refused> reasons(const Timetable& timetable, const Rounds& rounds) {
  const Reasons why(timetable, rounds);
  std::vector<Refused> refused;
  for (std::size_t wish = 0; wish < timetable.problem().wishes.size(); ++wish) {
    if (timetable.at(wish) == kNone) refused.push_back(why.of(wish));
  }
  return refused;
}

}  // namespace lodge::parents_evening::allocation
