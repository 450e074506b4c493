#include "cli/tool.h"

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
  const auto made = core::create_site(tool.stores().central(), tool.clock(), code, arguments.get("--name", code),
                                      arguments.get("--time-zone", "Europe/London"));
  if (!made) throw Refused{made.error()};
  tool.stores().vault(made->id);
  return {"Made the site " + made->code + ".\n", value_of(*made)};
}

}  // namespace

std::vector<Command> site_commands(Tool& tool) {
  return {
      {"site list", "", "Names the schools that this host serves.", {}, [&tool](const Arguments&) { return list(tool); }},
      {"site create", "CODE", "Makes a school and its vault; the first time, the root key too.",
       {{"--name", "NAME", "The school's name as people read it."},
        {"--time-zone", "ZONE", "An IANA name; Europe/London unless given."}},
       [&tool](const Arguments& arguments) { return create(tool, arguments); }},
  };
}

}  // namespace lodge::cli
