#include "core/ledger/resource_store.h"

#include <algorithm>
#include <array>

namespace lodge::core::ledger {
namespace {

using std::int64_t;

#define LODGE_RESOURCE_ROW "r.id, r.site, r.kind, r.grid_seconds, r.units, r.turn_before, r.turn_after, r.shaped_at, r.changed_at, p.part"
#define LODGE_RESOURCE_FROM " from resource r left join resource_part p on p.whole = r.id"

/// A resource beside one of its parts; a resource's rows follow each other.
std::vector<StoredResource> read_resources(Reader& reader, std::string_view sql, std::span<const Bind> binds) {
  std::vector<StoredResource> result;
  for (const auto& [id, site, kind, grid, units, before, after, shaped_at, changed_at, part] :
       reader.rows<ResourceId, SiteId, std::string, int64_t, int64_t, int64_t, int64_t, Instant, Instant, std::optional<ResourceId>>(sql, binds)) {
    if (result.empty() || result.back().resource.id != id) {
      result.push_back({{id, site, kind, std::chrono::seconds(grid), static_cast<int>(units), std::chrono::seconds(before),
                         std::chrono::seconds(after), {}},
                        shaped_at, changed_at});
    }
    if (part) result.back().resource.parts.push_back(*part);
  }
  return result;
}

}  // namespace

constexpr std::string_view kInsertParts = "insert into resource_part (whole, part)";

static void insert_parts(Transaction& transaction, const Resource& resource) {
  auto parts = resource.parts;
  std::ranges::sort(parts);
  std::vector<Bind> cells;
  for (const auto& part : parts) cells.insert(cells.end(), {resource.id, part});
  transaction.insert_rows(kInsertParts, 2, cells);
}

constexpr std::string_view kInsertResource =
    "insert into resource (id, site, kind, grid_seconds, units, turn_before, turn_after, shaped_at,"
    " changed_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";

bool insert_resource(Transaction& transaction, const StoredResource& stored) {
  const auto& resource = stored.resource;
  try {
    transaction.execute(kInsertResource, {resource.id, resource.site, resource.kind, resource.grid.count(), resource.units,
                                          resource.turn_round_before.count(), resource.turn_round_after.count(), stored.shaped_at,
                                          stored.changed_at});
  } catch (const DuplicateKey&) {
    return false;
  }
  insert_parts(transaction, resource);
  return true;
}

constexpr std::string_view kUpdateShape =
    "update resource set units = ?, turn_before = ?, turn_after = ?, shaped_at = ?, changed_at = ? where id = ?";
constexpr std::string_view kRemoveParts = "delete from resource_part where whole = ?";

void update_shape(Transaction& transaction, const StoredResource& stored) {
  const auto& resource = stored.resource;
  transaction.execute(kUpdateShape, {resource.units, resource.turn_round_before.count(), resource.turn_round_after.count(), stored.shaped_at,
                                     stored.changed_at, resource.id});
  transaction.execute(kRemoveParts, {resource.id});
  insert_parts(transaction, resource);
}

constexpr std::string_view kFindResource =
    "select " LODGE_RESOURCE_ROW LODGE_RESOURCE_FROM " where r.id = ? order by r.id, p.part";

std::optional<StoredResource> find_resource(Reader& reader, ResourceId id) {
  auto found = read_resources(reader, kFindResource, std::array<Bind, 1>{id});
  return found.empty() ? std::nullopt : std::optional(std::move(found.front()));
}

constexpr std::string_view kResourcesOfKind =
    "select " LODGE_RESOURCE_ROW LODGE_RESOURCE_FROM " where r.site = ? and r.kind = ? order by r.id, p.part";

std::vector<Resource> resources_of_kind(Reader& reader, SiteId site, std::string_view kind) {
  std::vector<Resource> result;
  for (auto& one : read_resources(reader, kResourcesOfKind, std::array<Bind, 2>{site, kind})) result.push_back(std::move(one.resource));
  return result;
}

constexpr std::string_view kChangedSince =
    "select " LODGE_RESOURCE_ROW LODGE_RESOURCE_FROM " where r.changed_at >= ? order by r.id, p.part";

std::vector<StoredResource> resources_changed_since(Reader& reader, Instant since) {
  return read_resources(reader, kChangedSince, std::array<Bind, 1>{since});
}

}  // namespace lodge::core::ledger
