#pragma once
#include "assembly/services.h"
#include "core/sync/sync.h"

#include <filesystem>

namespace lodge::assembly {

/// Everything a connector's worker says in one pull. `plugin` is the connector's file, `settings` its own.
/// @throws Unavailable when it does not come to its end
core::Pulled pull(const ops::Config& config, const std::filesystem::path& plugin, const Value& settings);

/// The sync on the services. [any thread]
core::Sync sync_of(Services& services);

}  // namespace lodge::assembly
