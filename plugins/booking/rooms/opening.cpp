#include "opening.h"

#include "settings.h"

namespace lodge::rooms {

Limits limits(const Settings& settings, SiteId site) {
  const auto clock = [&](const Setting& setting) { return parse_minutes(settings.text(site, setting)).value(); };
  return {settings.duration(site, kBookAhead), settings.duration(site, kNotice), clock(kOpens), clock(kCloses),
          settings.yes(site, kClosedDays)};
}

std::optional<Unfit> outside(const Limits& limits, const When& when, SchoolDay::Kind day, Instant now, bool manages) {
  if (when.interval.ends() <= now) return Unfit::past;
  if (manages) return std::nullopt;
  if (day != SchoolDay::Kind::school && !limits.closed_days) return Unfit::closed_day;
  if (when.starts < limits.opens || when.ends > limits.closes) return Unfit::outside_hours;
  const bool notice = limits.notice > std::chrono::seconds(0);  // without one, a period that has begun may be booked
  if (notice && when.interval.starts() - now < limits.notice) return Unfit::too_short_notice;
  if (when.interval.starts() - now > limits.ahead) return Unfit::too_far_ahead;
  return std::nullopt;
}

}  // namespace lodge::rooms
