#include "http/server.h"

#include <Poco/Exception.h>
#include <Poco/Net/SecureServerSocket.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/TCPServer.h>
#include <Poco/ThreadPool.h>
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <csignal>
#include <stdexcept>
#include <thread>
#include <utility>

#include "core/log.h"
#include "http/tls.h"

namespace lodge::http {
namespace {

using Poco::Net::IPAddress;
using Poco::Net::StreamSocket;

constexpr int kBacklog = 512;
constexpr int kReadyThreads = 32;               // the accepting thread waits for each that must be made anew
constexpr int kSpareThreads = 64;               // for connections that came before an idle one made room
constexpr int kStack = 1 << 20;                 // bytes; only what is touched is ever there
constexpr std::size_t kOtherFiles = 256;        // databases, workers, journal

void allow_files(std::size_t wanted) {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur >= wanted) return;
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, wanted);
  if (setrlimit(RLIMIT_NOFILE, &limit) == 0 && limit.rlim_cur >= wanted) return;
  core::log(core::Level::warning, "HTTP-007", "Fewer files may be open than connections are configured; raise LimitNOFILE.");
}

IPAddress listen_address(const std::string& text) {
  IPAddress address;
  if (!IPAddress::tryParse(text, address)) throw std::runtime_error("\"" + text + "\" is no IP address to listen on");
  return address;
}

std::set<std::string, std::less<>> host_names(const ServerConfig& config) {
  std::set<std::string, std::less<>> names = {"localhost", "127.0.0.1", "[::1]"};
  for (const auto& host : config.hosts) {
    const auto name = host_name(host);
    if (!name) throw std::runtime_error("\"" + host + "\" is no host name");
    names.insert(*name);
  }
  return names;
}

}  // namespace

class Server::Listener : public std::enable_shared_from_this<Listener> {
 public:
  Listener(const ServerConfig& config, const FrontParts& parts);

  void start();
  bool stop(std::chrono::milliseconds patience);
  bool welcomes(const StreamSocket& socket);
  bool has_room_for(const std::string& address, bool known);
  Poco::Net::TCPServerConnection* seat(const StreamSocket& socket);

  const Poco::Net::SocketAddress& bound() const { return bound_; }
  const StaticFiles& files() const { return files_; }
  const Hall& hall() const { return hall_; }
  void want_new_certificate() { new_certificate_wanted_ = true; }

 private:
  void listen();
  void show_figures();
  void renew_certificate();
  bool wait_until_empty(std::chrono::steady_clock::time_point until);

  const ServerConfig config_;
  const FrontParts parts_;
  StaticFiles files_;
  Hall hall_;
  IPAddress address_;
  Poco::Net::Context::Ptr context_;
  std::atomic<bool> new_certificate_wanted_{false};
  std::unique_ptr<Poco::Net::ServerSocket> socket_;
  Poco::Net::SocketAddress bound_;  // known also when the socket is closed
  std::unique_ptr<Poco::ThreadPool> threads_;
  std::unique_ptr<Poco::Net::TCPServer> server_;
};

namespace {

template <class Listener>
struct Factory final : Poco::Net::TCPServerConnectionFactory {
  explicit Factory(Listener& owner) : listener(owner) {}
  Poco::Net::TCPServerConnection* createConnection(const StreamSocket& socket) override { return listener.seat(socket); }
  Listener& listener;
};

template <class Listener>
struct Filter final : Poco::Net::TCPServerConnectionFilter {
  explicit Filter(Listener& owner) : listener(owner) {}
  bool accept(const StreamSocket& socket) override { return listener.welcomes(socket); }
  Listener& listener;
};

}  // namespace

Server::Listener::Listener(const ServerConfig& config, const FrontParts& parts)
    : config_(config), parts_(parts), hall_(parts_, files_), address_(listen_address(config.address)) {
  hall_.proxies = Proxies(config.trusted_proxies);
  hall_.hosts = host_names(config);
  hall_.patience = config.patience;
  hall_.tls = !config.certificate_file.empty();
  if (!hall_.tls && !address_.isLoopback() && hall_.proxies.empty()) {
    throw std::runtime_error("without a certificate, Lodge listens on 127.0.0.1 only or behind a proxy that is named");
  }
  if (hall_.tls) context_ = server_context(config.certificate_file, config.key_file);
  files_.add_folder(config.static_folder);
}

void Server::Listener::start() {
  std::signal(SIGPIPE, SIG_IGN);  // a client that went away is an error of its connection, not the end of us
  allow_files(config_.connections + kOtherFiles);
  listen();
  const auto threads = static_cast<int>(config_.connections) + kSpareThreads;
  threads_ = std::make_unique<Poco::ThreadPool>(kReadyThreads, threads, 60, kStack);
  Poco::AutoPtr<Poco::Net::TCPServerParams> params(new Poco::Net::TCPServerParams);
  params->setMaxThreads(threads);
  params->setMaxQueued(kSpareThreads);
  params->setThreadIdleTime(Poco::Timespan(10, 0));
  server_ = std::make_unique<Poco::Net::TCPServer>(new Factory<Listener>(*this), *threads_, *socket_, params);
  server_->setConnectionFilter(new Filter<Listener>(*this));
  server_->start();
  show_figures();
}

void Server::Listener::listen() {
  const Poco::Net::SocketAddress where(address_, config_.port);
  try {
    socket_ = hall_.tls ? std::make_unique<Poco::Net::SecureServerSocket>(context_) : std::make_unique<Poco::Net::ServerSocket>();
    socket_->bind(where, true, false);  // with two arguments POCO shares the port, too
    socket_->listen(kBacklog);
    bound_ = socket_->address();
  } catch (const Poco::Exception& why) {
    throw std::runtime_error("cannot listen on " + where.toString() + ": " + why.displayText());
  }
}

void Server::Listener::show_figures() {
  const auto self = weak_from_this();
  parts_.metrics.gauge("lodge_http_connections", "Open connections.", [self] {
    const auto listener = self.lock();
    return listener ? static_cast<double>(listener->hall().keeper.kept()) : 0.0;
  }, fmt::format("{{address=\"{}\"}}", bound().toString()));
  parts_.metrics.family("lodge_http_requests", [&router = parts_.router](std::string& text) {
    text += "# HELP lodge_http_requests_total Requests answered.\n# TYPE lodge_http_requests_total counter\n"
            "# HELP lodge_http_request_seconds From head to last byte.\n# TYPE lodge_http_request_seconds histogram\n";
    for (const auto& route : router.all()) route->figures.write(text, name_of(route->route.method), route->route.pattern);
  });
}

bool Server::Listener::welcomes(const StreamSocket& socket) {
  // On the accepting thread, and so between two of its handshakes.
  if (new_certificate_wanted_.exchange(false)) renew_certificate();
  const auto address = plain_address(socket.peerAddress().host());
  const bool proxy = hall_.proxies.trusts(address);
  // From this machine itself: the watchdog and the technician get in even when it is full.
  const bool own = !proxy && (address.isLoopback() || address == plain_address(socket.address().host()));
  const bool in_clear = !own && !proxy && !hall_.tls;
  if (!in_clear && (has_room_for(address.toString(), own || proxy) || own)) return true;
  hall_.turned_away.add();
  return false;
}

// At a cap whoever idles gives way, the newcomer's own neighbours before anybody else: a whole school sits behind one
// address, and nobody who works is sent away while others idle there.
bool Server::Listener::has_room_for(const std::string& address, bool known) {
  auto& keeper = hall_.keeper;
  if (!known && hall_.seats.held_by(address) >= config_.connections_per_address) return keeper.shed_one(address);
  return keeper.kept() < config_.connections || keeper.shed_one(address) || keeper.shed_one();
}

Poco::Net::TCPServerConnection* Server::Listener::seat(const StreamSocket& socket) {
  return new Connection(socket, hall_, Seats::Seat(hall_.seats, plain_address(socket.peerAddress().host()).toString()));
}

void Server::Listener::renew_certificate() {
  try {
    renew(*context_, config_.certificate_file, config_.key_file);
    core::log(core::Level::notice, "HTTP-008", "The certificate was read anew.");
  } catch (const std::exception& why) {
    core::log(core::Level::error, "HTTP-009", "The new certificate cannot be used; the old one stays.", {{"cause", why.what()}});
  }
}

bool Server::Listener::wait_until_empty(std::chrono::steady_clock::time_point until) {
  while (hall_.keeper.kept() > 0 && std::chrono::steady_clock::now() < until) {
    hall_.keeper.end_idle();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  return hall_.keeper.kept() == 0;
}

bool Server::Listener::stop(std::chrono::milliseconds patience) {
  if (!server_ || hall_.stopping.exchange(true)) return true;
  const auto until = std::chrono::steady_clock::now() + patience;
  hall_.keeper.end_idle();
  server_->stop();
  socket_->close();
  const bool calm = wait_until_empty(until);
  if (calm) return true;
  core::log(core::Level::warning, "HTTP-010", "Some requests were still in flight when the time to stop was over.");
  hall_.keeper.end_all();
  wait_until_empty(std::chrono::steady_clock::now() + std::chrono::seconds(1));
  return false;
}

Server::Server(const ServerConfig& config, const FrontParts& parts) : listener_(std::make_shared<Listener>(config, parts)) {}
Server::~Server() { listener_->stop(std::chrono::seconds(1)); }

void Server::start() { listener_->start(); }
std::uint16_t Server::port() const { return listener_->bound().port(); }
Poco::Net::SocketAddress Server::own_address() const {
  const auto bound = listener_->bound();
  if (!bound.host().isWildcard()) return bound;
  return {bound.family() == Poco::Net::SocketAddress::IPv6 ? "::1" : "127.0.0.1", bound.port()};
}
bool Server::tls() const { return listener_->hall().tls; }
const StaticFiles& Server::static_files() const { return listener_->files(); }
std::size_t Server::open_connections() const { return listener_->hall().keeper.kept(); }
bool Server::stop(std::chrono::milliseconds patience) { return listener_->stop(patience); }
void Server::reload_certificate() {
  if (tls()) listener_->want_new_certificate();
}

}  // namespace lodge::http
