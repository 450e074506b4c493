#include "wishers.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::optional<Interval> common(const Interval& one, const Interval& other) {
  return Interval::make(std::max(one.starts(), other.starts()), std::min(one.ends(), other.ends()));
}

/// The date that a family meant by it: of two on one day the one during which it can come.
const EveningDate* date_meant(const Calendar& calendar, const Plan& plan, const Interval& window) {
  const EveningDate* meant = nullptr;
  const auto day = calendar.date_of(plan.evening.site, window.starts());
  for (const auto& date : plan.dates) {
    if (date.date != day) continue;
    if (meant == nullptr || (!meant->when.overlaps(window) && date.when.overlaps(window))) meant = &date;
  }
  return meant;
}

Interval follow(const Calendar& calendar, const Plan& before, const Plan& after, const Interval& window) {
  const auto* was = date_meant(calendar, before, window);
  const auto* is = was == nullptr ? nullptr : after.date(was->id);
  if (is == nullptr || is->date == was->date) return window;
  const auto site = before.evening.site;
  const auto starts = calendar.instant(site, is->date, calendar.minutes_of(site, window.starts()));
  return starts ? *Interval::make(*starts, *starts + window.length()) : window;
}

/// When a family can come, with how the date is held; and whom of those that it wished for it can see then.
using Seen = std::pair<std::vector<std::pair<Interval, Mode>>, std::set<Whom>>;

Seen seen(const Plan& plan, const People& people, const Wishes& wishes, const std::vector<Interval>& windows) {
  Seen all;
  if (!awaits_round(plan)) return all;
  for (const auto& date : plan.held_dates()) {
    for (const auto& window : windows) {
      if (const auto time = common(date.when, window)) all.first.emplace_back(*time, date.mode);
    }
  }
  const auto sits = [&](const Desk* desk) {
    return desk->slots > 0 && std::ranges::any_of(all.first, [&](const auto& time) { return desk->when(0, desk->slots).overlaps(time.first); });
  };
  for (const auto& whom : wishes.whom) {
    if (!may_see(plan, people, wishes.household, whom.student, whom.teacher)) continue;
    if (std::ranges::any_of(plan.desks_of(whom.teacher), sits)) all.second.insert(whom);
  }
  return all;
}

}  // namespace

bool awaits_round(const Plan& plan) {
  return plan.evening.state == EveningState::published && plan.evening.wishes_from && !plan.evening.allocated_at;
}

bool opens_round(const Plan& before, const Plan& after, Instant now) {
  const auto& until = after.evening.wishes_until;
  return until != before.evening.wishes_until && (!until || *until > now);
}

std::vector<Wisher> wishers(const Calendar& calendar, const Plan& before, const Plan& after, const People& people, const std::vector<Wishes>& wishes) {
  std::vector<Wisher> all;
  if (!awaits_round(before)) return all;
  for (const auto& one : wishes) {
    Wisher wisher{.household = one.household};
    for (const auto& window : one.windows) wisher.windows.push_back(follow(calendar, before, after, window));
    wisher.moved = wisher.windows != one.windows;
    wisher.told = seen(before, people, one, one.windows) != seen(after, people, one, wisher.windows);
    all.push_back(std::move(wisher));
  }
  return all;
}

}  // namespace lodge::parents_evening
