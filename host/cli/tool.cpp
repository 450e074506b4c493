#include "cli/tool.h"

#include "crypto/root_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace lodge::cli {
namespace {

class NoRules : public Rules {
 public:
  Verdict ask(SiteId, const Hook&, const Value&) override { return {}; }
};

}  // namespace

const ops::Config& Tool::config() {
  if (!config_) {
    auto loaded = ops::Config::load(common_.config);
    if (!loaded) throw assembly::CannotStart(loaded.error());
    config_ = *std::move(loaded);
  }
  return *config_;
}

void Tool::make_key() {
  const std::filesystem::path file = config().text("key_file");
  if (!std::filesystem::exists(file)) crypto::create_root_key(file);
}

assembly::Stores& Tool::stores() {
  if (house_) return house_->services.stores;
  if (services_) return services_->stores;
  if (!stores_) stores_ = std::make_unique<assembly::Stores>(config());
  return *stores_;
}

assembly::Services& Tool::services() {
  if (house_) return house_->services;
  if (!services_) services_ = std::make_unique<assembly::Services>(config());
  return *services_;
}

assembly::House& Tool::house() {
  if (!house_) {
    no_rules_ = std::make_unique<NoRules>();
    house_ = std::make_unique<assembly::House>(config(), *no_rules_);
  }
  return *house_;
}

core::Site Tool::site(const Arguments& arguments) {
  auto all = core::sites(stores().central());
  if (all.empty()) throw Refused{"There is no site yet. Make one: lodge site create CODE --name \"Name of the school\"."};
  const auto code = arguments.get("--site");
  if (code.empty() && all.size() == 1) return all.front();
  if (code.empty()) throw Refused{"This host serves several sites. Say which: --site CODE (lodge site list names them)."};
  const auto found = std::ranges::find(all, code, &core::Site::code);
  if (found == all.end()) throw Refused{"There is no site " + code + " (lodge site list names them)."};
  return *found;
}

core::Site Tool::make_site(std::string_view code, std::string_view name, std::string_view time_zone) {
  if (!core::sites(stores().central()).empty()) {
    if (const auto fine = stores().vault_for_each(); !fine) throw Refused{fine.error()};
  }
  core::AuditLog audit(clock_);
  const auto made = core::create_site(stores().central(), audit, clock_, code, name, time_zone);
  if (!made) throw Refused{made.error()};
  stores().vault(made->id);
  return *made;
}

std::string site_again(const Arguments& arguments) { return arguments.has("--site") ? " --site " + arguments.get("--site") : ""; }

std::string lessons_told(const core::LessonReport& lessons, Value::Map& value) {
  value["lessons_booked"] = lessons.booked;
  value["lessons_cancelled"] = lessons.cancelled;
  value["lessons_clashing"] = lessons.clashes.size();
  auto text = fmt::format("{} lessons booked, {} cancelled.\n", lessons.booked, lessons.cancelled);
  if (lessons.clashes.empty()) return text;
  return text + fmt::format("{} lessons found no place, because something else is booked there; it was left alone.\n", lessons.clashes.size());
}

Actor technician(SiteId site) {
  Actor actor;
  actor.by = Actor::By::program;
  actor.site = site;
  actor.roles = {Role::administrator};
  return actor;
}

}  // namespace lodge::cli
