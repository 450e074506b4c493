#pragma once
#include <lodge/plugin.h>

#include <cstdint>
#include <expected>
#include <filesystem>
#include <string>

namespace lodge::loader {

/// The first two members of a plugin's entry, which never change.
struct EntryHead {
  std::uint32_t abi;
  PluginKind kind;
};

/// Reads a plugin's abi and kind out of its file without loading it, so that nothing of a stranger's runs to find
/// out what it is. The file must be a library for this machine (64-bit ELF, ELF specification 1.2 and the System V
/// ABI) whose `lodge_plugin` is a constant, as LODGE_PLUGIN makes it. The error is a sentence without the file's
/// name. [any thread]
std::expected<EntryHead, std::string> peek(const std::filesystem::path& file);

}  // namespace lodge::loader
