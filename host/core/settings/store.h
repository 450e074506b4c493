#pragma once
#include <lodge/database.h>

#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace lodge::core::settings {

std::int64_t revision(Reader& reader);
/// Site, name and value of everything that was set.
std::vector<std::tuple<SiteId, std::string, std::string>> all(Reader& reader);
/// Writes or replaces one value, and raises the revision.
void put(Transaction& transaction, SiteId site, std::string_view name, std::string_view value);
/// Back to the default.
void remove(Transaction& transaction, SiteId site, std::string_view name);

}  // namespace lodge::core::settings
