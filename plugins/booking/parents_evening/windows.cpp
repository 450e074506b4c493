#include "windows.h"

#include <charconv>

namespace lodge::parents_evening {
namespace {

using std::chrono::minutes;

std::optional<minutes> minutes_of(const std::string& text) {
  int value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  const bool fine = fault == std::errc() && end == text.data() + text.size() && value >= 0 && value <= 24 * 60;
  return fine ? std::optional(minutes(value)) : std::nullopt;
}

/// A quarter of an hour apart, or a slot where that is longer.
std::vector<minutes> steps(const EveningDate& date) {
  const auto step = std::max(date.slot, minutes(15));
  std::vector<minutes> all;
  for (auto at = date.from; at < date.to; at += step) all.push_back(at);
  all.push_back(date.to);
  return all;
}

Value::Map time_option(const Say& say, minutes at, minutes chosen) {
  return {{"value", at.count()}, {"words", say.time(at)}, {"chosen", at == chosen}};
}

}  // namespace

std::vector<Interval> windows_of(const Kernel& kernel, const Plan& plan, const Fields& fields) {
  std::vector<Interval> windows;
  for (const auto& date : plan.held_dates()) {
    const auto from = minutes_of(fields.get("from-" + date.id.text())), to = minutes_of(fields.get("to-" + date.id.text()));
    if (!from || !to) continue;
    const auto starts = kernel.calendar.instant(plan.evening.site, date.date, *from), ends = kernel.calendar.instant(plan.evening.site, date.date, *to);
    const auto window = starts && ends ? Interval::make(*starts, *ends) : std::nullopt;
    if (window) windows.push_back(*window);
  }
  return windows;
}

Value::List window_fields(const Kernel& kernel, const Say& say, const Plan& plan, const Fields& chosen) {
  Value::List list;
  for (const auto& date : plan.held_dates()) {
    if (date.when.ends() <= kernel.clock.now()) continue;
    const auto id = date.id.text();
    const bool said = chosen.has("from-" + id);
    const auto from = said ? minutes_of(chosen.get("from-" + id)) : std::optional(date.from);
    const auto to = minutes_of(chosen.get("to-" + id)).value_or(date.to);
    const auto all = steps(date);
    Value::List froms, tos;
    for (std::size_t i = 0; i + 1 < all.size(); ++i) froms.push_back(time_option(say, all[i], from.value_or(minutes(-1))));
    for (std::size_t i = 1; i < all.size(); ++i) tos.push_back(time_option(say, all[i], to));
    list.push_back(Value::Map{{"id", id}, {"day", say.day(date.date)}, {"several", plan.dates.size() > 1}, {"never", said && !from},
                              {"froms", std::move(froms)}, {"tos", std::move(tos)}});
  }
  return list;
}

}  // namespace lodge::parents_evening
