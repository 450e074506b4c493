#pragma once
#include <Poco/Net/SocketAddress.h>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "http/connection.h"
#include "http/front.h"

namespace lodge::http {

struct ServerConfig {
  std::string address = "127.0.0.1";
  std::uint16_t port = 8480;     ///< 0: any that is free
  std::string certificate_file;  ///< PEM with its chain; "" for plain HTTP
  std::string key_file;          ///< PEM
  /// Names and addresses that callers may use for us, without a port. Those of this machine itself always count.
  std::vector<std::string> hosts;
  /// Addresses of proxies whose X-Forwarded-For and X-Forwarded-Proto are believed. Plain HTTP on an address that
  /// is not loopback is served to these alone.
  std::vector<std::string> trusted_proxies;
  std::size_t connections = 1'100;
  std::size_t connections_per_address = 128;  ///< not counted for loopback and trusted proxies
  Patience patience;
  std::filesystem::path static_folder;  ///< served under /static/; "" for none
};

/// Lodge's face: accepts connections and answers requests until it is stopped.
class Server {
 public:
  /// @throws std::runtime_error with a sentence for the technician when `config` cannot be served safely.
  Server(const ServerConfig& config, const FrontParts& parts);
  ~Server();
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;

  /// Listens and returns. Routes are all added by now. @throws std::runtime_error when it cannot listen.
  void start();
  std::uint16_t port() const;
  /// Where a program on this machine reaches us.
  Poco::Net::SocketAddress own_address() const;
  bool tls() const;
  const StaticFiles& static_files() const;
  std::size_t open_connections() const;

  /// Takes certificate and key anew from their files, for new connections; the old ones stay when they are not
  /// right, and the journal says so. [any thread]
  void reload_certificate();

  /// Takes no new connection, ends the idle ones at once, lets requests in flight finish. False when some were
  /// still there after `patience` and were cut off.
  bool stop(std::chrono::milliseconds patience);

 private:
  class Listener;
  std::shared_ptr<Listener> listener_;
};

}  // namespace lodge::http
