#pragma once
#include <lodge/plugin.h>

#include <expected>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace lodge::loader {

/// Who may have written a plugin's file and the folders above it.
enum class Owner {
  ours,     ///< root or the user who runs this; nobody else may write there
  anybody,  ///< not looked at: for a developer's own machine
};

/// A plugin whose file is loaded, until the process ends (STYLE.md 8), and whose entry has been checked.
struct OpenPlugin {
  const Plugin* entry;
  std::filesystem::path file;
};

/// A plugin whose file was looked at and not loaded: a connector or channel, which only its worker loads.
struct SeenPlugin {
  std::string name;
  PluginKind kind;
  std::filesystem::path file;
};

/// A plugin that this host goes on without. `why` is a sentence for the technician that names the file.
struct RefusedPlugin {
  std::filesystem::path file;
  std::string why;
};

struct Opened {
  std::vector<OpenPlugin> plugins;  ///< sorted by name, like the others
  std::vector<SeenPlugin> seen;
  std::vector<RefusedPlugin> refused;
};

/// Loads one file and checks, in this order: that it is a file, its owner, that it has the entry, abi; then, loaded,
/// kind and name. Nothing of the plugin but its static initialisers has run then. [startup]
std::expected<OpenPlugin, std::string> open_plugin(const std::filesystem::path& file, Owner owner = Owner::ours);

/// Every `*.so` of a folder, loaded. A folder that is not there holds no plugins. [startup]
Opened open_folder(const std::filesystem::path& folder, Owner owner = Owner::ours);
/// The same for a host: loads the booking modules, and looks at the others, whose code has no business in it. [startup]
Opened open_modules(const std::filesystem::path& folder, Owner owner = Owner::ours);

/// One line in the journal for each, with the event LOADER-001 or LOADER-002. [startup]
void write_to_journal(const Opened& opened);

/// Makes what the plugin is for. A wrong kind, an exception or nothing at all becomes a sentence. [startup]
std::expected<std::unique_ptr<BookingModule>, std::string> start_booking(const OpenPlugin& plugin, const Kernel& kernel);
std::expected<std::unique_ptr<MisConnector>, std::string> start_mis(const OpenPlugin& plugin, const Value& settings);
std::expected<std::unique_ptr<Channel>, std::string> start_channel(const OpenPlugin& plugin, const Value& settings);

}  // namespace lodge::loader
