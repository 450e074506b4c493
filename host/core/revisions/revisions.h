#pragma once
#include <lodge/database.h>

#include <cstdint>
#include <map>
#include <string_view>

namespace lodge::core {

/// The numbers by which a host sees that another wrote: one for each site and thing ("calendar", "people", "rooms").
/// [the closure's thread]
std::int64_t revision(Reader& reader, SiteId site, std::string_view what);
/// Of every site that has one.
std::map<SiteId, std::int64_t> revisions(Reader& reader, std::string_view what);
/// Adds one and answers the new number; the row stays locked until the write ends.
std::int64_t raise_revision(Transaction& transaction, SiteId site, std::string_view what);
/// Whether it still is `number`, and stays so until the write ends: who decided by it does not wait for others that did,
/// who moves it waits for all of them.
bool still_at_revision(Transaction& transaction, SiteId site, std::string_view what, std::int64_t number);
/// Sets it to `to` if it still is `from`; false if it moved.
bool move_revision(Transaction& transaction, SiteId site, std::string_view what, std::int64_t from, std::int64_t to);

}  // namespace lodge::core
