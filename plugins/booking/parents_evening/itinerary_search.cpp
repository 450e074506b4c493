#include "itinerary_search.h"

#include <algorithm>
#include <bit>

namespace lodge::parents_evening::itinerary {
namespace {

using std::chrono::minutes;

constexpr std::size_t kComeAgain = static_cast<std::size_t>(-1);

auto in_time(const Candidate& candidate) {
  const auto stop = candidate.stop.value_or(Stop{});
  return std::tuple(candidate.span.starts, candidate.span.ends, candidate.stop.has_value(), stop.wish, stop.option);
}

/// More is better: who asks, how many, how light, how dear (the first wishes that differ), how early done.
using Merit = std::tuple<int, int, std::int32_t, std::uint32_t, std::int32_t>;
Merit merit_of(std::uint32_t seen, std::uint32_t asked, std::int32_t weight, std::int32_t last) {
  std::uint32_t dearest_first = 0;
  for (std::size_t wish = 0; wish < kMostExact; ++wish) dearest_first = dearest_first << 1U | (seen >> wish & 1U);
  return {std::popcount(seen & asked), std::popcount(seen), -weight, dearest_first, -last};
}

}  // namespace

Search::Search(std::vector<Candidate> candidates, std::size_t wishes, const Pace& pace)
    : candidates_(std::move(candidates)), pace_(pace), sets_(std::size_t{1} << wishes), come_again_(sets_) {
  std::ranges::sort(candidates_, {}, in_time);
  if (!candidates_.empty()) origin_ = candidates_.front().span.starts;
  number_places();
  ways_.resize(candidates_.size());
  open_.resize(places_.size(), Ways(sets_));
}

void Search::number_places() {
  for (const auto& candidate : candidates_) {
    const auto known = std::ranges::find(places_, candidate.span.place);
    place_of_.push_back(static_cast<std::size_t>(known - places_.begin()));
    if (known == places_.end()) places_.push_back(candidate.span.place);
  }
}

std::vector<Stop> Search::best(std::uint32_t asked) {
  for (std::size_t i = 0; i < candidates_.size(); ++i) {
    make_way_to(i);
    if (!candidates_[i].stop) pass_by(i);
    announce(i);
  }
  std::size_t seen = 0;
  auto last = kStart;
  std::optional<Merit> most;
  if (!passed_) most = merit_of(0, asked, 0, kStart);
  for (auto i = passed_.value_or(0); i < candidates_.size(); ++i) {
    for (std::size_t set = 0; set < sets_; ++set) {
      if (ways_[i][set].weight >= kNever) continue;
      const auto merit = merit_of(static_cast<std::uint32_t>(set), asked, ways_[i][set].weight, static_cast<std::int32_t>(i));
      if (!most || merit > *most) most = merit, seen = set, last = static_cast<std::int32_t>(i);
    }
  }
  return trace(seen, last);
}

/// The lightest way to this candidate for each set that has its wish in it: from a little earlier, or from another visit.
void Search::make_way_to(std::size_t candidate) {
  const auto& [span, stop, wish, extra] = candidates_[candidate];
  const auto now = minute(span.starts);
  open_until(now);
  auto& ways = ways_[candidate];
  ways.resize(sets_);
  const auto& near = open_[place_of_[candidate]];
  const std::size_t bit = stop ? std::size_t{1} << wish : 0;
  for (std::size_t set = 0; set < sets_; ++set) {
    if ((set & bit) != bit) continue;
    auto from = near[set ^ bit];
    if (from.weight < kNever) from.weight += now;
    if (come_again_[set ^ bit].weight < from.weight) from = come_again_[set ^ bit];
    if (from.weight < kNever) ways[set] = {from.weight + extra, from.last};
  }
  if (!passed_) ways[bit] = {extra, kStart};
}

/// Every way leads through a fixed appointment, even where it is too near to the fixed one before.
void Search::pass_by(std::size_t fixed) {
  if (passed_ && !apart(pace_, candidates_[*passed_].span, candidates_[fixed].span)) {
    ways_[fixed] = ways_[*passed_];
    for (auto& way : ways_[fixed]) way.last = static_cast<std::int32_t>(*passed_);
  }
  passed_ = fixed;
  announced_.clear();
  come_again_.assign(sets_, {});
  open_.assign(places_.size(), Ways(sets_));
}

void Search::open_until(std::int32_t minute) {
  while (!announced_.empty() && announced_.front().from <= minute) {
    std::ranges::pop_heap(announced_, std::greater(), &Opening::from);
    open(announced_.back());
    announced_.pop_back();
  }
}

void Search::open(const Opening& opening) {
  auto& open = opening.place == kComeAgain ? come_again_ : open_[opening.place];
  const auto& ways = ways_[opening.last];
  const auto last = static_cast<std::int32_t>(opening.last);
  for (std::size_t set = 0; set < sets_; ++set) {
    if (ways[set].weight >= kNever) continue;
    const Way way{ways[set].weight + opening.extra, last};
    if (std::tie(way.weight, way.last) < std::tie(open[set].weight, open[set].last)) open[set] = way;
  }
}

/// When ways that end here may go on: in each place after the walk, without penalty after the gap that is better kept.
void Search::announce(std::size_t candidate) {
  const auto here = candidates_[candidate].span.place;
  const auto ends = candidates_[candidate].span.ends;
  for (std::size_t place = 0; place < places_.size(); ++place) {
    const auto least = pace_.least(here, places_[place]);
    const auto softly = pace_.gap == Gap::avoid ? std::max(least, pace_.gap_length) : least;
    for (const auto between : {least, softly}) {
      const auto extra = weight(pace_, between, here, places_[place]) - between;
      announce({minute(ends + between), candidate, place, static_cast<std::int32_t>(extra.count()) - minute(ends)});
      if (least == softly) break;
    }
  }
  const auto again = weight(pace_, minutes::max(), here, here);
  announce({minute(ends + kOneVisit) + 1, candidate, kComeAgain, static_cast<std::int32_t>(again.count())});
}

void Search::announce(const Opening& opening) {
  announced_.push_back(opening);
  std::ranges::push_heap(announced_, std::greater(), &Opening::from);
}

std::vector<Stop> Search::trace(std::size_t seen, std::int32_t last) const {
  std::vector<Stop> stops;
  while (last != kStart) {
    const auto at = static_cast<std::size_t>(last);
    last = ways_[at][seen].last;
    if (!candidates_[at].stop) continue;
    stops.push_back(*candidates_[at].stop);
    seen ^= std::size_t{1} << candidates_[at].bit;
  }
  std::ranges::reverse(stops);
  return stops;
}

}  // namespace lodge::parents_evening::itinerary
