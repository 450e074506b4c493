#pragma once
#include <lodge/ledger.h>

#include <string_view>
#include <vector>

namespace lodge::core::ledger {

/// A resource as it is stored. Claims of bookings that end after `shaped_at` follow its present shape; it is the
/// epoch until the first reshaping.
struct StoredResource {
  Resource resource;
  Instant shaped_at, changed_at;
};

/// @throws DuplicateKey when there is one of this id.
/// False, and nothing is written, when one of that id is there.
bool insert_resource(Transaction& transaction, const StoredResource& stored);
/// Replaces units, parts and turn-round.
void update_shape(Transaction& transaction, const StoredResource& stored);

std::optional<StoredResource> find_resource(Reader& reader, ResourceId id);
std::vector<Resource> resources_of_kind(Reader& reader, SiteId site, std::string_view kind);
std::vector<StoredResource> resources_changed_since(Reader& reader, Instant since);

}  // namespace lodge::core::ledger
