#include "worker/frames.h"

#include "core/utf8.h"

#include <lodge/json.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdint>
#include <limits>

namespace lodge::worker {
namespace {

constexpr std::size_t kHead = 4;
constexpr int kDepth = 64;

std::string with_head(const std::string& json) {
  if (!core::is_utf8(json)) throw Frames::Failure{Frames::Trouble::unreadable, "what was to be said is not UTF-8"};
  if (json.size() > Frames::kLargest) throw Frames::Failure{Frames::Trouble::nonsense, "a frame is too large"};
  std::string frame;
  frame.reserve(kHead + json.size());
  for (const unsigned shift : {24U, 16U, 8U, 0U}) frame += static_cast<char>(json.size() >> shift & 0xFFU);
  return frame + json;
}

std::size_t size_in(const std::string& head) {
  std::size_t size = 0;
  for (std::size_t i = 0; i < kHead; ++i) size = size << 8U | static_cast<std::uint8_t>(head[i]);
  return size;
}

// For poll: -1 waits for ever; a deadline that has passed still looks once.
int milliseconds_until(Deadline deadline) {
  if (deadline == kNoDeadline) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - std::chrono::steady_clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, std::numeric_limits<int>::max()));
}

bool would_block() { return errno == EAGAIN || errno == EINTR; }

}  // namespace

Frames& Frames::operator=(Frames&& other) noexcept {
  std::swap(socket_, other.socket_);
  std::swap(received_, other.received_);
  return *this;
}

Frames::~Frames() {
  if (socket_ >= 0) ::close(socket_);
}

bool Frames::readable() const {
  pollfd one{socket_, POLLIN, 0};
  return !received_.empty() || ::poll(&one, 1, 0) != 0;
}

void Frames::wait(short events, Deadline deadline) const {
  pollfd one{socket_, events, 0};
  if (::poll(&one, 1, milliseconds_until(deadline)) == 0) throw Failure{Trouble::late, "there was no answer in time"};
}

// The other side mostly takes or has everything at once, so the first try is made without waiting.
void Frames::send(const Value& value, Deadline deadline) {
  const auto frame = with_head(to_json(value));
  for (std::size_t sent = 0; sent < frame.size();) {
    const auto count = ::send(socket_, frame.data() + sent, frame.size() - sent, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count >= 0) {
      sent += static_cast<std::size_t>(count);
    } else if (would_block()) {
      wait(POLLOUT, deadline);
    } else {
      throw Failure{Trouble::gone, "it has ended"};
    }
  }
}

// False when the other side has closed its end before `size` bytes came.
bool Frames::fill(std::size_t size, Deadline deadline) {
  std::array<char, 16384> buffer;
  while (received_.size() < size) {
    wait(POLLIN, deadline);
    const auto count = ::recv(socket_, buffer.data(), buffer.size(), MSG_DONTWAIT);
    if (count == 0 || (count < 0 && !would_block())) return false;
    if (count > 0) received_.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return true;
}

std::optional<Value> Frames::receive(Deadline deadline) {
  if (!fill(kHead, deadline)) {
    if (received_.empty()) return std::nullopt;
    throw Failure{Trouble::gone, "it has ended in the middle of a frame"};
  }
  const auto size = size_in(received_);
  if (size > kLargest) throw Failure{Trouble::nonsense, "a frame is too large"};
  if (!fill(kHead + size, deadline)) throw Failure{Trouble::gone, "it has ended in the middle of a frame"};
  auto value = parse_json(std::string_view(received_).substr(kHead, size), {.depth = kDepth, .bytes = kLargest});
  received_.erase(0, kHead + size);
  if (!value) throw Failure{Trouble::unreadable, value.error()};
  return *std::move(value);
}

}  // namespace lodge::worker
