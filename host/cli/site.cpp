#include "cli/tool.h"
#include "core/audit/audit_log.h"

namespace lodge::cli {
namespace {

Value value_of(const core::Site& site) {
  return Value::Map{{"id", site.id.text()}, {"code", site.code}, {"name", site.name}, {"time_zone", site.time_zone}};
}

Outcome list(Tool& tool) {
  Outcome outcome;
  Value::List all;
  for (const auto& site : core::sites(tool.stores().central())) {
    outcome.text += site.code + "  " + site.name + "  " + site.time_zone + "\n";
    all.push_back(value_of(site));
  }
  if (all.empty()) outcome.text = "There is no site yet. Make one: lodge site create CODE --name \"Name of the school\".\n";
  outcome.value = Value::Map{{"sites", std::move(all)}};
  return outcome;
}

Outcome create(Tool& tool, const Arguments& arguments) {
  tool.make_key();  // the first site is what a new installation begins with
  const auto& code = arguments.plain[0];
  const auto made = tool.make_site(code, arguments.get("--name", code), arguments.get("--time-zone", "Europe/London"));
  return {"Made the site " + made.code + ".\n", value_of(made)};
}

Value value_of(Tool& tool, SiteId site, const Setting& setting) {
  return Value::Map{{"name", std::string(setting.name)}, {"value", tool.services().settings.text(site, setting)},
                    {"standard", std::string(setting.standard)}, {"explanation", std::string(setting.explanation)}};
}

Outcome settings(Tool& tool, const Arguments& arguments) {
  const auto site = tool.site(arguments).id;
  tool.house();  // whose modules declare theirs
  Outcome outcome;
  Value::List all;
  for (const auto& setting : tool.services().settings.declared()) {
    outcome.text += std::string(setting.name) + " = " + tool.services().settings.text(site, setting) + "\n    " + std::string(setting.explanation) + "\n";
    all.push_back(value_of(tool, site, setting));
  }
  outcome.value = Value::Map{{"settings", std::move(all)}};
  return outcome;
}

Outcome set(Tool& tool, const Arguments& arguments) {
  const auto actor = technician(tool.site(arguments).id);
  tool.house();
  auto& services = tool.services();
  const auto& value = arguments.plain[1];
  const auto* setting = services.settings.find(arguments.plain[0]);
  if (setting == nullptr) throw Refused{"There is no setting " + arguments.plain[0] + ": lodge site settings names them."};
  if (const auto fine = core::StoredSettings::check(*setting, value); !fine) throw Refused{fine.error()};
  tool.stores().central().write([&](Transaction& transaction) {
    services.settings.set(transaction, actor.site, *setting, value);
    services.audit.record(transaction, actor, {"settings.changed", std::string(setting->name), {}});
  });
  return {std::string(setting->name) + " = " + value + "\n", value_of(tool, actor.site, *setting)};
}

}  // namespace

std::vector<Command> site_commands(Tool& tool) {
  return {
      {"site list", "", "Names the schools that this host serves.",
       "lodge site list", {}, [&tool](const Arguments&) { return list(tool); }},
      {"site create", "CODE", "Makes a school and its vault; the first time, the root key too.",
       "lodge site create ashdown --name Ashdown",
       {{"--name", "NAME", "The school's name as people read it."},
        {"--time-zone", "ZONE", "An IANA name; Europe/London unless given."}},
       [&tool](const Arguments& arguments) { return create(tool, arguments); }},
      {"site settings", "", "Names what this school may set, and how it is set.",
       "lodge site settings", {kSiteOption},
       [&tool](const Arguments& arguments) { return settings(tool, arguments); }},
      {"site set", "NAME VALUE", "Sets one of them; a host that runs follows within a second.",
       "lodge site set school.telephone 01632960123", {kSiteOption},
       [&tool](const Arguments& arguments) { return set(tool, arguments); }},
  };
}

}  // namespace lodge::cli
