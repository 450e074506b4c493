// What is free: the questions that only read.
#include "core/ledger/ledger.h"
#include "core/ledger/nearest.h"

#include <algorithm>
#include <array>

namespace lodge::core {

using namespace ledger;

namespace {

constexpr std::size_t kMostOthers = 3;
/// So many are looked at when others of a kind are offered instead.
constexpr std::size_t kMostAlike = 100;

/// Nobody stands in for a person, and no event for another.
bool can_stand_in(std::string_view kind) {
  constexpr std::array<std::string_view, 4> kUnique = {"teacher", "household", "person", "event-date"};
  return std::ranges::find(kUnique, kind) == kUnique.end();
}

/// The most units that are used at once, of each leaf, in each stretch that was asked about.
class MostUsed {
 public:
  void ask(const Span& span) { leaves_[{span.leaf.grid, span.first, span.end}].insert(span.leaf.id); }
  void read(Reader& reader, Instant now) {
    for (const auto& [stretch, leaves] : leaves_) {
      const auto& [grid, first, end] = stretch;
      for (const auto& used : used_in(reader, std::vector(leaves.begin(), leaves.end()), first, end, now)) {
        auto& most = most_[{used.leaf, first, end}];
        most = std::max(most, used.units);
      }
    }
  }
  bool has_room(const Span& span) const {
    const auto found = most_.find({span.leaf.id, span.first, span.end});
    return (found == most_.end() ? 0 : found->second) + span.units <= span.leaf.units;
  }

 private:
  std::map<std::tuple<std::chrono::seconds, std::int64_t, std::int64_t>, std::set<ResourceId>> leaves_;
  std::map<std::tuple<ResourceId, std::int64_t, std::int64_t>, std::int64_t> most_;
};

}  // namespace

std::vector<ResourceId> StoredLedger::free(Reader& reader, std::span<const ResourceId> resources, Interval when, int units) {
  MostUsed used;
  std::vector<std::pair<ResourceId, std::vector<Span>>> asked;
  for (const auto& id : resources) {
    const auto shape = shapes_.find(reader, id);
    if (!shape || shape->resource.units < units) continue;
    asked.emplace_back(id, spans(*shape, {id, when, units}));
    for (const auto& span : asked.back().second) used.ask(span);
  }
  used.read(reader, clock_.now());
  std::vector<ResourceId> result;
  for (const auto& [id, spans] : asked) {
    if (std::ranges::all_of(spans, [&](const Span& span) { return used.has_room(span); })) result.push_back(id);
  }
  return result;
}

std::vector<Want> StoredLedger::nearest(Reader& reader, const Want& want) {
  const auto shape = shapes_.get(reader, want.resource);
  std::vector<Window> windows;
  for (const auto& leaf : shape.leaves) {
    auto window = empty_window(shape, leaf, want);
    const auto end = window.first + static_cast<std::int64_t>(window.used.size());
    for (const auto& used : used_in(reader, std::array{leaf.id}, window.first, end, clock_.now())) {
      window.used[static_cast<std::size_t>(used.atom - window.first)] = static_cast<int>(used.units);
    }
    windows.push_back(std::move(window));
  }
  auto result = nearest_times(shape, want, windows, clock_.now());
  for (auto& other : other_resources(reader, shape, want)) result.push_back(std::move(other));
  return result;
}

std::vector<Want> StoredLedger::other_resources(Reader& reader, const Shape& shape, const Want& want) {
  if (!can_stand_in(shape.resource.kind)) return {};
  std::vector<ResourceId> candidates;
  for (const auto& id : shapes_.alike(shape.resource, kMostAlike)) {
    const auto other = shapes_.resource(reader, id);
    if (other && !misfit(*other, {id, want.when, want.units})) candidates.push_back(id);
  }
  std::vector<Want> result;
  for (const auto& id : free(reader, candidates, want.when, want.units)) {
    if (result.size() < kMostOthers) result.push_back({id, want.when, want.units});
  }
  return result;
}

}  // namespace lodge::core
