#include "instead.h"

#include "opening.h"
#include "settings.h"
#include "shown.h"
#include "words.h"

#include <array>

namespace lodge::rooms {
namespace {

/// "S04|2026-11-12|4||": what a button of an alternative says.
constexpr char kSeparator = '|';

std::string take_value(const std::string& room, const When& when) {
  std::string value = room;
  for (const auto& part : {date_text(when.date), when.period, minutes_text(when.starts), minutes_text(when.ends)}) {
    value += kSeparator + part;
  }
  return value;
}

std::string words_of(const Kernel& kernel, const Say& say, SiteId site, const Instead& one, LocalDate asked) {
  const auto room = room_words(*kernel.rooms.rooms(site), one.room), times = time_words(kernel, say, site, one.when);
  if (one.when.date == asked) return say.say("{room}, {times}", {{"room", room}, {"times", times}});
  return say.say("{room}, {day}, {times}", {{"room", room}, {"day", say.short_day(one.when.date)}, {"times", times}});
}

/// What the ledger names as free, with the period that it is.
Instead instead_of(const Kernel& kernel, SiteId site, const Want& free) {
  const auto starts = free.when.starts(), ends = free.when.ends();
  When when{kernel.calendar.date_of(site, starts), "", kernel.calendar.minutes_of(site, starts), kernel.calendar.minutes_of(site, ends), free.when};
  for (const auto& period : kernel.calendar.day(site, when.date).periods) {
    if (period.when == free.when) when.period = period.code;
  }
  return {room_of(free.resource), std::move(when)};
}

}  // namespace

std::vector<Instead> near(const Kernel& kernel, const Actor& actor, Reader& reader, const Want& wanted) {
  const auto limits = rooms::limits(kernel.settings, actor.site);
  const bool manages = kernel.access.may(actor, kManage);
  std::vector<Instead> some;
  for (const auto& free : kernel.ledger.nearest(reader, wanted)) {
    auto one = instead_of(kernel, actor.site, free);
    const auto day = kernel.calendar.day(actor.site, one.when.date).kind;
    const bool over_midnight = one.when.ends <= one.when.starts;
    if (!over_midnight && !outside(limits, one.when, day, kernel.clock.now(), manages)) some.push_back(std::move(one));
  }
  return some;
}

Value::List take_buttons(const Kernel& kernel, const Say& say, SiteId site, std::span<const Instead> some, LocalDate asked) {
  const auto rooms = kernel.rooms.rooms(site);
  Value::List list;
  for (const auto& one : some) {
    const auto* room = rooms->room(one.room);
    if (room != nullptr) list.push_back(Value::Map{{"take", take_value(room->code, one.when)}, {"words", words_of(kernel, say, site, one, asked)}});
  }
  return list;
}

void take(Typed& typed, const std::string& value) {
  std::array<std::string, 5> parts;
  std::size_t at = 0;
  for (auto& part : parts) {
    const auto end = std::min(value.find(kSeparator, at), value.size());
    part = value.substr(std::min(at, value.size()), end - std::min(at, value.size()));
    at = end + 1;
  }
  typed.room = parts[0];
  typed.date = parts[1];
  typed.period = parts[2];
  typed.from = parts[2].empty() ? parts[3] : "";
  typed.to = parts[2].empty() ? parts[4] : "";
}

}  // namespace lodge::rooms
