#include "timetable.h"

#include <algorithm>

namespace lodge::parents_evening::allocation {

using std::chrono::minutes;

Timetable::Timetable(const Problem& problem) : problem_(problem), diaries_(problem.families.size()) {
  number_slots();
  add_jobs();
}

void Timetable::number_slots() {
  for (std::size_t desk = 0; desk < problem_.desks.size(); ++desk) {
    first_slot_.push_back(spans_.size());
    for (const auto& slot : problem_.desks[desk].slots) {
      spans_.push_back(span_of(slot, problem_.desks[desk].place));
      desk_of_.push_back(desk);
    }
    seats_left_.push_back(problem_.desks[desk].slots.size());
  }
  first_slot_.push_back(spans_.size());
  occupant_.assign(spans_.size(), kNone);
  run_.assign(spans_.size(), 1);
  for (std::size_t slot = spans_.size(); slot-- > 1;) {
    const bool follows = desk_of_[slot - 1] == desk_of_[slot] && spans_[slot - 1].ends == spans_[slot].starts;
    if (follows) run_[slot - 1] = run_[slot] + 1;
  }
}

void Timetable::add_jobs() {
  std::size_t groups = 0;
  for (const auto& wish : problem_.wishes) {
    jobs_.push_back({wish.family, wish.slots, false, options_of(wish), wish.only_one_of, wish.limit});
    if (wish.only_one_of) groups = std::max(groups, *wish.only_one_of + 1);
  }
  for (const auto& fixed : problem_.fixed) jobs_.push_back({fixed.family, fixed.slots, true, {}, {}, fixed.limit});
  at_.assign(jobs_.size(), kNone);
  by_.assign(jobs_.size(), kNone);
  engaged_.resize(problem_.interpreters.size());
  group_holders_.assign(groups, kNone);
  met_.assign(problem_.limits.size(), 0);
  for (std::size_t i = 0; i < problem_.fixed.size(); ++i) {
    const auto& fixed = problem_.fixed[i];
    put(problem_.wishes.size() + i, first_slot_[fixed.desk] + fixed.slot, fixed.interpreter.value_or(kNone));
  }
  forget();
}

std::vector<std::size_t> Timetable::options_of(const Wish& wish) const {
  std::vector<std::size_t> options;
  for (const auto desk : wish.desks) {
    for (auto slot = first_slot_[desk]; slot < first_slot_[desk + 1]; ++slot) {
      if (run_[slot] < wish.slots || !within(problem_.families[wish.family].windows, span(slot, wish.slots))) continue;
      if (is_interpreted(wish, span(slot, wish.slots))) options.push_back(slot);
    }
  }
  std::ranges::sort(options);
  return options;
}

/// Whether anybody whom the family needs is there then at all.
bool Timetable::is_interpreted(const Wish& wish, const Span& wanted) const {
  const auto language = problem_.families[wish.family].language;
  return !language || std::ranges::any_of(problem_.interpreters, [&](const Interpreter& one) {
    return std::ranges::find(one.languages, *language) != one.languages.end() && within(one.times, wanted);
  });
}

bool Timetable::group_taken(std::size_t job) const {
  const auto group = jobs_[job].only_one_of;
  return group && group_holders_[*group] != kNone && group_holders_[*group] != job;
}

bool Timetable::limit_reached(std::size_t job) const {
  const auto limit = jobs_[job].limit;
  return limit && at_[job] == kNone && met_[*limit] >= problem_.limits[*limit];
}

void Timetable::in_the_way(std::size_t job, std::size_t slot, std::vector<std::size_t>& jobs) const {
  jobs.clear();
  const auto add = [&](std::size_t other) {
    if (other != kNone && other != job && std::ranges::find(jobs, other) == jobs.end()) jobs.push_back(other);
  };
  for (std::size_t i = 0; i < jobs_[job].slots; ++i) add(occupant_[slot + i]);
  const auto wanted = span(slot, jobs_[job].slots);
  for (const auto other : diaries_[jobs_[job].family]) {
    if (!apart(problem_.pace, wanted, span_of_job(other))) add(other);
  }
  in_the_interpreters_way(job, wanted, jobs);
}

/// Speaks the family's language, and is there.
bool Timetable::interprets(std::size_t interpreter, std::size_t job, const Span& wanted) const {
  const auto& one = problem_.interpreters[interpreter];
  const auto language = problem_.families[jobs_[job].family].language;
  return language && std::ranges::find(one.languages, *language) != one.languages.end() && within(one.times, wanted);
}

namespace {

bool meet(const Span& one, const Span& other) { return one.starts < other.ends && other.starts < one.ends; }

}  // namespace

/// Nobody, once those have gone who are in the way already; else the fewest that keep one interpreter busy.
void Timetable::in_the_interpreters_way(std::size_t job, const Span& wanted, std::vector<std::size_t>& jobs) const {
  if (!problem_.families[jobs_[job].family].language) return;
  std::optional<std::vector<std::size_t>> fewest;
  for (std::size_t i = 0; i < engaged_.size(); ++i) {
    if (!interprets(i, job, wanted)) continue;
    std::vector<std::size_t> more;
    for (const auto other : engaged_[i]) {
      if (other != job && meet(wanted, span_of_job(other)) && std::ranges::find(jobs, other) == jobs.end()) more.push_back(other);
    }
    if (!fewest || more.size() < fewest->size()) fewest = std::move(more);
  }
  if (fewest) jobs.insert(jobs.end(), fewest->begin(), fewest->end());
}

/// The first who has the fewest languages; kNone when nobody is free.
std::size_t Timetable::free_interpreter(std::size_t job, const Span& wanted) const {
  if (jobs_[job].fixed || !problem_.families[jobs_[job].family].language) return kNone;
  auto best = kNone;
  for (std::size_t i = 0; i < engaged_.size(); ++i) {
    const auto busy = [&](std::size_t other) { return other != job && meet(wanted, span_of_job(other)); };
    if (!interprets(i, job, wanted) || std::ranges::any_of(engaged_[i], busy)) continue;
    if (best == kNone || problem_.interpreters[i].languages.size() < problem_.interpreters[best].languages.size()) best = i;
  }
  return best;
}

bool Timetable::fits(std::size_t job, std::size_t slot) const {
  for (std::size_t i = 0; i < jobs_[job].slots; ++i) {
    if (occupant_[slot + i] != kNone && occupant_[slot + i] != job) return false;
  }
  const auto wanted = span(slot, jobs_[job].slots);
  if (!is_at_leisure(job, wanted)) return false;
  return !problem_.families[jobs_[job].family].language || free_interpreter(job, wanted) != kNone;
}

bool Timetable::is_at_leisure(std::size_t job, const Span& wanted) const {
  return std::ranges::all_of(diaries_[jobs_[job].family],
                             [&](std::size_t other) { return other == job || apart(problem_.pace, wanted, span_of_job(other)); });
}

bool Timetable::lacks_interpreter(std::size_t job, std::size_t slot) const {
  const auto wanted = span(slot, jobs_[job].slots);
  const bool needs = problem_.families[jobs_[job].family].language.has_value();
  return needs && is_at_leisure(job, wanted) && free_interpreter(job, wanted) == kNone;
}

minutes Timetable::burden(std::size_t family) const {
  minutes sum(0), waited(0);
  const auto& diary = diaries_[family];
  for (std::size_t i = 1; i < diary.size(); ++i) {
    const auto from = span_of_job(diary[i - 1]), to = span_of_job(diary[i]);
    sum += weight(problem_.pace, to.starts - from.ends, from.place, to.place);
    if (to.starts - from.ends <= kOneVisit) waited += to.starts - from.ends;
  }
  return sum + waited * waited.count() / 30;
}

minutes Timetable::wait(std::size_t family) const {
  minutes sum(0);
  const auto& diary = diaries_[family];
  for (std::size_t i = 1; i < diary.size(); ++i) {
    const auto from = span_of_job(diary[i - 1]), to = span_of_job(diary[i]);
    const auto between = to.starts - from.ends;
    if (between <= kOneVisit) sum += between - problem_.pace.walking.between(from.place, to.place);
  }
  return sum;
}

void Timetable::put(std::size_t job, std::size_t slot) { put(job, slot, free_interpreter(job, span(slot, jobs_[job].slots))); }

void Timetable::put(std::size_t job, std::size_t slot, std::size_t interpreter) {
  log_.push_back({job, kNone, kNone});
  at_[job] = slot;
  by_[job] = interpreter;
  if (interpreter != kNone) engaged_[interpreter].push_back(job);
  for (std::size_t i = 0; i < jobs_[job].slots; ++i) occupant_[slot + i] = job;
  seats_left_[desk_of_[slot]] -= jobs_[job].slots;
  if (jobs_[job].only_one_of) group_holders_[*jobs_[job].only_one_of] = job;
  if (jobs_[job].limit) ++met_[*jobs_[job].limit];
  auto& diary = diaries_[jobs_[job].family];
  const auto after = std::ranges::find_if(diary, [&](std::size_t other) { return spans_[slot].starts < spans_[at_[other]].starts; });
  diary.insert(after, job);
}

void Timetable::take(std::size_t job) {
  const auto slot = at_[job];
  log_.push_back({job, slot, by_[job]});
  if (by_[job] != kNone) std::erase(engaged_[by_[job]], job);
  by_[job] = kNone;
  for (std::size_t i = 0; i < jobs_[job].slots; ++i) occupant_[slot + i] = kNone;
  seats_left_[desk_of_[slot]] += jobs_[job].slots;
  if (jobs_[job].only_one_of) group_holders_[*jobs_[job].only_one_of] = kNone;
  if (jobs_[job].limit) --met_[*jobs_[job].limit];
  std::erase(diaries_[jobs_[job].family], job);
  at_[job] = kNone;
}

void Timetable::undo(std::size_t mark) {
  while (log_.size() > mark) {
    const auto [job, where, by] = log_.back();
    if (where == kNone) take(job);
    else put(job, where, by);
    log_.resize(log_.size() - 2);
  }
}

}  // namespace lodge::parents_evening::allocation
