#pragma once
#include <lodge/interval.h>

#include <mutex>
#include <optional>

namespace lodge::core {

/// Whether a channel gets anything out. After three outages in a row it is left alone for a while, a second at first and
/// a minute at most, so that a dead mail server costs no message its tries; and once it has been dead for long, that is
/// an alarm. [any thread]
class ChannelHealth {
 public:
  enum class News { none, dead, alive_again };

  explicit ChannelHealth(std::chrono::seconds alarm_after) : alarm_after_(alarm_after) {}
  News answered();  ///< it said yes or no
  News outage(Instant now);    ///< News::dead once when the alarm is due, and each time that long again
  bool resting(Instant now) const;
  std::optional<Instant> dead_since() const;  ///< of its first outage with no answer since

 private:
  const std::chrono::seconds alarm_after_;
  mutable std::mutex mutex_;
  int outages_ = 0;  ///< in a row
  std::optional<Instant> since_, alarmed_;
  Instant rests_until_{};
};

}  // namespace lodge::core
