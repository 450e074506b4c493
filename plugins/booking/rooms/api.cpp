#include "api.h"

#include "api_docs.h"
#include "api_values.h"
#include "day.h"
#include "filter.h"
#include "find.h"
#include "given.h"
#include "settings.h"

#include <algorithm>

namespace lodge::rooms {
namespace {

/// The timetable names lessons by when they begin.
Interval with_those_running(const Interval& when) { return *Interval::make(when.starts() - std::chrono::hours(24), when.ends()); }

constexpr std::int64_t kStandardPage = 50, kLargestPage = 200;
constexpr std::chrono::days kStandardSpan{14}, kLongestSpan{366};

/// The first `limit` of what comes after `cursor`, by key, and the cursor of the rest.
template <class T, class Key, class Show>
Value page(Given& given, const std::vector<T>& sorted, Key key, Show show) {
  const auto limit = given.number("limit", kStandardPage, 1, kLargestPage);
  const auto cursor = given.text("cursor");
  auto at = cursor.empty() ? sorted.begin() : std::ranges::upper_bound(sorted, cursor, {}, key);
  Value::List items;
  for (; given.wrong().empty() && at != sorted.end() && std::ssize(items) < limit; ++at) items.push_back(show(*at));
  const auto next = at == sorted.end() || items.empty() ? Value() : Value(key(*std::prev(at)));
  return Value::Map{{"items", std::move(items)}, {"next", next}};
}

Filter filter_of(Given& given, const Request& request) {
  given.number("seats", 0, 0, 9999);
  return rooms::filter_of(request.query);
}

/// A booking of a room or a lesson in one, as the list has them.
struct Listed {
  Instant starts;
  BookingId id;
  std::optional<std::pair<Record, Booking>> booking;
  std::optional<Lesson> lesson;
};

std::string cursor_of(const Listed& one) { return instant_text(one.starts) + "." + one.id.text(); }

bool is_cursor(const std::string& text) {
  const auto point = text.rfind('.');
  return point != std::string::npos && parse_instant(text.substr(0, point)) && BookingId::parse(text.substr(point + 1));
}

}  // namespace

void RoomApi::add_routes(Routes& routes) {
  const auto add = [&](Method method, std::string pattern, const Permission& permission, ApiDoc doc, Handler handler) {
    routes.add({.method = method, .pattern = std::move(pattern), .permission = permission, .handler = std::move(handler), .api = std::move(doc)});
  };
  add(Method::get, "/api/v1/rooms", kView, rooms_doc(), [this](const Request& request) { return rooms(request); });
  add(Method::get, "/api/v1/rooms/availability", kView, availability_doc(), [this](const Request& request) { return availability(request); });
  add(Method::get, "/api/v1/bookings", kView, bookings_doc(), [this](const Request& request) { return bookings(request); });
  add(Method::post, "/api/v1/bookings", kBook, book_doc(), [this](const Request& request) { return book(request); });
  add(Method::post, "/api/v1/bookings/preview", kBook, preview_doc(), [this](const Request& request) { return preview(request); });
  add(Method::get, "/api/v1/bookings/{id}", kView, booking_doc(), [this](const Request& request) { return booking(request); });
  add(Method::patch, "/api/v1/bookings/{id}", kBook, change_doc(), [this](const Request& request) { return change(request); });
  add(Method::del, "/api/v1/bookings/{id}", kBook, cancel_doc(), [this](const Request& request) { return cancel(request); });
}

Response RoomApi::rooms(const Request& request) const {
  Given given(request.query);
  const auto filter = filter_of(given, request);
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  if (const auto cursor = given.text("cursor"); given.has("cursor") && rooms->by_code(cursor) == nullptr) given.is_wrong("cursor");
  std::vector<const Room*> some;
  for (const auto& room : rooms->all()) {
    if (filter.takes(room)) some.push_back(&room);
  }
  std::ranges::sort(some, {}, &Room::code);
  const auto answer = page(given, some, [](const Room* room) { return room->code; }, [](const Room* room) { return json_of(*room); });
  return given.wrong().empty() ? Response::json(answer) : malformed(request, given);
}

Response RoomApi::availability(const Request& request) const {
  Given given(request.query);
  const auto filter = filter_of(given, request);
  const auto time = time_of(request.actor.site, given);
  if (!time || !given.wrong().empty()) return malformed(request, given);
  const auto when = resolve(kernel_.calendar, request.actor.site, *time);
  if (!when) return problem_of(kernel_, request, when.error());
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  std::vector<const Room*> wanted;
  for (const auto& room : rooms->all()) {
    if (filter.takes(room)) wanted.push_back(&room);
  }
  Value::List items;
  for (const auto* room : kernel_.database.read([&](Reader& reader) { return free_rooms(reader, kernel_.ledger, wanted, when->interval); })) {
    items.push_back(json_of(*room));
  }
  return Response::json(Value::Map{{"items", std::move(items)}, {"next", nullptr}});
}

Response RoomApi::bookings(const Request& request) const {
  Given given(request.query);
  const auto from = given.has("from") ? given.instant("from") : kernel_.clock.now();
  const auto to = given.has("to") ? given.instant("to") : from ? std::optional(*from + kStandardSpan) : std::nullopt;
  const auto when = from && to ? Interval::make(*from, *to) : std::nullopt;
  if (!when || when->length() > kLongestSpan) given.is_wrong(from ? "to" : "from");
  const auto code = given.text("room"), kind = given.one_of("kind", {"booking", "lesson", "any"});
  const bool mine = given.has("mine") && given.one_of("mine", {"1"}) == "1";
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  if (given.has("room") && rooms->by_code(code) == nullptr) given.is_wrong("room");
  if (given.has("cursor") && !is_cursor(given.text("cursor"))) given.is_wrong("cursor");
  if (!given.wrong().empty()) return malformed(request, given);

  std::vector<ResourceId> resources;
  for (const auto& room : rooms->all()) {
    if (!given.has("room") || room.code == code) resources.push_back(resource_of(room.id));
  }
  auto all = kernel_.database.read([&](Reader& reader) {
    std::map<BookingId, Booking> live;
    bool lessons = false;
    for (auto& booking : kernel_.ledger.between(reader, resources, *when)) {
      if (mine && booking.owner != request.actor.person) continue;
      lessons |= booking.kind == kLessonKind && kind != "booking";
      live.emplace(booking.id, std::move(booking));
    }
    std::vector<BookingId> ids;
    for (const auto& [id, booking] : live) {
      if (booking.kind == kBookingKind && kind != "lesson") ids.push_back(id);
    }
    std::vector<Listed> some;
    for (auto& record : find_all(reader, ids)) {
      auto& booking = live.at(record.booking);
      some.push_back({record.when.interval.starts(), record.booking, std::pair(std::move(record), std::move(booking)), {}});
    }
    if (!lessons) return some;
    for (auto& lesson : kernel_.timetable.lessons(reader, request.actor.site, with_those_running(*when))) {
      if (live.contains(lesson.booking)) some.push_back({lesson.when.starts(), lesson.booking, {}, std::move(lesson)});
    }
    return some;
  });
  std::ranges::sort(all, {}, cursor_of);
  const auto answer = page(given, all, cursor_of, [&](const Listed& one) {
    return one.lesson ? json_of(kernel_, request.actor.site, *one.lesson) : json_of(kernel_, one.booking->first, one.booking->second);
  });
  return given.wrong().empty() ? Response::json(answer) : malformed(request, given);
}

std::optional<std::pair<Record, Booking>> RoomApi::found(const Request& request) const {
  const auto id = BookingId::parse(request.parts.get("id"));
  return id ? found(request.actor.site, *id) : std::nullopt;
}

std::optional<std::pair<Record, Booking>> RoomApi::found(SiteId site, BookingId id) const {
  return kernel_.database.read([&](Reader& reader) -> std::optional<std::pair<Record, Booking>> {
    auto record = find(reader, id);
    auto booking = kernel_.ledger.find(reader, id);
    if (!record || !booking || record->site != site) return std::nullopt;
    return std::pair(std::move(*record), std::move(*booking));
  });
}

Response RoomApi::booking(const Request& request) const {
  const auto one = found(request);
  return one ? Response::json(json_of(kernel_, one->first, one->second)) : unknown(request);
}

}  // namespace lodge::rooms
