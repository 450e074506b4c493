#pragma once
#include "core/ledger/need.h"
#include "core/ledger/occupancy.h"
#include "core/ledger/resource_store.h"

#include <map>
#include <shared_mutex>
#include <unordered_map>

namespace lodge::core::ledger {

/// The resources, in memory: they change rarely, and booking should not read them. What was committed is put here
/// at once by this process and within a poll by others; what is not here yet is read from the store. [any thread]
class Shapes {
 public:
  void put(const StoredResource& stored);
  bool has(ResourceId id) const;
  /// Whether this very change was put already.
  bool knows(const StoredResource& stored) const;

  /// Nothing when there is no such resource.
  std::optional<Resource> resource(Reader& reader, ResourceId id) const;
  std::optional<Shape> find(Reader& reader, ResourceId id) const;
  /// @throws std::invalid_argument when there is no such resource.
  Shape get(Reader& reader, ResourceId id) const;
  /// What `reaches` touch. @throws std::invalid_argument when there is no such resource.
  std::vector<Span> spans_in(Reader& reader, std::span<const Reach> reaches) const;
  /// Others of the same site and kind, at most `at_most`.
  std::vector<ResourceId> alike(const Resource& resource, std::size_t at_most) const;
  /// Itself, everything it is part of, and everything that is part of it.
  std::vector<ResourceId> related(Reader& reader, ResourceId id) const;
  /// Whether `part` is `whole` or in it.
  bool holds(Reader& reader, ResourceId whole, ResourceId part) const;

 private:
  void add_leaves(Reader& reader, const Resource& resource, std::vector<Leaf>& leaves) const;
  void add_wholes(ResourceId id, std::vector<ResourceId>& related) const;
  void add_parts(Reader& reader, ResourceId id, std::vector<ResourceId>& related) const;

  mutable std::shared_mutex mutex_;
  std::unordered_map<ResourceId, StoredResource> resources_;
  std::map<std::pair<SiteId, std::string>, std::vector<ResourceId>> by_kind_;
  std::map<ResourceId, std::vector<ResourceId>> wholes_;  ///< by part
};

/// What a booking of `wants` asks for. @throws std::invalid_argument when there is no such resource.
Request request_in(Reader& reader, const Shapes& shapes, BookingId booking, std::span<const Want> wants);
/// @throws std::invalid_argument when nobody could want this.
void check_wants(Reader& reader, const Shapes& shapes, std::span<const Want> wants);
/// @throws std::invalid_argument when nothing can be of this shape: its parts are missing, too fine, or hold itself.
void check_resource(Reader& reader, const Shapes& shapes, const Resource& resource);

}  // namespace lodge::core::ledger
