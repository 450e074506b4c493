#include "assembly/house.h"

#include "core/log.h"
#include "core/process_name.h"
#include "pages/access_pages.h"
#include "pages/calendar_api.h"
#include "pages/qr_code.h"
#include "pages/sync_api.h"

#include <algorithm>

namespace lodge::assembly {
namespace {

print::Bars code_for_paper(std::string_view content) {
  const auto code = pages::qr_code(content);
  print::Bars bars{.size = code.size, .bars = {}};
  for (const auto& [x, y, length] : code.bars) bars.bars.push_back({x, y, length});
  return bars;
}

std::filesystem::path share(const ops::Config& config) { return config.text("folder.share"); }

}  // namespace

House::House(const ops::Config& config, Rules& rules)
    : services(config),
      languages(share(config) / "languages", config.list("languages")),
      plugins(loader::open_modules(config.text("folder.plugins"))),
      frame(frame_options(), services.access, languages),
      paper(code_for_paper),
      jobs(services.stores.central(), services.clock, core::process_name()) {
  loader::write_to_journal(plugins);
  start_modules(rules);
}

pages::FrameOptions House::frame_options() {
  pages::FrameOptions options;
  options.folder = share(services.config) / "pages";
  for (const auto& plugin : plugins.plugins) {
    const auto folder = share(services.config) / "plugins" / plugin.entry->name;
    if (std::filesystem::is_directory(folder)) options.plugins.push_back({plugin.entry->name, folder});
  }
  options.site_name = [this](SiteId site) { return services.stores.site_name(site); };
  options.shown_name = [this](const Actor& actor) { return services.accounts.shown_name(actor.site, actor.person); };
  return options;
}

void House::start_modules(Rules& rules) {
  auto& s = services;
  const Kernel kernel{.clock = s.clock,
                      .database = s.stores.central(),
                      .ledger = s.ledger,
                      .directory = s.directory,
                      .calendar = s.calendar,
                      .rooms = s.rooms,
                      .timetable = s.timetable,
                      .outbox = s.outbox,
                      .access = s.access,
                      .audit = s.audit,
                      .jobs = jobs,
                      .rules = rules,
                      .settings = s.settings,
                      .privacy = s.keyring,
                      .pages = frame,
                      .parents = s.parents,
                      .paper = paper};
  for (const auto& plugin : plugins.plugins) {
    s.stores.migrate_plugin(plugin.entry->name);
    auto started = loader::start_booking(plugin, kernel);
    if (!started) {
      core::log(core::Level::error, "HOUSE-001", started.error());
      continue;
    }
    s.settings.declare((*started)->settings());
    for (const auto& entry : (*started)->navigation()) frame.add_navigation(entry);
    modules.push_back({plugin.entry->name, *std::move(started)});
  }
}

std::set<std::string> scopes(const House& house) {
  std::set<std::string> names{std::string(pages::kReadSync.name), std::string(pages::kReadCalendar.name)};
  for (const auto& permission : pages::access_permissions()) names.emplace(permission.name);
  for (const auto& [name, module] : house.modules) {
    for (const auto& permission : module->permissions()) names.emplace(permission.name);
  }
  return names;
}

std::optional<std::filesystem::path> file_of(const loader::Opened& plugins, PluginKind kind, std::string_view name) {
  const auto fits = [&](const loader::SeenPlugin& plugin) { return plugin.kind == kind && plugin.name == name; };
  const auto found = std::ranges::find_if(plugins.seen, fits);
  return found == plugins.seen.end() ? std::nullopt : std::optional(found->file);
}

}  // namespace lodge::assembly
