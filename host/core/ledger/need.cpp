#include "core/ledger/need.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::core::ledger {
namespace {

constexpr int kMostUnits = 10'000;
constexpr std::size_t kLongestWord = 64;

bool is_short_ascii(std::string_view text) {
  return text.size() <= kLongestWord && std::ranges::all_of(text, [](char c) { return c >= ' ' && c < 127; });
}

bool is_word(std::string_view text) { return !text.empty() && is_short_ascii(text) && !text.contains(' '); }

bool whole_atoms(std::chrono::seconds time, const Resource& resource) {
  return time.count() >= 0 && time % resource.grid == std::chrono::seconds(0);
}

}  // namespace

std::int64_t atom_of(Instant when, std::chrono::seconds grid) { return when.time_since_epoch() / std::chrono::microseconds(grid); }

Interval time_of(std::int64_t first, std::int64_t end, std::chrono::seconds grid) {
  return Interval::make(Instant(first * grid), Instant(end * grid)).value();
}

std::vector<Span> spans(const Shape& shape, const Want& want) {
  const auto from = want.when.starts() - shape.resource.turn_round_before;
  const auto last = want.when.ends() + shape.resource.turn_round_after - std::chrono::microseconds(1);
  std::vector<Span> result;
  for (const auto& leaf : shape.leaves) result.push_back({leaf, atom_of(from, leaf.grid), atom_of(last, leaf.grid) + 1, want.units});
  return result;
}

Reach reach_of(const std::vector<Span>& spans) {
  LODGE_CHECK(!spans.empty());
  Reach reach{{}, Instant::max(), Instant::min()};
  for (const auto& span : spans) {
    const auto when = time_of(span.first, span.end, span.leaf.grid);
    reach.leaves.push_back(span.leaf.id);
    reach.from = std::min(reach.from, when.starts());
    reach.to = std::max(reach.to, when.ends());
  }
  return reach;
}

Span span_in(const Leaf& leaf, const Reach& reach) {
  return {leaf, atom_of(reach.from, leaf.grid), atom_of(reach.to - std::chrono::microseconds(1), leaf.grid) + 1, 0};
}

std::vector<Need> needs(const std::vector<Span>& spans) {
  std::vector<Need> all;
  for (const auto& span : spans) {
    for (auto atom = span.first; atom < span.end; ++atom) all.push_back({span.leaf.id, atom, span.units, span.leaf.units});
  }
  std::ranges::sort(all, std::greater<>());  // so that the larger number of units comes first
  const auto same = std::ranges::unique(all, [](const Need& one, const Need& other) {
    return one.leaf == other.leaf && one.atom == other.atom;
  });
  all.erase(same.begin(), same.end());
  std::ranges::reverse(all);
  return all;
}

std::optional<std::string_view> misfit(const Resource& resource, const Want& want) {
  if (!on_grid(resource, want.when)) return "a want lies off its resource's grid";
  if (want.when.length() > kLongestWant) return "a want is longer than 14 days";
  if (want.units < 1 || want.units > resource.units) return "a want asks for more units than there are, or for none";
  return std::nullopt;
}

std::optional<std::string_view> misfit(const BookingWish& wish) {
  if (wish.wants.empty() || wish.wants.size() > kMostWants) return "a booking has 1 to 200 wants";
  if (!is_word(wish.kind)) return "a booking's kind is a short ASCII word";
  if (!is_short_ascii(wish.idempotency_key)) return "an idempotency key is at most 64 ASCII characters";
  if (wish.state == BookingState::cancelled) return "a booking does not begin cancelled";
  if ((wish.state == BookingState::held) != wish.held_until.has_value()) return "a hold, and only a hold, says until when";
  if (!std::ranges::all_of(wish.decided_on, [](const DecidedOn& one) { return is_word(one.what); })) {
    return "what was decided on is at most 64 ASCII characters";
  }
  return std::nullopt;
}

std::optional<std::string_view> misfit(const Resource& resource) {
  if (resource.grid < std::chrono::seconds(1)) return "a grid is at least a second";
  if (resource.units < 1 || resource.units > kMostUnits) return "a resource has 1 to 10,000 units";
  if (!is_word(resource.kind)) return "a resource's kind is a short ASCII word";
  if (!whole_atoms(resource.turn_round_before, resource) || !whole_atoms(resource.turn_round_after, resource)) {
    return "turn-round time is whole atoms";
  }
  return std::nullopt;
}

Interval whole_time(std::span<const Want> wants) {
  LODGE_CHECK(!wants.empty());
  auto from = wants.front().when.starts(), to = wants.front().when.ends();
  for (const auto& want : wants) {
    from = std::min(from, want.when.starts());
    to = std::max(to, want.when.ends());
  }
  return Interval::make(from, to).value();
}

}  // namespace lodge::core::ledger
