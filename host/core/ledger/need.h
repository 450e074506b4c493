#pragma once
#include <lodge/ledger.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core::ledger {

constexpr auto kLongestWant = std::chrono::days(14);
constexpr std::size_t kMostWants = 200;

/// A resource that claims fall on: one without parts.
struct Leaf {
  ResourceId id;
  std::chrono::seconds grid{300};
  int units = 1;
};

/// A resource with the leaves that a claim on it falls on: itself, or the leaves of its parts.
struct Shape {
  Resource resource;
  std::vector<Leaf> leaves;
};

/// A run of atoms of one leaf, from `first` up to, not including, `end`. Atom n of a grid of g seconds is the
/// time from n·g up to (n+1)·g seconds since the Unix epoch.
struct Span {
  Leaf leaf;
  std::int64_t first, end;
  int units;
};

/// Units of one atom of a leaf that has `of` units.
struct Need {
  ResourceId leaf;
  std::int64_t atom;
  int units, of;
  auto operator<=>(const Need&) const = default;
};

/// Where the claims of one want lie: on these leaves, at some time from `from` up to `to`. Kept with the want, for a
/// resource may have had another shape when they were made.
struct Reach {
  std::vector<ResourceId> leaves;
  Instant from, to;
};

std::int64_t atom_of(Instant when, std::chrono::seconds grid);
Interval time_of(std::int64_t first, std::int64_t end, std::chrono::seconds grid);

/// What a want claims: its time, with the turn-round of what it wants, on each leaf.
std::vector<Span> spans(const Shape& shape, const Want& want);
/// What the spans of one want reach.
Reach reach_of(const std::vector<Span>& spans);
/// The atoms of a leaf that a reach touches; no units are meant.
Span span_in(const Leaf& leaf, const Reach& reach);
/// The spans' atoms, sorted, each once. Where spans of one booking meet, the larger number of units counts:
/// a booking never stands in its own way.
std::vector<Need> needs(const std::vector<Span>& spans);

/// Why nobody could want this, in words for a programmer; nothing when it can be wanted.
std::optional<std::string_view> misfit(const Resource& resource, const Want& want);
std::optional<std::string_view> misfit(const BookingWish& wish);
/// The same for a resource; its parts' grids must divide its own.
std::optional<std::string_view> misfit(const Resource& resource);

/// From the earliest start to the latest end.
Interval whole_time(std::span<const Want> wants);

}  // namespace lodge::core::ledger
