#pragma once
#include <expected>
#include <filesystem>
#include <string>

namespace lodge::loader {

/// Whether the file and every folder above it belong to root or to the user who runs this, and nobody else may
/// write to them. A folder with the sticky bit (/tmp) is no hole: there, only the owner can put another file in
/// the place of one. The error is a sentence that names the path at fault. [any thread]
std::expected<void, std::string> only_we_may_write(const std::filesystem::path& file);

}  // namespace lodge::loader
