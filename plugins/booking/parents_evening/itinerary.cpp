#include "itinerary.h"

#include "itinerary_search.h"

#include <algorithm>
#include <span>

namespace lodge::parents_evening::itinerary {
namespace {

using std::chrono::minutes;

bool goes_with_fixed(const Problem& problem, const Span& span) {
  return std::ranges::all_of(problem.fixed, [&](const Option& fixed) { return apart(problem.pace, span, span_of(fixed.when, fixed.place)); });
}

bool possible(const Problem& problem, const Option& option) {
  const auto span = span_of(option.when, option.place);
  return within(problem.windows, span) && goes_with_fixed(problem, span);
}

const Option& option_of(const Problem& problem, const Stop& stop) { return problem.wishes[stop.wish].options[stop.option]; }

/// `extra` weighs a stop on top of its times.
template <class Extra>
std::vector<Stop> search_some(const Problem& problem, std::span<const std::size_t> wishes, Extra extra) {
  std::vector<Candidate> candidates;
  std::uint32_t asked = 0;
  for (const auto& fixed : problem.fixed) candidates.push_back({.span = span_of(fixed.when, fixed.place), .stop = {}});
  for (std::size_t bit = 0; bit < wishes.size(); ++bit) {
    const auto& wish = problem.wishes[wishes[bit]];
    asked |= wish.asked ? 1U << bit : 0U;
    for (std::size_t i = 0; i < wish.options.size(); ++i) {
      const auto& option = wish.options[i];
      const Stop stop{wishes[bit], i};
      if (possible(problem, option)) candidates.push_back({span_of(option.when, option.place), stop, bit, extra(stop)});
    }
  }
  return Search(std::move(candidates), wishes.size(), problem.pace).best(asked);
}

/// The wishes that can be met at all; those that ask first where they are too many for one search.
std::vector<std::size_t> hopeful(const Problem& problem) {
  std::vector<std::size_t> wishes;
  for (std::size_t wish = 0; wish < problem.wishes.size(); ++wish) {
    const auto fits = [&](const Option& option) { return possible(problem, option); };
    if (std::ranges::any_of(problem.wishes[wish].options, fits)) wishes.push_back(wish);
  }
  const auto asked = [&](std::size_t wish) { return problem.wishes[wish].asked; };
  if (wishes.size() > kMostExact) std::ranges::stable_partition(wishes, asked);
  return wishes;
}

void sort_by_time(const Problem& problem, std::vector<Stop>& stops) {
  std::ranges::sort(stops, {}, [&](const Stop& stop) { return option_of(problem, stop).when; });
}

/// A dozen wishes at a time, each dozen around what was found for the one before.
template <class Extra>
std::vector<Stop> search(Problem problem, Extra extra) {
  std::vector<Stop> stops;
  const auto wishes = hopeful(problem);
  for (std::size_t from = 0; from < wishes.size(); from += kMostExact) {
    const auto some = std::span(wishes).subspan(from, std::min(kMostExact, wishes.size() - from));
    for (const auto& stop : search_some(problem, some, extra)) {
      stops.push_back(stop);
      problem.fixed.push_back(option_of(problem, stop));
    }
  }
  sort_by_time(problem, stops);
  return stops;
}

void add_waits(const Problem& problem, Itinerary& itinerary) {
  std::vector<Span> spans;
  for (const auto& fixed : problem.fixed) spans.push_back(span_of(fixed.when, fixed.place));
  for (const auto& stop : itinerary.stops) spans.push_back(span_of(option_of(problem, stop).when, option_of(problem, stop).place));
  std::ranges::sort(spans, {}, &Span::starts);
  for (std::size_t i = 1; i < spans.size(); ++i) {
    const auto between = spans[i].starts - spans[i - 1].ends;
    if (between < minutes(0) || between > kOneVisit) continue;
    const auto walk = std::min(between, problem.pace.walking.between(spans[i - 1].place, spans[i].place));
    itinerary.walk += walk;
    itinerary.wait += between - walk;
  }
}

Itinerary itinerary_of(const Problem& problem, std::vector<Stop> stops) {
  Itinerary itinerary{.stops = std::move(stops)};
  for (std::size_t wish = 0; wish < problem.wishes.size(); ++wish) {
    if (std::ranges::find(itinerary.stops, wish, &Stop::wish) == itinerary.stops.end()) itinerary.left_out.push_back(wish);
  }
  add_waits(problem, itinerary);
  return itinerary;
}

/// The others may take their stops and what is free, and the moved one stays where it was put.
Problem with_fixed(const Problem& problem, const Itinerary& itinerary, const Stop& moved) {
  auto rest = problem;
  rest.fixed.push_back(option_of(problem, moved));
  for (std::size_t wish = 0; wish < rest.wishes.size(); ++wish) {
    const bool had = std::ranges::find(itinerary.stops, wish, &Stop::wish) != itinerary.stops.end();
    if (!had || wish == moved.wish) rest.wishes[wish].options.clear();
  }
  return rest;
}

bool has(const std::vector<Stop>& stops, const Stop& stop) { return std::ranges::find(stops, stop) != stops.end(); }

}  // namespace

Itinerary find(const Problem& problem) {
  return itinerary_of(problem, search(problem, [](const Stop&) { return 0; }));
}

std::optional<Adjusted> adjust(const Problem& problem, const Itinerary& itinerary, std::size_t wish, std::size_t option) {
  constexpr std::int32_t kMoved = 100'000;  // more than any evening's waits
  const Stop moved{wish, option};
  if (!possible(problem, option_of(problem, moved))) return std::nullopt;
  auto stops = search(with_fixed(problem, itinerary, moved), [&](const Stop& stop) { return has(itinerary.stops, stop) ? 0 : kMoved; });
  stops.push_back(moved);
  sort_by_time(problem, stops);
  Adjusted adjusted{.itinerary = itinerary_of(problem, std::move(stops))};
  for (const auto& before : itinerary.stops) {
    if (before.wish == wish || has(adjusted.itinerary.stops, before)) continue;
    const bool kept = std::ranges::find(adjusted.itinerary.stops, before.wish, &Stop::wish) != adjusted.itinerary.stops.end();
    (kept ? adjusted.moved : adjusted.lost).push_back(before.wish);
  }
  return adjusted;
}

std::vector<std::size_t> nearest(const Problem& problem, std::size_t wish, Instant wanted, std::size_t most) {
  const auto& options = problem.wishes[wish].options;
  std::vector<std::size_t> near;
  for (std::size_t i = 0; i < options.size(); ++i) {
    if (possible(problem, options[i])) near.push_back(i);
  }
  std::ranges::sort(near, {}, [&](std::size_t i) {
    const auto starts = options[i].when.starts();
    return std::tuple(starts < wanted ? wanted - starts : starts - wanted, starts, i);
  });
  near.resize(std::min(near.size(), most));
  return near;
}

}  // namespace lodge::parents_evening::itinerary
