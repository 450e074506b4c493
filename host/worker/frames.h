#pragma once
#include <lodge/value.h>

#include <chrono>
#include <optional>
#include <string>

namespace lodge::worker {

/// When waiting ends.
using Deadline = std::chrono::steady_clock::time_point;
inline constexpr Deadline kNoDeadline = Deadline::max();

/// One end of the socket between the host and a worker. A frame is its size in bytes (4, the highest first) and one
/// JSON value. [one thread]
class Frames {
 public:
  /// The largest frame that is taken: a message with its attachments.
  static constexpr std::size_t kLargest = std::size_t{32} << 20U;

  explicit Frames(int socket) : socket_(socket) {}  ///< owned from now on
  Frames(Frames&& other) noexcept : socket_(std::exchange(other.socket_, -1)), received_(std::move(other.received_)) {}
  Frames& operator=(Frames&& other) noexcept;
  ~Frames();

  /// After `unreadable` (a whole frame, but no JSON in UTF-8, there or here) the two can go on; after the others they
  /// cannot.
  enum class Trouble { late, gone, nonsense, unreadable };
  /// What went wrong between the two; never leaves this folder.
  struct Failure {
    Trouble trouble;
    std::string what;
  };

  /// @throws Failure
  void send(const Value& value, Deadline deadline = kNoDeadline);
  /// Nothing when the other side has closed its end between two frames. @throws Failure
  std::optional<Value> receive(Deadline deadline = kNoDeadline);
  /// Whether there is something to read, be it the other side's end. Between two questions there should not be.
  bool readable() const;

 private:
  void wait(short events, Deadline deadline) const;
  bool fill(std::size_t size, Deadline deadline);

  int socket_;
  std::string received_;
};

}  // namespace lodge::worker
