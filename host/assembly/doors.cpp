#include "assembly/doors.h"

#include "assembly/stores.h"

#include <charconv>
#include <numeric>
#include <thread>

namespace lodge::assembly {
namespace {

// "127.0.0.1:8480" or "[::1]:8480".
void set_address(http::ServerConfig& door, const std::string& listen) {
  const auto colon = listen.rfind(':');
  const auto* end = listen.data() + listen.size();
  const auto port = colon == std::string::npos ? listen.size() : colon + 1;
  const auto read = std::from_chars(listen.data() + port, end, door.port);
  if (port == listen.size() || read.ec != std::errc() || read.ptr != end) {
    throw CannotStart("listen: " + listen + " is not an address with a port, such as 127.0.0.1:8480.");
  }
  door.address = listen.substr(0, colon);
  if (door.address.starts_with('[') && door.address.ends_with(']')) door.address = door.address.substr(1, door.address.size() - 2);
}

http::ServerConfig common_part(const ops::Config& config) {
  http::ServerConfig door;
  door.certificate_file = config.text("tls.certificate");
  if (!door.certificate_file.empty()) {
    const auto key = config.secret_path("tls.key");
    if (!key) throw CannotStart(key.error());
    door.key_file = *key;
  }
  door.hosts = config.list("http.host_names");
  door.trusted_proxies = config.list("http.proxies");
  door.connections = static_cast<std::size_t>(config.number("http.connections"));
  door.connections_per_address = static_cast<std::size_t>(config.number("http.connections_per_address"));
  door.patience.head = config.duration("http.header_deadline");
  door.patience.body = config.duration("http.body_deadline");
  door.patience.write = config.duration("http.send_deadline");
  door.patience.idle = config.duration("http.idle_deadline");
  return door;
}

}  // namespace

Doors::Doors(const ops::Config& config, const http::FrontParts& parts) : patience_(config.duration("http.stop_within")) {
  auto door = common_part(config);
  for (const auto& listen : config.list("listen")) {
    set_address(door, listen);
    try {
      servers_.push_back(std::make_unique<http::Server>(door, parts));
    } catch (const std::runtime_error& error) {
      throw CannotStart(error.what());
    }
  }
  if (servers_.empty()) throw CannotStart("listen: name at least one address with its port.");
}

void Doors::start() {
  for (auto& server : servers_) {
    try {
      server->start();
    } catch (const std::runtime_error& error) {
      throw CannotStart(error.what());
    }
  }
}

std::vector<const http::Server*> Doors::all() const {
  std::vector<const http::Server*> all;
  for (const auto& server : servers_) all.push_back(server.get());
  return all;
}

void Doors::reload_certificates() {
  for (auto& server : servers_) {
    if (server->tls()) server->reload_certificate();
  }
}

void Doors::stop() {
  std::vector<std::jthread> stopping;
  for (auto& server : servers_) stopping.emplace_back([this, &server] { server->stop(patience_); });
}

std::size_t Doors::open_connections() const {
  return std::accumulate(servers_.begin(), servers_.end(), std::size_t{0},
                         [](std::size_t sum, const auto& server) { return sum + server->open_connections(); });
}

}  // namespace lodge::assembly
