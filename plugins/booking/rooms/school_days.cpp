#include "school_days.h"

#include <algorithm>

namespace lodge::rooms {

int SchoolDays::ahead(const Calendar& calendar, SiteId site, LocalDate today, LocalDate date) {
  constexpr std::ptrdiff_t kMostDays = 400;
  const std::chrono::sys_days first(today);
  const auto days = std::clamp<std::ptrdiff_t>((std::chrono::sys_days(date) - first).count(), 0, kMostDays);
  const std::lock_guard lock(mutex_);
  auto& counted = sites_[site];
  const auto revision = calendar.revision(site);
  if (counted.today != today || counted.revision != revision) counted = {today, revision, {0}};
  while (std::ssize(counted.ahead) <= days) {
    const auto day = calendar.day(site, first + std::chrono::days(std::ssize(counted.ahead)));
    counted.ahead.push_back(counted.ahead.back() + (day.kind == SchoolDay::Kind::school ? 1 : 0));
  }
  return counted.ahead[static_cast<std::size_t>(days)];
}

}  // namespace lodge::rooms
