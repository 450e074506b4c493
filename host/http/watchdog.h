#pragma once
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace lodge::http {

class Server;

/// One GET of /healthz over our own listener, as a stranger on this machine would ask. False unless the answer is
/// 200 within `patience`. [any thread]
bool answers_itself(const Server& server, std::chrono::milliseconds patience);

/// Speaks to systemd: ready, stopping, and, when the unit has WatchdogSec, alive. Alive is only said after a request
/// was truly served at each of our addresses, so that a server that hangs at one of them is started anew. Without
/// systemd it does nothing.
class Notifier {
 public:
  /// The servers have started and outlive this. Says READY=1.
  explicit Notifier(std::vector<const Server*> servers);
  ~Notifier();
  Notifier(const Notifier&) = delete;
  Notifier& operator=(const Notifier&) = delete;

  /// Says STOPPING=1 and asks no more. [any thread]
  void stopping();

 private:
  void run(std::chrono::microseconds period);
  bool all_answer(std::chrono::microseconds patience) const;

  const std::vector<const Server*> servers_;
  std::mutex mutex_;
  std::condition_variable wake_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lodge::http
