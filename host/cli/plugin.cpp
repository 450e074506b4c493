#include "cli/tool.h"
#include "loader/loader.h"

namespace lodge::cli {
namespace {

std::string_view word_for(PluginKind kind) {
  switch (kind) {
    case PluginKind::mis_connector: return "MIS connector";
    case PluginKind::booking_module: return "booking module";
    case PluginKind::channel: return "channel";
  }
  return "unknown";
}

Outcome list(Tool& tool) {
  Outcome outcome;
  Value::List plugins, refused;
  const auto opened = loader::open_folder(tool.config().text("folder.plugins"));
  for (const auto& [entry, file] : opened.plugins) {
    outcome.text.append(entry->name).append(" ").append(entry->version).append(", a ").append(word_for(entry->kind)).append("\n");
    plugins.push_back(Value::Map{{"name", entry->name}, {"version", entry->version}, {"kind", word_for(entry->kind)},
                                 {"file", file.string()}});
  }
  for (const auto& [file, why] : opened.refused) {
    outcome.text.append("REFUSED  ").append(why).append("\n");
    refused.push_back(Value::Map{{"file", file.string()}, {"why", why}});
  }
  if (!refused.empty()) outcome.exit = Exit::refused;
  outcome.value = Value::Map{{"plugins", std::move(plugins)}, {"refused", std::move(refused)}};
  return outcome;
}

}  // namespace

std::vector<Command> plugin_commands(Tool& tool) {
  return {{"plugin list", "", "Names the plugins that can be loaded, and why others cannot.", "lodge plugin list", {},
           [&tool](const Arguments&) { return list(tool); }}};
}

}  // namespace lodge::cli
