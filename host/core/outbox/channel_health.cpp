#include "core/outbox/channel_health.h"

#include <algorithm>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr int kTolerated = 3;

std::chrono::seconds rest_after(int outages) {
  return outages < kTolerated ? 0s : std::min(60s, 1s * (1 << std::min(outages - kTolerated, 6)));
}

}  // namespace

ChannelHealth::News ChannelHealth::answered() {
  const std::scoped_lock lock(mutex_);
  const bool was_alarm = alarmed_.has_value();
  outages_ = 0;
  since_.reset();
  alarmed_.reset();
  rests_until_ = {};
  return was_alarm ? News::alive_again : News::none;
}

ChannelHealth::News ChannelHealth::outage(Instant now) {
  const std::scoped_lock lock(mutex_);
  if (!since_) since_ = now;
  rests_until_ = now + rest_after(++outages_);
  if (now - alarmed_.value_or(*since_) < alarm_after_) return News::none;
  alarmed_ = now;
  return News::dead;
}

bool ChannelHealth::resting(Instant now) const {
  const std::scoped_lock lock(mutex_);
  return now < rests_until_;
}

std::optional<Instant> ChannelHealth::dead_since() const {
  const std::scoped_lock lock(mutex_);
  return since_;
}

}  // namespace lodge::core
