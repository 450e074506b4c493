#include "host/http/house.h"

#include <arpa/inet.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <stdexcept>

namespace lodge::http {

RawClient::RawClient(std::uint16_t port, const char* from) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  sockaddr_in where{};
  where.sin_family = AF_INET;
  ::inet_pton(AF_INET, from, &where.sin_addr);
  ::bind(socket_, reinterpret_cast<sockaddr*>(&where), sizeof where);
  where.sin_port = htons(port);
  where.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const timeval patience{5, 0};
  setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  if (::connect(socket_, reinterpret_cast<sockaddr*>(&where), sizeof where) != 0) throw std::runtime_error("connect");
}

RawClient::~RawClient() {
  if (socket_ >= 0) ::close(socket_);
}

void RawClient::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
}

bool RawClient::receive() {
  std::array<char, 65536> room;
  const auto count = ::recv(socket_, room.data(), room.size(), 0);
  if (count <= 0) return false;
  seen_.append(room.data(), static_cast<std::size_t>(count));
  return true;
}

std::string RawClient::response(bool body) {
  std::size_t end = 0;
  while ((end = seen_.find("\r\n\r\n")) == std::string::npos) {
    if (!receive()) return std::exchange(seen_, {});
  }
  const auto length = header_of(seen_, "Content-Length");
  const auto whole = end + 4 + (body && !length.empty() ? std::stoul(length) : 0);
  while (seen_.size() < whole && receive()) continue;
  auto one = seen_.substr(0, whole);
  seen_.erase(0, whole);
  return one;
}

std::string RawClient::rest() {
  while (receive()) continue;
  return std::exchange(seen_, {});
}

bool RawClient::closed() {
  std::array<char, 1> room;
  const auto count = ::recv(socket_, room.data(), room.size(), 0);
  return count == 0 || (count < 0 && errno == ECONNRESET);
}

Trickle::Trickle(RawClient& client, std::string bytes)
    : thread_([&client, bytes = std::move(bytes)](const std::stop_token& stop) {
        while (!stop.stop_requested()) {
          client.send(bytes);
          std::this_thread::sleep_for(std::chrono::milliseconds(50));
        }
      }) {}

std::string address_that_others_use() {
  ifaddrs* first = nullptr;
  if (::getifaddrs(&first) != 0) return {};
  const std::unique_ptr<ifaddrs, decltype(&::freeifaddrs)> all(first, &::freeifaddrs);
  for (const auto* one = first; one != nullptr; one = one->ifa_next) {
    if (one->ifa_addr == nullptr || one->ifa_addr->sa_family != AF_INET || (one->ifa_flags & IFF_LOOPBACK) != 0) continue;
    return Poco::Net::SocketAddress(one->ifa_addr, sizeof(sockaddr_in)).host().toString();
  }
  return {};
}

std::string ask(std::uint16_t port, std::string_view bytes) {
  RawClient client(port);
  client.send(bytes);
  return client.rest();
}

std::string get(std::uint16_t port, std::string_view path, std::string_view more) {
  return ask(port, "GET " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + std::string(more) + "\r\n");
}

std::string post(std::uint16_t port, std::string_view path, std::string_view more, std::string_view body, std::string_view type) {
  return ask(port, "POST " + std::string(path) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: " + std::string(type) +
                       "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" + std::string(more) + "\r\n" + std::string(body));
}

int status_of(std::string_view response) { return response.size() > 12 ? std::stoi(std::string(response.substr(9, 3))) : 0; }

std::string header_of(std::string_view response, std::string_view name) {
  const auto head = response.substr(0, response.find("\r\n\r\n"));
  const auto mark = "\r\n" + std::string(name) + ": ";
  const auto at = head.find(mark);
  if (at == std::string_view::npos) return {};
  const auto from = at + mark.size();
  return std::string(head.substr(from, head.find("\r\n", from) - from));
}

std::string body_of(std::string_view response) {
  const auto end = response.find("\r\n\r\n");
  return end == std::string_view::npos ? std::string() : std::string(response.substr(end + 4));
}

}  // namespace lodge::http
