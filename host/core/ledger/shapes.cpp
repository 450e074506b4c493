#include "core/ledger/shapes.h"

#include <algorithm>
#include <mutex>
#include <stdexcept>

namespace lodge::core::ledger {

void Shapes::put(const StoredResource& stored) {
  const auto& resource = stored.resource;
  const std::unique_lock lock(mutex_);
  const auto [place, is_new] = resources_.insert_or_assign(resource.id, stored);
  if (is_new) by_kind_[{resource.site, resource.kind}].push_back(resource.id);
  for (auto& [part, wholes] : wholes_) std::erase(wholes, resource.id);
  for (const auto& part : resource.parts) wholes_[part].push_back(resource.id);
}

bool Shapes::has(ResourceId id) const {
  const std::shared_lock lock(mutex_);
  return resources_.contains(id);
}

bool Shapes::knows(const StoredResource& stored) const {
  const std::shared_lock lock(mutex_);
  const auto found = resources_.find(stored.resource.id);
  return found != resources_.end() && found->second.changed_at == stored.changed_at;
}

std::optional<Resource> Shapes::resource(Reader& reader, ResourceId id) const {
  {
    const std::shared_lock lock(mutex_);
    if (const auto found = resources_.find(id); found != resources_.end()) return found->second.resource;
  }
  auto stored = find_resource(reader, id);
  return stored ? std::optional(std::move(stored->resource)) : std::nullopt;
}

std::optional<Shape> Shapes::find(Reader& reader, ResourceId id) const {
  auto found = resource(reader, id);
  if (!found) return std::nullopt;
  Shape shape{std::move(*found), {}};
  add_leaves(reader, shape.resource, shape.leaves);
  return shape;
}

Shape Shapes::get(Reader& reader, ResourceId id) const {
  auto shape = find(reader, id);
  if (!shape) throw std::invalid_argument("there is no resource " + id.text());
  return std::move(*shape);
}

std::vector<Span> Shapes::spans_in(Reader& reader, std::span<const Reach> reaches) const {
  std::vector<Span> spans;
  for (const auto& reach : reaches) {
    for (const auto& id : reach.leaves) {
      const auto leaf = get(reader, id).resource;
      spans.push_back(span_in({leaf.id, leaf.grid, leaf.units}, reach));
    }
  }
  return spans;
}

/// A part of two parts counts once.
void Shapes::add_leaves(Reader& reader, const Resource& whole, std::vector<Leaf>& leaves) const {
  if (whole.parts.empty()) {
    const bool known = std::ranges::any_of(leaves, [&](const Leaf& leaf) { return leaf.id == whole.id; });
    if (!known) leaves.push_back({whole.id, whole.grid, whole.units});
    return;
  }
  for (const auto& part : whole.parts) {
    const auto found = resource(reader, part);
    if (!found) throw std::invalid_argument("there is no resource " + part.text());
    add_leaves(reader, *found, leaves);
  }
}

std::vector<ResourceId> Shapes::alike(const Resource& resource, std::size_t at_most) const {
  const std::shared_lock lock(mutex_);
  const auto found = by_kind_.find({resource.site, resource.kind});
  if (found == by_kind_.end()) return {};
  auto ids = found->second;
  std::erase(ids, resource.id);
  if (ids.size() > at_most) ids.resize(at_most);
  return ids;
}

std::vector<ResourceId> Shapes::related(Reader& reader, ResourceId id) const {
  std::vector<ResourceId> result{id};
  add_parts(reader, id, result);
  const std::shared_lock lock(mutex_);
  add_wholes(id, result);
  return result;
}

bool Shapes::holds(Reader& reader, ResourceId whole, ResourceId part) const {
  std::vector<ResourceId> held{whole};
  add_parts(reader, whole, held);
  return std::ranges::find(held, part) != held.end();
}

void Shapes::add_parts(Reader& reader, ResourceId id, std::vector<ResourceId>& related) const {
  const auto found = resource(reader, id);
  if (!found) return;
  for (const auto& part : found->parts) {
    related.push_back(part);
    add_parts(reader, part, related);
  }
}

void Shapes::add_wholes(ResourceId id, std::vector<ResourceId>& related) const {
  const auto found = wholes_.find(id);
  if (found == wholes_.end()) return;
  for (const auto& whole : found->second) {
    related.push_back(whole);
    add_wholes(whole, related);
  }
}

Request request_in(Reader& reader, const Shapes& shapes, BookingId booking, std::span<const Want> wants) {
  Request request{booking, {}, {}, {}};
  std::vector<Span> all;
  for (const auto& want : wants) {
    request.spans.push_back(spans(shapes.get(reader, want.resource), want));
    all.insert(all.end(), request.spans.back().begin(), request.spans.back().end());
  }
  request.needs = needs(all);
  return request;
}

void check_wants(Reader& reader, const Shapes& shapes, std::span<const Want> wants) {
  if (wants.empty() || wants.size() > kMostWants) throw std::invalid_argument("a booking has 1 to 200 wants");
  for (const auto& want : wants) {
    const auto resource = shapes.resource(reader, want.resource);
    if (!resource) throw std::invalid_argument("there is no resource " + want.resource.text());
    if (const auto wrong = misfit(*resource, want)) throw std::invalid_argument(std::string(*wrong));
  }
}

void check_resource(Reader& reader, const Shapes& shapes, const Resource& resource) {
  if (const auto wrong = misfit(resource)) throw std::invalid_argument(std::string(*wrong));
  for (const auto& id : resource.parts) {
    const auto part = shapes.resource(reader, id);
    if (!part) throw std::invalid_argument("there is no part " + id.text());
    if (resource.grid % part->grid != std::chrono::seconds(0)) throw std::invalid_argument("a part's grid divides its whole's");
    if (resource.units > part->units) throw std::invalid_argument("a whole has no more units than its parts");
    if (shapes.holds(reader, id, resource.id)) throw std::invalid_argument("a whole is no part of itself");
  }
}

}  // namespace lodge::core::ledger
