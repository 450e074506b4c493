#include "cli/tool.h"

#include <fmt/format.h>

#include <filesystem>

namespace lodge::cli {
namespace {

// A school that lives in one folder, run by programs of a build tree.
constexpr std::string_view kConfig = R"(# Made anew by lodge demo config (packaging/quickstart, for another port or build): your own lines go into conf.d/own.conf beside it, and win.
public_url = http://127.0.0.1:{port}
listen = 127.0.0.1:{port}
database = sqlite:{home}/lodge.db
vault = sqlite:{home}/vault-{{site}}.db
key_file = {home}/vault.key
folder.plugins = {build}/plugins
folder.share = {build}/share
folder.school_rules = {home}/rules.d
worker = {build}/host/worker/lodge-worker
)";

std::string whole(const std::string& path) { return std::filesystem::absolute(path).lexically_normal().string(); }

Outcome config(const Arguments& arguments) {
  const auto build = whole(arguments.get("--build", "/usr"));
  const auto text = fmt::format(kConfig, fmt::arg("home", whole(arguments.get("--home", "."))), fmt::arg("build", build),
                                fmt::arg("port", arguments.get("--port", "8480")));
  return {text, Value::Map{{"config", text}}};
}

}  // namespace

std::vector<Command> demo_config_commands(Tool&) {
  return {{"demo config", "", "Writes a lodge.conf for a demo school in one folder, run from a build tree.",
           "lodge demo config --home demo --build build/release --port 8480",
           {{"--home", "DIR", "Where its data will be."},
            {"--build", "DIR", "The build tree."},
            {"--port", "N", "Where it will listen on 127.0.0.1; 8480 unless given."}},
           [](const Arguments& arguments) { return config(arguments); }}};
}

}  // namespace lodge::cli
