#pragma once
#include "local_times.h"

#include <lodge/settings.h>

#include <chrono>
#include <optional>

namespace lodge::rooms {

/// What the school has set about when rooms may be booked.
struct Limits {
  std::chrono::seconds ahead, notice;
  std::chrono::minutes opens, closes;
  bool closed_days;
};

Limits limits(const Settings& settings, SiteId site);

/// Nothing when `when` may be booked now. Whoever manages rooms is bound by none but the past. Pure.
std::optional<Unfit> outside(const Limits& limits, const When& when, SchoolDay::Kind day, Instant now, bool manages);

}  // namespace lodge::rooms
