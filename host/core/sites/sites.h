#pragma once
#include <lodge/audit.h>
#include <lodge/clock.h>
#include <lodge/database.h>

#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core {

/// A school that this host serves.
struct Site {
  SiteId id;
  std::string code;  ///< "ashdown": names its vault; 2 to 32 of a-z 0-9 and -, begins with a letter
  std::string name;
  std::string time_zone;  ///< IANA name
};

/// All sites, by code. @throws Unavailable
std::vector<Site> sites(Database& central);
std::optional<Site> find_site(Database& central, std::string_view code);
/// Writes a new site, by the command of this machine; or a sentence: a code that is taken or not of the form, an empty
/// name, an unknown time zone.
std::expected<Site, std::string> create_site(Database& central, Audit& audit, const Clock& clock, std::string_view code,
                                             std::string_view name, std::string_view time_zone);

}  // namespace lodge::core
