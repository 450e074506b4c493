#pragma once
#include "core/sync/pulled.h"

#include <filesystem>

namespace lodge::test {

/// What the csv connector says about a folder of native files.
core::Pulled read_native(const std::filesystem::path& folder);

}  // namespace lodge::test
