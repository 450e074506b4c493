#include "offer_time.h"

#include "settings.h"

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;

constexpr auto kNightFrom = 21h, kNightTo = 9h;
constexpr std::chrono::minutes kLastDay = 24h;

Instant after_the_night(const Calendar& calendar, SiteId site, Instant when) {
  const auto minutes = calendar.minutes_of(site, when);
  if (minutes >= kNightTo && minutes < kNightFrom) return when;
  const std::chrono::sys_days day(calendar.date_of(site, when));
  return calendar.instant(site, minutes < kNightTo ? day : day + std::chrono::days(1), kNightTo).value_or(when);
}

}  // namespace

std::optional<Instant> offered_until(const Kernel& kernel, const Plan& plan, Instant starts, Instant now) {
  const auto site = plan.evening.site;
  const auto length = kernel.settings.duration(site, starts - now <= kLastDay ? kOfferOnTheDay : kOffer);
  auto until = after_the_night(kernel.calendar, site, now + length);
  until = std::min({until, starts, plan.evening.closes_at.value_or(starts)});
  return until - now < kLeastToAnswer ? std::nullopt : std::optional(until);
}

}  // namespace lodge::parents_evening
