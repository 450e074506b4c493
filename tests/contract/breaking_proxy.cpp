#include "contract/breaking_proxy.h"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>
#include <stdexcept>

namespace lodge::test {
namespace {

sockaddr_un address_of(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  std::strncpy(address.sun_path, path.c_str(), sizeof(address.sun_path) - 1);
  return address;
}

const sockaddr* plain(const sockaddr_un& address) { return reinterpret_cast<const sockaddr*>(&address); }

int connect_to(const std::string& path) {
  const auto address = address_of(path);
  const int there = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (::connect(there, plain(address), sizeof(address)) != 0) throw std::runtime_error("the proxy cannot reach " + path);
  return there;
}

/// Whatever has come; empty when the other end has gone.
std::string receive(int from) {
  std::string bytes(65536, '\0');
  const auto count = ::recv(from, bytes.data(), bytes.size(), 0);
  bytes.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return bytes;
}

bool send_all(int to, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(to, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

BreakingProxy::BreakingProxy(std::string listen, std::string server, std::function<Break()> decide)
    : listen_(std::move(listen)), server_(std::move(server)), decide_(std::move(decide)), listening_(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  const auto address = address_of(listen_);
  if (::bind(listening_, plain(address), sizeof(address)) != 0 || ::listen(listening_, 64) != 0) throw std::runtime_error("the proxy cannot listen at " + listen_);
  accepting_ = std::thread([this] { accept_all(); });
}

BreakingProxy::~BreakingProxy() {
  ::shutdown(listening_, SHUT_RDWR);
  accepting_.join();
  {
    const std::lock_guard lock(mutex_);
    for (const int one : open_) ::shutdown(one, SHUT_RDWR);
  }
  for (auto& carrier : carriers_) carrier.join();
  for (const int one : open_) ::close(one);
  ::close(listening_);
  ::unlink(listen_.c_str());
}

void BreakingProxy::accept_all() {
  for (int client; (client = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC)) >= 0;) {
    const std::lock_guard lock(mutex_);
    open_.push_back(client);
    carriers_.emplace_back([this, client] { carry(client); });
  }
}

void BreakingProxy::carry(int client) {
  const int server = connect_to(server_);
  {
    const std::lock_guard lock(mutex_);
    open_.push_back(server);
  }
  pollfd ends[] = {{client, POLLIN, 0}, {server, POLLIN, 0}};
  bool keep = true;
  while (keep && ::poll(ends, 2, -1) > 0) {
    if (ends[0].revents != 0) {
      keep = carry_request(client, server);
    } else {
      const auto answer = receive(server);
      keep = !answer.empty() && send_all(client, answer);
      if (!keep) ::shutdown(server, SHUT_RDWR);
    }
  }
  ::shutdown(client, SHUT_RDWR);
}

/// False when the connection has ended.
bool BreakingProxy::carry_request(int client, int server) {
  const auto request = receive(client);
  const bool commit = request.find("begin not atomic") != std::string::npos;
  const Break how = commit ? decide_() : Break::none;
  if (how != Break::none) return break_commit(how, client, server, request);
  if (!request.empty() && send_all(server, request)) return true;
  ::shutdown(server, SHUT_RDWR);
  return false;
}

bool BreakingProxy::break_commit(Break how, int client, int server, const std::string& request) {
  ++broken_;
  if (how == Break::after || how == Break::in_flight) send_all(server, request);
  if (how == Break::after) receive(server);
  ::shutdown(client, SHUT_RDWR);
  if (how != Break::half_open) ::shutdown(server, SHUT_RDWR);
  return false;
}

}  // namespace lodge::test
