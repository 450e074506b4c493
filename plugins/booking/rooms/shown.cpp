#include "shown.h"

#include "links.h"

#include <algorithm>

namespace lodge::rooms {

std::string room_words(const Rooms& rooms, RoomId id) {
  const auto* room = rooms.room(id);
  if (room == nullptr) return "";
  return room->name.find(room->code) == std::string::npos ? room->name + " (" + room->code + ")" : room->name;
}

std::string time_words(const Kernel& kernel, const Say& say, SiteId site, const When& when) {
  const auto times = say.times(when.starts, when.ends);
  if (when.period.empty()) return times;
  const auto day = kernel.calendar.day(site, when.date);
  const auto period = std::ranges::find(day.periods, when.period, &Period::code);
  return period == day.periods.end() ? times : say.say("{period}, {times}", {{"period", period->name}, {"times", times}});
}

Value::Map shown(const Kernel& kernel, const Say& say, const Record& record) {
  const auto rooms = kernel.rooms.rooms(record.site);
  const auto* room = rooms->room(record.room);
  const auto words = open(kernel.privacy, record.site, record.words);
  const auto owner = kernel.directory.people(record.site)->name(record.owner);
  return {{"room", room_words(*rooms, record.room)},
          {"code", room == nullptr ? "" : room->code},
          {"day", say.full_day(record.when.date)},
          {"short_day", say.short_day(record.when.date)},
          {"time", time_words(kernel, say, record.site, record.when)},
          {"purpose", words.purpose},
          {"notes", words.notes},
          {"owner", owner.empty() ? say.say("the school office") : owner},
          {"href", booking_link(record.booking)},
          {"day_href", day_link(record.when.date)}};
}

}  // namespace lodge::rooms
