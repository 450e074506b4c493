#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>

namespace lodge::http {

class Server;

/// One GET of /healthz over our own listener, as a stranger on this machine would ask. False unless the answer is
/// 200 within `patience`. [any thread]
bool answers_itself(const Server& server, std::chrono::milliseconds patience);

/// Speaks to systemd: ready, stopping, and, when the unit has WatchdogSec, alive. Alive is only said after a request
/// was truly served, so that a server that hangs is started anew. Without systemd it does nothing.
class Notifier {
 public:
  /// `server` has started and outlives this. Says READY=1.
  explicit Notifier(const Server& server);
  ~Notifier();
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  /// Says STOPPING=1 and asks no more. [any thread]
  void stopping();

 private:
  void run(std::chrono::microseconds period);

  const Server& server_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lodge::http
