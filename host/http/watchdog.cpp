#include "http/watchdog.h"

#include <Poco/Exception.h>
#include <Poco/Net/Context.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Net/StreamSocket.h>
#include <systemd/sd-daemon.h>

#include <array>
#include <memory>
#include <string_view>
#include <utility>

#include "core/log.h"
#include "http/server.h"

namespace lodge::http {
namespace {

using Poco::Net::StreamSocket;

constexpr std::string_view kQuestion = "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

// Our own certificate names the school's host, not this address, so it is not checked: nothing secret is said.
Poco::Net::Context::Ptr unchecked() {
  Poco::Net::Context::Params params;
  params.verificationMode = Poco::Net::Context::VERIFY_NONE;
  params.loadDefaultCAs = false;
  return new Poco::Net::Context(Poco::Net::Context::TLS_CLIENT_USE, params);
}

std::unique_ptr<StreamSocket> connect(const Server& server, Poco::Timespan patience) {
  const auto where = server.own_address();
  auto socket = server.tls() ? std::make_unique<Poco::Net::SecureStreamSocket>(unchecked()) : std::make_unique<StreamSocket>();
  socket->connect(where, patience);
  socket->setReceiveTimeout(patience);
  socket->setSendTimeout(patience);
  return socket;
}

bool ask(StreamSocket& socket) {
  socket.sendBytes(kQuestion.data(), static_cast<int>(kQuestion.size()));
  constexpr std::string_view kAnswer = "HTTP/1.1 200 ";
  std::array<char, 256> room;
  std::string answer;
  while (answer.size() < kAnswer.size()) {
    const int count = socket.receiveBytes(room.data(), static_cast<int>(room.size()));
    if (count <= 0) return false;
    answer.append(room.data(), static_cast<std::size_t>(count));
  }
  return answer.starts_with(kAnswer);
}

}  // namespace

bool answers_itself(const Server& server, std::chrono::milliseconds patience) {
  try {
    return ask(*connect(server, Poco::Timespan(std::chrono::microseconds(patience).count())));
  } catch (const Poco::Exception&) {
    return false;
  }
}

Notifier::Notifier(std::vector<const Server*> servers) : servers_(std::move(servers)) {
  sd_notify(0, "READY=1");
  std::uint64_t period = 0;
  if (sd_watchdog_enabled(0, &period) <= 0) return;
  thread_ = std::thread([this, period] { run(std::chrono::microseconds(period)); });
}

Notifier::~Notifier() { stopping(); }

void Notifier::stopping() {
  {
    const std::scoped_lock lock(mutex_);
    if (std::exchange(stopping_, true)) return;
  }
  sd_notify(0, "STOPPING=1");
  wake_.notify_all();
  if (thread_.joinable()) thread_.join();
}

// `patience` is for all of them together.
bool Notifier::all_answer(std::chrono::microseconds patience) const {
  const auto each = std::chrono::duration_cast<std::chrono::milliseconds>(patience / static_cast<std::int64_t>(servers_.size()));
  for (const auto* server : servers_) {
    if (answers_itself(*server, each)) continue;
    core::log(core::Level::error, "HTTP-006", "Lodge did not answer its own request; systemd is not told that it lives.",
              {{"address", server->own_address().toString()}});
    return false;
  }
  return true;
}

void Notifier::run(std::chrono::microseconds period) {
  std::unique_lock lock(mutex_);
  do {
    lock.unlock();
    if (all_answer(period / 4)) sd_notify(0, "WATCHDOG=1");
    lock.lock();
  } while (!wake_.wait_for(lock, period / 2, [this] { return stopping_; }));
}

}  // namespace lodge::http
