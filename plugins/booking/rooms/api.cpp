#include "api.h"

#include "api_docs.h"
#include "api_values.h"
#include "day.h"
#include "filter.h"
#include "find.h"
#include "given.h"
#include "settings.h"

#include <algorithm>
#include <map>

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

/// A booking of a room or a lesson in one, as the list has them. A lesson in two rooms is there twice.
struct Listed {
  Instant starts;
  BookingId id;
  RoomId room;
  std::optional<std::pair<Record, Booking>> booking;
  std::optional<Lesson> lesson;
};

std::string cursor_of(const Listed& one) { return instant_text(one.starts) + "." + one.id.text() + "." + one.room.text(); }

bool is_cursor(const std::string& text) {
  constexpr std::size_t kIds = 2 * (1 + RawId::kTextSize);
  if (text.size() < kIds) return false;
  const auto ids = text.substr(text.size() - kIds);
  return parse_instant(text.substr(0, text.size() - kIds)) && BookingId::parse(ids.substr(1, RawId::kTextSize)) && RoomId::parse(ids.substr(kIds / 2 + 1));
}

struct Wanted {
  SiteId site;
  Interval when;
  std::vector<RoomId> rooms;
  std::string kind;
  std::optional<PersonId> owner;
};

/// The rooms under which a lesson is listed: those that are wanted, or its own when it is in the way from there (a hall
/// whose part is wanted).
std::vector<RoomId> rooms_of(const Lesson& lesson, const Wanted& wanted) {
  auto rooms = lesson.rooms;
  std::erase_if(rooms, [&](RoomId room) { return std::ranges::find(wanted.rooms, room) == wanted.rooms.end(); });
  return rooms.empty() ? lesson.rooms : rooms;
}

std::vector<Listed> listed(const Kernel& kernel, Reader& reader, const Wanted& wanted) {
  std::vector<ResourceId> resources;
  for (const auto room : wanted.rooms) resources.push_back(resource_of(room));
  std::map<BookingId, Booking> live;
  std::vector<BookingId> ids;
  bool lessons = false;
  for (auto& booking : kernel.ledger.between(reader, resources, wanted.when)) {
    if (wanted.owner && booking.owner != wanted.owner) continue;
    lessons |= booking.kind == kLessonKind && wanted.kind != "booking";
    if (booking.kind == kBookingKind && wanted.kind != "lesson") ids.push_back(booking.id);
    live.emplace(booking.id, std::move(booking));
  }
  std::vector<Listed> all;
  for (auto& record : find_all(reader, ids)) {
    auto& booking = live.at(record.booking);
    all.push_back({record.when.interval.starts(), record.booking, record.room, std::pair(std::move(record), std::move(booking)), {}});
  }
  if (!lessons) return all;
  for (const auto& lesson : kernel.timetable.lessons(reader, wanted.site, with_those_running(wanted.when))) {
    if (!live.contains(lesson.booking)) continue;
    for (const auto room : rooms_of(lesson, wanted)) all.push_back({lesson.when.starts(), lesson.booking, room, {}, lesson});
  }
  return all;
}

}  // namespace

void RoomApi::add_routes(Routes& routes) {
  const auto add = [&](Method method, std::string pattern, const Permission& permission, ApiDoc doc, Handler handler) {
    routes.add({.method = method, .pattern = std::move(pattern), .permission = permission, .handler = std::move(handler), .api = std::move(doc)});
  };
  add(Method::get, "/api/v1/rooms", kView, rooms_doc(), [this](const Request& request) { return rooms(request); });
  add(Method::get, "/api/v1/rooms/availability", kView, availability_doc(), [this](const Request& request) { return availability(request); });
  add(Method::get, "/api/v1/bookings", kRead, bookings_doc(), [this](const Request& request) { return bookings(request); });
  add(Method::post, "/api/v1/bookings", kBook, book_doc(), [this](const Request& request) { return book(request); });
  add(Method::post, "/api/v1/bookings/preview", kBook, preview_doc(), [this](const Request& request) { return preview(request); });
  add(Method::get, "/api/v1/bookings/{id}", kRead, booking_doc(), [this](const Request& request) { return booking(request); });
  add(Method::patch, "/api/v1/bookings/{id}", kBook, change_doc(), [this](const Request& request) { return change(request); });
  add(Method::del, "/api/v1/bookings/{id}", kBook, cancel_doc(), [this](const Request& request) { return cancel(request); });
}

/// A page of rooms, by their codes.
Response RoomApi::rooms_page(const Request& request, Given& given, std::vector<const Room*> some) const {
  if (given.has("cursor") && kernel_.rooms.rooms(request.actor.site)->by_code(given.text("cursor")) == nullptr) given.is_wrong("cursor");
  std::ranges::sort(some, {}, &Room::code);
  const auto answer = page(given, some, [](const Room* room) { return room->code; }, [](const Room* room) { return json_of(*room); });
  return given.wrong().empty() ? Response::json(answer) : malformed(request, given);
}

Response RoomApi::rooms(const Request& request) const {
  Given given(request.query);
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  return rooms_page(request, given, filter_of(given, request).choose(*rooms));
}

Response RoomApi::availability(const Request& request) const {
  Given given(request.query);
  const auto filter = filter_of(given, request);
  const auto time = time_of(request.actor.site, given);
  if (!time || !given.wrong().empty()) return malformed(request, given);
  const auto when = resolve(kernel_.calendar, request.actor.site, *time);
  if (!when) return problem_of(kernel_, request, when.error());
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  const auto wanted = filter.choose(*rooms);
  return rooms_page(request, given, kernel_.database.read([&](Reader& reader) { return free_rooms(reader, kernel_.ledger, wanted, when->interval); }));
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

  Wanted wanted{request.actor.site, *when, {}, kind, mine ? std::optional(request.actor.person) : std::nullopt};
  for (const auto& room : rooms->all()) {
    if (!given.has("room") || room.code == code) wanted.rooms.push_back(room.id);
  }
  auto all = kernel_.database.read([&](Reader& reader) { return listed(kernel_, reader, wanted); });
  std::ranges::sort(all, {}, cursor_of);
  const auto answer = page(given, all, cursor_of, [&](const Listed& one) {
    return one.lesson ? json_of(kernel_, request.actor.site, *one.lesson, one.room) : json_of(kernel_, one.booking->first, one.booking->second);
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

std::optional<Lesson> RoomApi::lesson(const Request& request) const {
  const auto id = BookingId::parse(request.parts.get("id"));
  if (!id) return std::nullopt;
  return kernel_.database.read([&](Reader& reader) -> std::optional<Lesson> {
    const auto booking = kernel_.ledger.find(reader, *id);
    const bool here = booking && booking->site == request.actor.site && booking->state != BookingState::cancelled;
    return here ? kernel_.timetable.lesson(reader, *id) : std::nullopt;
  });
}

/// Of what is no booking of a room's: a lesson can be seen, and not touched.
Response RoomApi::untouchable(const Request& request) const {
  return lesson(request) ? problem_of(kernel_, request, NotYours{}) : unknown(request);
}

Response RoomApi::booking(const Request& request) const {
  if (const auto one = found(request)) return Response::json(json_of(kernel_, one->first, one->second));
  const auto lesson = this->lesson(request);
  return lesson ? Response::json(json_of(kernel_, request.actor.site, *lesson, lesson->rooms.empty() ? RoomId() : lesson->rooms.front())) : unknown(request);
}

}  // namespace lodge::rooms
