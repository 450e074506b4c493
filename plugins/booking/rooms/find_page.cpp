#include "find_page.h"

#include "book_page.h"
#include "filter.h"
#include "links.h"
#include "settings.h"
#include "shown.h"
#include "week.h"

#include <algorithm>
#include <set>

namespace lodge::rooms {
namespace {

/// Each with a number for its field's id.
Value::List options(const std::set<std::string>& words, const std::set<std::string>& chosen) {
  Value::List list;
  for (const auto& word : words) {
    if (!word.empty()) list.push_back(Value::Map{{"words", word}, {"chosen", chosen.contains(word)}, {"nth", list.size()}});
  }
  return list;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : ", ") + word;
  return all;
}

}  // namespace

/// The next school day and the period that runs or comes next, when nothing was typed.
Typed FindPage::with_standards(const Request& request, Typed typed) const {
  const auto now = kernel_.clock.now();
  const auto site = request.actor.site;
  if (!parse_date(typed.date)) {
    const auto today = kernel_.calendar.date_of(site, now);
    const auto over = std::ranges::all_of(kernel_.calendar.day(site, today).periods, [&](const Period& period) { return period.when.ends() <= now; });
    typed.date = date_text(school_day(kernel_.calendar, site, std::chrono::sys_days(today) + std::chrono::days(over ? 1 : 0), 1));
  }
  if (!typed.period.empty() || !typed.from.empty()) return typed;
  const auto day = kernel_.calendar.day(site, *parse_date(typed.date));
  const auto next = std::ranges::find_if(day.periods, [&](const Period& period) { return now < period.when.ends(); });
  if (next != day.periods.end()) typed.period = next->code;
  return typed;
}

Value::List FindPage::free(const Request& request, const When& when) const {
  const auto filter = filter_of(request.query);
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  const auto wanted = filter.choose(*rooms);
  auto free = kernel_.database.read([&](Reader& reader) { return free_rooms(reader, kernel_.ledger, wanted, when.interval); });
  std::ranges::stable_sort(free, {}, [&](const Room* room) { return filter.seats == 0 ? 0 : room->capacity; });  // the smallest that does
  Value::List list;
  for (const auto* room : free) {
    list.push_back(Value::Map{{"href", book_link(room->code, when)},
                              {"room", room_words(*rooms, room->id)},
                              {"building", room->building},
                              {"seats", room->capacity == 0 ? "" : request.say->say_many("{count} seat", "{count} seats", room->capacity)},
                              {"features", joined(room->features)}});
  }
  return list;
}

Response FindPage::find(const Request& request) const {
  const auto typed = with_standards(request, rooms::typed(request.query));
  const auto filter = filter_of(request.query);
  auto values = BookPage(kernel_, Desk(kernel_)).fields(request, typed);
  std::set<std::string> buildings, features;
  for (const auto& room : kernel_.rooms.rooms(request.actor.site)->all()) {
    buildings.insert(room.building);
    features.insert(room.features.begin(), room.features.end());
  }
  values["buildings"] = options(buildings, {filter.building});
  values["any_features"] = !features.empty();
  values["features"] = options(features, filter.features);
  values["seats"] = filter.seats == 0 ? "" : std::to_string(filter.seats);
  const auto time = time_of(typed);
  const auto when = time ? resolve(kernel_.calendar, request.actor.site, *time) : std::unexpected(Unfit::no_such_period);
  if (when) {
    auto list = free(request, *when);
    values["answer"] = Value::Map{{"when", request.say->say("{day}, {times}", {{"day", request.say->day(when->date)},
                                                                              {"times", time_words(kernel_, *request.say, request.actor.site, *when)}})},
                                  {"count", request.say->say_many("{count} room is free", "{count} rooms are free", static_cast<std::int64_t>(list.size()))},
                                  {"free", std::move(list)}};
  } else {
    values["fault"] = sentence(*request.say, when.error());
  }
  return kernel_.pages.page(request, "rooms/find", request.say->say("Find a free room"), values);
}

Response FindPage::week(const Request& request) const {
  const auto site = request.actor.site;
  const auto rooms = kernel_.rooms.rooms(site);
  const auto* room = rooms->by_code(request.parts.get("room"));
  if (room == nullptr) return kernel_.pages.sorry(request, 404);
  const auto now = kernel_.clock.now();
  const auto monday = monday_of(parse_date(request.query.get("date")).value_or(school_day(kernel_.calendar, site, kernel_.calendar.date_of(site, now), 1)));
  const Footprints footprints(kernel_.database.read([&](Reader& reader) { return kernel_.ledger.resources(reader, site, "room"); }));
  std::vector<DayGrid> days;
  for (int i = 0; i < 7; ++i) {
    const LocalDate date = std::chrono::sys_days(monday) + std::chrono::days(i);
    auto day = kernel_.calendar.day(site, date);
    auto entries = entries_between(kernel_, site, {resource_of(room->id)}, day.whole_day);
    days.push_back(lay_out(std::move(day), only(rooms, room->id), std::move(entries), footprints));
  }
  const auto& say = *request.say;
  auto values = week_values(days, {say, request.actor.person, kernel_.access.may(request.actor, kBook), kernel_.access.may(request.actor, kRead), {}, now});
  const auto moved = [&](int by) { return LocalDate(std::chrono::sys_days(monday) + std::chrono::days(by)); };
  values["before"] = week_link(room->code, moved(-7));
  values["after"] = week_link(room->code, moved(7));
  values["from"] = say.day(monday);
  values["letter"] = days.front().day.week_letter;
  values["seats"] = room->capacity == 0 ? "" : say.say_many("{count} seat", "{count} seats", room->capacity);
  values["building"] = room->building;
  values["features"] = joined(room->features);
  values["code"] = room->code;
  return kernel_.pages.page(request, "rooms/week", room_words(*rooms, room->id), values);
}

}  // namespace lodge::rooms
