#pragma once
#include "assembly/services.h"
#include "core/sync/sync.h"

#include <expected>
#include <filesystem>

namespace lodge::assembly {

/// Everything a connector's worker says in one pull. `plugin` is the connector's file, `settings` its own.
/// @throws Unavailable when it does not come to its end
core::Pulled pull(const ops::Config& config, const std::filesystem::path& plugin, const Value& settings);

/// What the pull would change, through the school's mapping if it has one. The error is a sentence: the mapping failed,
/// and nothing is planned. @throws Unavailable
std::expected<core::Plan, std::string> plan(const ops::Config& config, Services& services, const Actor& actor, core::Pulled pulled);

/// The sync on the services. [any thread]
core::Sync sync_of(Services& services);

}  // namespace lodge::assembly
