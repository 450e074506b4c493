// lodge-worker: a child of lodged (or of lodge) that runs what others wrote, locked in: a school's rules, a vendor's
// connector or channel. It finds its socket to the host as descriptor 3 and knows nothing but what comes through it.
#include "loader/loader.h"
#include "lua/rules_role.h"
#include "worker/lock_in.h"
#include "worker/roles.h"

#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdio>
#include <span>
#include <string>
#include <string_view>

namespace {

using lodge::worker::Server;

constexpr int kSocket = 3;

struct Arguments {
  std::string role, plugin;
  lodge::loader::Owner owner = lodge::loader::Owner::ours;
};

Arguments read_arguments(std::span<char*> words) {
  Arguments read;
  for (std::size_t i = 1; i + 1 < words.size(); i += 2) {
    const std::string_view name = words[i], value = words[i + 1];
    if (name == "--role") read.role = value;
    if (name == "--plugin") read.plugin = value;
    if (name == "--owner" && value == "anybody") read.owner = lodge::loader::Owner::anybody;
  }
  return read;
}

bool started_by_a_host() {
  struct stat status {};
  return ::fstat(kSocket, &status) == 0 && S_ISSOCK(status.st_mode);
}

void serve_rules(Server& server) {
  lodge::lua::RulesRole role;
  lodge::worker::lock_in_for_rules();
  server.say_ready();
  server.run([&](const lodge::Value& question) { return role.answer(question); });
}

template <class Started>
auto or_say_why(std::expected<Started, std::string> started) {
  if (!started) throw std::runtime_error(started.error());
  return *std::move(started);
}

// Locked in before the plugin is loaded, since loading already runs its code.
void serve_plugin(Server& server, const Arguments& arguments, const lodge::Value& settings) {
  lodge::worker::lock_in_for_plugins();
  const auto plugin = or_say_why(lodge::loader::open_plugin(arguments.plugin, arguments.owner));
  if (arguments.role == "mis") {
    const auto connector = or_say_why(lodge::loader::start_mis(plugin, settings));
    server.say_ready();
    return lodge::worker::serve_connector(server, *connector);
  }
  const auto channel = or_say_why(lodge::loader::start_channel(plugin, settings));
  server.say_ready();
  lodge::worker::serve_channel(server, *channel);
}

void serve(Server& server, const Arguments& arguments) {
  const auto settings = server.settings();
  try {
    if (arguments.role == "rules") return serve_rules(server);
    if (arguments.role == "mis" || arguments.role == "channel") return serve_plugin(server, arguments, settings);
    server.say_that_it_cannot("there is no role named \"" + arguments.role + "\"");
  } catch (const std::exception& failure) {
    server.say_that_it_cannot(failure.what());
  }
}

}  // namespace

int main(int count, char** words) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);  // and the closed socket ends it if the host was quicker
  if (!started_by_a_host()) {
    std::fputs("lodge-worker is started by lodged; it is of no use by itself.\n", stderr);
    return 2;
  }
  Server server{lodge::worker::Frames(kSocket)};
  try {
    serve(server, read_arguments({words, static_cast<std::size_t>(count)}));
  } catch (const lodge::worker::Frames::Failure&) {
    // the host has gone
  }
  ::_exit(0);  // no destructor of a plugin's
}
