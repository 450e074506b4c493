#include "rounds.h"

#include "ballot.h"

#include <algorithm>

namespace lodge::parents_evening::allocation {

Rounds::Rounds(Timetable& timetable)
    : timetable_(timetable), chains_(timetable), wishes_(timetable.problem().families.size()), drawn_in_(timetable.jobs(), kNone) {
  const auto& wishes = timetable.problem().wishes;
  for (std::size_t wish = 0; wish < wishes.size(); ++wish) wishes_[wishes[wish].family].push_back(wish);
  for (auto& list : wishes_) std::ranges::stable_sort(list, {}, [&](std::size_t wish) { return wishes[wish].rank; });
}

void Rounds::run(const Watch& watch) {
  run_phase(true, watch);
  run_phase(false, watch);
}

void Rounds::run_phase(bool asked, const Watch& watch) {
  asked_ = asked;
  const auto last = static_cast<int>(last_round());
  for (int round = 1; round <= last; ++round) {
    dead_.assign(timetable_.problem().desks.size(), false);
    for (const auto family : draw(round)) serve_first(family);
    timetable_.forget();
    if (watch) watch({asked ? Phase::requests : Phase::wishes, static_cast<std::size_t>(round), static_cast<std::size_t>(last)});
  }
}

std::size_t Rounds::last_round() const {
  std::size_t last = 0;
  for (std::size_t family = 0; family < wishes_.size(); ++family) {
    const auto more = std::ranges::count_if(wishes_[family], [&](std::size_t job) { return open(job); });
    if (more > 0) last = std::max(last, timetable_.diary(family).size() + static_cast<std::size_t>(more));
  }
  return last;
}

/// The families that have fewer appointments than this round gives, in the order of their ballot.
std::vector<std::size_t> Rounds::draw(int round) {
  const auto& families = timetable_.problem().families;
  std::vector<std::pair<std::uint64_t, std::size_t>> numbers;
  for (std::size_t family = 0; family < families.size(); ++family) {
    if (timetable_.diary(family).size() >= static_cast<std::size_t>(round) || !wants_more(family)) continue;
    numbers.emplace_back(ballot_number(timetable_.problem().seed, draws_.size(), families[family].id), family);
  }
  std::ranges::sort(numbers, {}, [&](const auto& number) { return std::tuple(number.first, families[number.second].id); });
  auto& draw = draws_.emplace_back(Draw{asked_, round, numbers.size(), std::vector<std::size_t>(families.size())});
  std::vector<std::size_t> order;
  for (const auto& number : numbers) {
    order.push_back(number.second);
    draw.places[number.second] = order.size();
  }
  return order;
}

bool Rounds::open(std::size_t job) const {
  if (timetable_.limit_reached(job) || timetable_.group_taken(job)) return false;
  return timetable_.at(job) == kNone && (!asked_ || timetable_.problem().wishes[job].asked);
}

bool Rounds::wants_more(std::size_t family) const {
  return std::ranges::any_of(wishes_[family], [&](std::size_t job) { return open(job); });
}

/// What a search that failed has visited stays out of reach for the rest of the round: unless it was for several slots, of
/// which one may be had.
bool Rounds::serve_first(std::size_t family) {
  visited_ = dead_;
  tried_long_ = false;
  const bool served = serve(family);
  if (!served && !tried_long_) dead_ = visited_;
  return served;
}

bool Rounds::serve(std::size_t family) {
  for (const auto job : wishes_[family]) {
    if (open(job) && win(job, kNone)) return true;
  }
  for (const auto job : wishes_[family]) {
    if (!open(job)) continue;
    for (const auto desk : timetable_.problem().wishes[job].desks) {
      if (serve_instead_at(desk, job)) return true;
    }
  }
  return false;
}

/// Seats the job at this desk for one who was given a seat there in this round and can be served elsewhere.
bool Rounds::serve_instead_at(std::size_t desk, std::size_t job) {
  if (visited_[desk]) return false;
  visited_[desk] = true;
  tried_long_ = tried_long_ || timetable_.job(job).slots > 1;
  for (auto slot = timetable_.first_slot(desk); slot < timetable_.last_slot(desk); ++slot) {
    const auto holder = timetable_.occupant(slot);
    const bool of_this_round = holder != kNone && drawn_in_[holder] == draws_.size() - 1;
    if (of_this_round && timetable_.job(holder).family != timetable_.job(job).family && displace(holder, desk, job)) return true;
  }
  return false;
}

bool Rounds::displace(std::size_t holder, std::size_t desk, std::size_t job) {
  const auto mark = timetable_.mark();
  timetable_.take(holder);
  const auto drawn_in = std::exchange(drawn_in_[holder], kNone);
  if (win(job, desk) && serve(timetable_.job(holder).family)) return true;
  timetable_.undo(mark);
  drawn_in_[holder] = drawn_in;
  drawn_in_[job] = kNone;
  return false;
}

bool Rounds::win(std::size_t job, std::size_t only) {
  if (!chains_.seat(job, only)) return false;
  drawn_in_[job] = draws_.size() - 1;
  return true;
}

}  // namespace lodge::parents_evening::allocation
