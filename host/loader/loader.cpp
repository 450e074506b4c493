#include "loader/loader.h"

#include "core/log.h"
#include "loader/owner.h"
#include "loader/peek.h"

#include <boost/dll/shared_library.hpp>
#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <list>

namespace lodge::loader {
namespace {

using Refusal = std::unexpected<std::string>;

// Never destroyed: an exception or a deleter of a plugin must find its code until the very end.
std::list<boost::dll::shared_library>& kept_open() {
  static auto* libraries = new std::list<boost::dll::shared_library>;
  return *libraries;
}

// Boost wraps the loader's own words in "(dlerror system message: …): Bad file descriptor".
std::string without_wrapping(std::string_view what) {
  static constexpr std::string_view kBefore = "system message: ";
  const auto start = what.find(kBefore);
  const auto end = what.rfind("):");
  if (start == std::string_view::npos || end == std::string_view::npos) return std::string(what);
  return std::string(what.substr(start + kBefore.size(), end - start - kBefore.size()));
}

std::expected<boost::dll::shared_library, std::string> load(const std::filesystem::path& file) {
  try {
    return boost::dll::shared_library(file, boost::dll::load_mode::rtld_now | boost::dll::load_mode::rtld_local);
  } catch (const std::exception& failure) {
    return Refusal(fmt::format("{} cannot be loaded: {}. It was perhaps built for another machine or an older system; "
                               "build it here, or ask who made it.", file.native(), without_wrapping(failure.what())));
  }
}

std::string_view word(PluginKind kind) {
  switch (kind) {
    case PluginKind::mis_connector: return "MIS connector";
    case PluginKind::booking_module: return "booking module";
    case PluginKind::channel: return "channel";
  }
  return "unknown kind";
}

// The one `create` of its kind, and no other.
bool creates_its_kind(const Plugin& entry) {
  return (entry.create_booking != nullptr) == (entry.kind == PluginKind::booking_module) &&
         (entry.create_mis != nullptr) == (entry.kind == PluginKind::mis_connector) &&
         (entry.create_channel != nullptr) == (entry.kind == PluginKind::channel) && word(entry.kind) != "unknown kind";
}

std::expected<void, std::string> check_abi(std::uint32_t abi, const std::filesystem::path& file) {
  if (abi == kAbi) return {};
  return Refusal(fmt::format("{} speaks abi {}, this host abi {}. {}", file.native(), abi, kAbi,
                             abi < kAbi ? "Install the plugin's newer version, or build it against this lodge-dev."
                                        : "It needs a newer Lodge; or install the plugin's version for this one."));
}

std::expected<void, std::string> check_entry(const Plugin& entry, const std::filesystem::path& file) {
  if (!creates_its_kind(entry)) {
    return Refusal(fmt::format("{} calls itself kind {} ({}), but does not set exactly the create function of that kind. "
                               "This is a fault of the plugin; tell who made it.", file.native(),
                               static_cast<std::uint32_t>(entry.kind), word(entry.kind)));
  }
  if (entry.name == nullptr || file.stem() != entry.name) {
    return Refusal(fmt::format("{} holds a plugin named {}. The file must be named {}.so.", file.native(),
                               entry.name ? entry.name : "(nothing)", entry.name ? entry.name : "like it"));
  }
  return {};
}

std::expected<void, std::string> check_file(const std::filesystem::path& file, Owner owner) {
  std::error_code failed;
  if (!std::filesystem::is_regular_file(file, failed)) {
    return Refusal(fmt::format("{} is not there. Install the plugin, or take it out of the configuration.", file.native()));
  }
  if (owner == Owner::anybody) return {};
  auto safe = only_we_may_write(file);
  return safe ? safe : Refusal(fmt::format("{} is not loaded: {}.", file.native(), safe.error()));
}

// All that can be known without running anything of the plugin.
std::expected<SeenPlugin, std::string> look_at(const std::filesystem::path& file, Owner owner) {
  const auto path = std::filesystem::weakly_canonical(file);  // what is checked is what is loaded, not a link to it
  if (auto checked = check_file(path, owner); !checked) return Refusal(checked.error());
  const auto head = peek(path);
  if (!head) return Refusal(fmt::format("{} cannot be loaded: {}. Take it out of the plugins' folder.", path.native(), head.error()));
  if (auto checked = check_abi(head->abi, path); !checked) return Refusal(checked.error());
  return SeenPlugin{path.stem(), head->kind, path};
}

void open_into(Opened& opened, const SeenPlugin& seen, Owner owner) {
  if (auto plugin = open_plugin(seen.file, owner)) {
    opened.plugins.push_back(*plugin);
  } else {
    opened.refused.push_back({seen.file, plugin.error()});
  }
}

template <class Wanted>
Opened open_if(const std::filesystem::path& folder, Owner owner, Wanted wanted) {
  Opened opened;
  std::error_code none;
  for (const auto& file : std::filesystem::directory_iterator(folder, none)) {
    if (file.path().extension() != ".so") continue;
    auto seen = look_at(file.path(), owner);
    if (!seen) {
      opened.refused.push_back({file.path(), seen.error()});
    } else if (wanted(*seen)) {
      open_into(opened, *seen, owner);
    } else {
      opened.seen.push_back(*std::move(seen));
    }
  }
  std::ranges::sort(opened.plugins, {}, &OpenPlugin::file);
  std::ranges::sort(opened.seen, {}, &SeenPlugin::file);
  std::ranges::sort(opened.refused, {}, &RefusedPlugin::file);
  return opened;
}

// Plugin code is a stranger's: whatever it throws becomes words.
template <class Made, class Create>
std::expected<std::unique_ptr<Made>, std::string> start(const OpenPlugin& plugin, Create create) {
  const auto& name = plugin.file.native();
  try {
    auto made = create();
    if (made) return made;
    return Refusal(fmt::format("{} did not start: it made nothing. Tell who made it.", name));
  } catch (const std::exception& failure) {
    return Refusal(fmt::format("{} did not start: {}", name, failure.what()));
  } catch (...) {
    return Refusal(fmt::format("{} did not start: it threw something that is no exception. Tell who made it.", name));
  }
}

Refusal other_kind(const OpenPlugin& plugin, PluginKind wanted) {
  return Refusal(fmt::format("{} is a {}, not a {}.", plugin.file.native(), word(plugin.entry->kind), word(wanted)));
}

}  // namespace

std::expected<OpenPlugin, std::string> open_plugin(const std::filesystem::path& file, Owner owner) {
  const auto seen = look_at(file, owner);
  if (!seen) return Refusal(seen.error());
  auto library = load(seen->file);
  if (!library) return Refusal(library.error());
  const auto& entry = library->get<const Plugin>("lodge_plugin");
  if (auto checked = check_entry(entry, seen->file); !checked) return Refusal(checked.error());
  kept_open().push_back(std::move(*library));
  return OpenPlugin{&entry, seen->file};
}

Opened open_folder(const std::filesystem::path& folder, Owner owner) {
  return open_if(folder, owner, [](const SeenPlugin&) { return true; });
}

Opened open_modules(const std::filesystem::path& folder, Owner owner) {
  return open_if(folder, owner, [](const SeenPlugin& seen) { return seen.kind == PluginKind::booking_module; });
}

void write_to_journal(const Opened& opened) {
  using core::Level;
  for (const auto& plugin : opened.plugins) {
    core::log(Level::info, "LOADER-001", "A plugin is loaded.",
              {{"name", plugin.entry->name}, {"version", plugin.entry->version ? plugin.entry->version : ""}});
  }
  for (const auto& seen : opened.seen) core::log(Level::info, "LOADER-003", "A plugin is there for its worker.", {{"name", seen.name}});
  for (const auto& refused : opened.refused) {
    core::log(Level::error, "LOADER-002", "A plugin was refused; the host goes on without it.", {{"why", refused.why}});
  }
}

std::expected<std::unique_ptr<BookingModule>, std::string> start_booking(const OpenPlugin& plugin, const Kernel& kernel) {
  if (plugin.entry->kind != PluginKind::booking_module) return other_kind(plugin, PluginKind::booking_module);
  return start<BookingModule>(plugin, [&] { return plugin.entry->create_booking(kernel); });
}

std::expected<std::unique_ptr<MisConnector>, std::string> start_mis(const OpenPlugin& plugin, const Value& settings) {
  if (plugin.entry->kind != PluginKind::mis_connector) return other_kind(plugin, PluginKind::mis_connector);
  return start<MisConnector>(plugin, [&] { return plugin.entry->create_mis(settings); });
}

std::expected<std::unique_ptr<Channel>, std::string> start_channel(const OpenPlugin& plugin, const Value& settings) {
  if (plugin.entry->kind != PluginKind::channel) return other_kind(plugin, PluginKind::channel);
  return start<Channel>(plugin, [&] { return plugin.entry->create_channel(settings); });
}

}  // namespace lodge::loader
