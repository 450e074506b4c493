#include "office_opening.h"

#include "office_form.h"
#include "shown.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

/// When booking opens for the first family and for the last year group, as far as anything says so.
struct Opening {
  std::optional<Instant> first, last;
};

Opening opening(const Plan& plan) {
  const auto& evening = plan.evening;
  Opening found{evening.opens_at, evening.opens_at};
  const auto sooner = [&](Instant when) { found.first = std::min(found.first.value_or(when), when); };
  for (const auto& [year, opens] : plan.staggered) {
    sooner(opens);
    found.last = std::max(found.last.value_or(opens), opens);
  }
  if (evening.early_from) sooner(*evening.early_from);
  return found;
}

/// "Year 8, no year": for whose students nothing opens, while it does for others.
std::string left_out(const Say& say, const Plan& plan, const People& people) {
  if (plan.evening.opens_at || plan.staggered.empty()) return {};
  std::set<int> years;
  bool none = false;
  for (const auto* student : people.students()) {
    if (opens_for(plan, *student) || !invited(plan, people, *student)) continue;
    if (student->year_group) years.insert(*student->year_group);
    else none = true;
  }
  std::vector<std::string> words;
  for (const auto year : years) words.push_back(say.say("Year {year}", {{"year", std::to_string(year)}}));
  if (none) words.push_back(say.say("students without a year group"));
  return listed(say, words);
}

std::optional<Instant> next_date(const Plan& plan, Instant now) {
  for (const auto& date : plan.held_dates()) {
    if (date.when.starts() > now) return date.when.starts();
  }
  return std::nullopt;
}

}  // namespace

std::vector<StageFault> stage_faults(const Say& say, const Plan& plan, const People& people, Instant now) {
  const auto& evening = plan.evening;
  const auto [first, last] = opening(plan);
  std::vector<StageFault> all;
  const auto add = [&](std::string field, std::string words) { all.push_back({std::move(field), std::move(words)}); };
  if (evening.closes_at && last && *evening.closes_at <= *last) add("closes_at", say.say("Booking must close after it opens for everybody."));
  if (evening.early_from && evening.opens_at && *evening.early_from >= *evening.opens_at) add("early_from", say.say("Chosen families must begin before booking opens for all."));
  if (const auto whom = left_out(say, plan, people); !whom.empty()) {
    add("opens_at", say.say("Some families can never book: nothing says when booking opens for {whom}.", {{"whom", whom}}));
  }
  if (const auto date = next_date(plan, now); date && last && *last >= *date) add("opens_at", say.say("Booking opens too late: a date begins before it."));
  if (evening.wishes_from && !last) add("opens_at", say.say("Please say when booking opens: families book then what the preference round leaves."));
  if (evening.wishes_from.has_value() != evening.wishes_until.has_value()) add("wishes_until", say.say("A preference round needs a beginning and an end."));
  if (evening.wishes_until && first && *first < *evening.wishes_until) add("opens_at", say.say("Nobody can book before the preference round ends: times are shared out at its end."));
  if (evening.wishes_from && evening.wishes_until && *evening.wishes_until <= *evening.wishes_from) add("wishes_until", say.say("Wishes must end after they begin."));
  return all;
}

std::vector<std::string> stage_warnings(const Kernel& kernel, const Say& say, const Plan& before, const Plan& after) {
  std::vector<std::string> all;
  if (after.evening.state == EveningState::cancelled) return all;
  const auto site = after.evening.site;
  const auto people = kernel.directory.people(site);
  const auto now = kernel.clock.now();
  const auto known = stage_faults(say, before, *people, now);
  for (auto& fault : stage_faults(say, after, *people, now)) {
    if (std::ranges::find(known, fault) == known.end()) all.push_back(std::move(fault.words));
  }
  const auto& closes = after.evening.closes_at;
  constexpr std::chrono::hours kAnotherDay{12};
  if (closes && *closes <= now && after.ends() > before.ends() + kAnotherDay) {
    all.push_back(say.say("Booking closed on {when} and stays closed.", {{"when", moment_words(kernel, say, site, closes)}}));
  }
  return all;
}

}  // namespace lodge::parents_evening
