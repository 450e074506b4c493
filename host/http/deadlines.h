#pragma once
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

namespace lodge::http {

/// What a connection is at. Idle: nothing of the next request has come yet.
enum class Phase : std::uint8_t { idle, head, body, handling, writing };

/// One connection as the DeadlineKeeper sees it; owned by the connection's thread. `enter` takes no lock.
class Deadline {
 public:
  /// `address` is whose connection it is.
  Deadline(int socket, std::string address) : socket_(socket), address_(std::move(address)) {}
  void enter(Phase phase, std::chrono::steady_clock::duration patience) {
    const auto now = std::chrono::steady_clock::now();
    since_.store(now.time_since_epoch().count(), std::memory_order_relaxed);
    const auto until = now + patience;
    state_.store(until.time_since_epoch().count() << 3 | static_cast<std::int64_t>(phase), std::memory_order_release);
  }
  bool passed() const { return passed_.load(std::memory_order_acquire); }

 private:
  friend class DeadlineKeeper;
  Phase phase(std::int64_t state) const { return static_cast<Phase>(state & 7); }

  int socket_;
  std::string address_;
  std::atomic<std::int64_t> state_{INT64_MAX};  // until << 3 | phase
  std::atomic<std::int64_t> since_{0};
  std::atomic<bool> passed_{false};
};

/// Ends what takes too long in all, however steadily it trickles: a socket's own timeout only sees single bytes.
/// One thread looks at all connections ten times a second and shuts the sockets that are late, which wakes their
/// threads: for reading only while a request is read, so that "408" can still be said.
class DeadlineKeeper {
 public:
  DeadlineKeeper();
  ~DeadlineKeeper();
  DeadlineKeeper(const DeadlineKeeper&) = delete;
  DeadlineKeeper& operator=(const DeadlineKeeper&) = delete;

  /// `deadline` must be released before its socket is closed: the number may be another's by then.
  void keep(Deadline& deadline);
  void release(Deadline& deadline);
  std::size_t kept() const { return count_.load(std::memory_order_relaxed); }

  /// Ends the connection that has been idle for longest, of those from `address` or, without one, of all. False when
  /// none is idle.
  bool shed_one(std::string_view address = {});
  void end_idle();  ///< all that are between two requests
  void end_all();   ///< whatever they are at

 private:
  void run();
  void end_late(std::chrono::steady_clock::time_point now);

  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Deadline*> all_;
  std::atomic<std::size_t> count_{0};
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace lodge::http
