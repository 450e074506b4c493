#include "api.h"

#include "api_docs.h"
#include "api_values.h"
#include "day.h"
#include "filter.h"
#include "find.h"
#include "forms.h"
#include "settings.h"

#include <algorithm>
#include <charconv>

namespace lodge::rooms {
namespace {

constexpr std::size_t kStandardPage = 50, kLargestPage = 200;
constexpr std::chrono::days kStandardSpan{14}, kLongestSpan{366};

std::size_t limit_of(const Request& request) {
  const auto& text = request.query.get("limit");
  std::size_t limit = kStandardPage;
  std::from_chars(text.data(), text.data() + text.size(), limit);
  return std::clamp<std::size_t>(limit, 1, kLargestPage);
}

Response malformed(const Request& request) {
  return Response::problem(400, "malformed", request.say->say("Something in the request is missing or not of its form."));
}

Response unknown(const Request& request) {
  return Response::problem(404, "not-found", request.say->say("There is no such booking."));
}

/// The first `limit` of what comes after `cursor`, by key, and the cursor of the rest.
template <class T, class Key, class Show>
Value page(const Request& request, const std::vector<T>& sorted, Key key, Show show) {
  const auto& cursor = request.query.get("cursor");
  auto at = std::ranges::upper_bound(sorted, cursor, {}, key);
  if (cursor.empty()) at = sorted.begin();
  Value::List items;
  for (; at != sorted.end() && items.size() < limit_of(request); ++at) items.push_back(show(*at));
  const auto next = at == sorted.end() || items.empty() ? Value() : Value(key(*std::prev(at)));
  return Value::Map{{"items", std::move(items)}, {"next", next}};
}

std::map<LocalDate, Choice> choices_of(const Value& json) {
  Typed typed;
  if (const auto* given = json.at("choices").map()) {
    for (const auto& [date, what] : *given) typed.choices.emplace_back(date, what.text() == nullptr ? "" : *what.text());
  }
  return rooms::choices_of(typed);
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
  add(Method::get, "/api/v1/bookings/{id}", kView, booking_doc(), [this](const Request& request) { return booking(request); });
  add(Method::patch, "/api/v1/bookings/{id}", kBook, change_doc(), [this](const Request& request) { return change(request); });
  add(Method::del, "/api/v1/bookings/{id}", kBook, cancel_doc(), [this](const Request& request) { return cancel(request); });
}

Response RoomApi::rooms(const Request& request) const {
  const auto filter = filter_of(request.query);
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  std::vector<const Room*> some;
  for (const auto& room : rooms->all()) {
    if (filter.takes(room)) some.push_back(&room);
  }
  std::ranges::sort(some, {}, &Room::code);
  return Response::json(page(request, some, [](const Room* room) { return room->code; }, [](const Room* room) { return json_of(*room); }));
}

std::optional<TimeWish> RoomApi::time_of(SiteId site, const Value& json) const {
  if (const auto period = json.text_or("period"); !period.empty()) {
    const auto date = parse_date(json.text_or("date"));
    return date ? std::optional(TimeWish{.date = *date, .period = period}) : std::nullopt;
  }
  const auto starts = parse_instant(json.text_or("starts")), ends = parse_instant(json.text_or("ends"));
  if (!starts || !ends || *ends <= *starts || *ends - *starts > std::chrono::hours(24)) return std::nullopt;
  const auto& calendar = kernel_.calendar;
  return TimeWish{calendar.date_of(site, *starts), "", calendar.minutes_of(site, *starts), calendar.minutes_of(site, *ends)};
}

Response RoomApi::availability(const Request& request) const {
  Value::Map asked;
  for (const auto& [name, value] : request.query.all()) asked[name] = value;
  const auto time = time_of(request.actor.site, asked);
  if (!time) return malformed(request);
  const auto when = resolve(kernel_.calendar, request.actor.site, *time);
  if (!when) return problem_of(kernel_, request, when.error());
  const auto filter = filter_of(request.query);
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
  const auto& query = request.query;
  const auto from = query.has("from") ? parse_instant(query.get("from")) : kernel_.clock.now();
  const auto to = query.has("to") ? parse_instant(query.get("to")) : from ? std::optional(*from + kStandardSpan) : std::nullopt;
  const auto when = from && to ? Interval::make(*from, *to) : std::nullopt;
  if (!when || when->length() > kLongestSpan) return malformed(request);
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  std::vector<ResourceId> resources;
  for (const auto& room : rooms->all()) {
    if (!query.has("room") || room.code == query.get("room")) resources.push_back(resource_of(room.id));
  }
  using Pair = std::pair<Record, Booking>;
  auto all = kernel_.database.read([&](Reader& reader) {
    std::map<BookingId, Booking> live;
    for (auto& booking : kernel_.ledger.between(reader, resources, *when)) {
      const bool wanted = booking.kind == kBookingKind && (query.get("mine") != "1" || booking.owner == request.actor.person);
      if (wanted) live.emplace(booking.id, std::move(booking));
    }
    std::vector<BookingId> ids;
    for (const auto& [id, booking] : live) ids.push_back(id);
    std::vector<Pair> pairs;
    for (auto& record : find_all(reader, ids)) {
      auto& booking = live.at(record.booking);
      pairs.emplace_back(std::move(record), std::move(booking));
    }
    return pairs;
  });
  const auto key = [](const Pair& pair) { return instant_text(pair.first.when.interval.starts()) + "." + pair.first.booking.text(); };
  std::ranges::sort(all, {}, key);
  return Response::json(page(request, all, key, [&](const Pair& pair) { return json_of(kernel_, pair.first, pair.second); }));
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

Response RoomApi::not_yet(const Request& request, const NotYet& why) const {
  if (why.occurrences.size() == 1) return problem_of(kernel_, request, why.first());
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  Value::List clashes;
  for (const auto& one : why.occurrences) {
    if (!one.trouble || one.skipped) continue;
    Value::List instead;
    for (const auto room : one.instead) instead.push_back(rooms->room(room)->code);
    clashes.push_back(Value::Map{{"date", date_text(one.date)}, {"type", word(*one.trouble)},
                                 {"title", sentence(*request.say, *one.trouble)}, {"rooms", std::move(instead)}});
  }
  return Response::problem(409, "some-dates", request.say->say("Some dates are taken"), {{"clashes", std::move(clashes)}});
}

Response RoomApi::book(const Request& request) const {
  const auto site = request.actor.site;
  const auto* room = kernel_.rooms.rooms(site)->by_code(request.json.text_or("room"));
  if (room == nullptr) return problem_of(kernel_, request, Unfit::no_such_room);
  const auto time = time_of(site, request.json);
  if (!time) return malformed(request);
  Order order{room->id, *time, {request.json.text_or("purpose"), request.json.text_or("notes")}, request.actor.person,
              parse_date(request.json.text_or("repeat_until")), choices_of(request.json), request.idempotency_key};
  if (const auto owner = PersonId::parse(request.json.text_or("owner"))) order.owner = *owner;
  const auto booked = desk_.book(request.actor, std::move(order));
  if (!booked) return not_yet(request, booked.error());
  const auto one = booked->first ? booked->first : found(request.actor.site, booked->bookings.front());
  LODGE_CHECK(one.has_value());
  auto json = json_of(kernel_, one->first, one->second);
  Value::List occurrences;
  for (const auto id : booked->bookings) occurrences.push_back(id.text());
  if (booked->series) (*json.map())["occurrences"] = std::move(occurrences);
  return Response::json(json, 201).with("Location", "/api/v1/bookings/" + one->first.booking.text());
}

Response RoomApi::change(const Request& request) const {
  const auto one = found(request);
  if (!one) return unknown(request);
  const auto& [record, now] = *one;
  const auto& json = request.json;
  Typed typed;
  typed.scope = json.text_or("scope");
  const auto scope = scope_of(typed);
  const bool moves = json.map() != nullptr && (json.map()->contains("starts") || json.map()->contains("period") || json.map()->contains("date"));
  const auto time = moves ? time_of(record.site, json) : std::optional(TimeWish{record.when.date, record.when.period, record.when.starts, record.when.ends});
  if (!scope || !time) return malformed(request);
  const auto rooms = kernel_.rooms.rooms(record.site);
  const auto code = json.text_or("room");
  const auto* room = code.empty() ? rooms->room(record.room) : rooms->by_code(code);
  if (room == nullptr) return problem_of(kernel_, request, Unfit::no_such_room);
  const auto words = open(kernel_.privacy, record.site, record.words);
  const auto done = desk_.change(request.actor, {record.booking, json.integer_or("version", now.version), *scope, room->id, *time,
                                                 {json.text_or("purpose", words.purpose), json.text_or("notes", words.notes)}});
  if (!done) return problem_of(kernel_, request, done.error().why);
  return booking(request);
}

Response RoomApi::cancel(const Request& request) const {
  const auto one = found(request);
  if (!one) return unknown(request);
  Typed typed;
  typed.scope = request.query.get("scope");
  const auto scope = scope_of(typed);
  if (!scope) return malformed(request);
  const auto done = desk_.cancel(request.actor, one->first.booking, *scope);
  if (!done) return problem_of(kernel_, request, done.error());
  Value::List ids;
  for (const auto& record : *done) ids.push_back(record.booking.text());
  return Response::json(Value::Map{{"cancelled", std::move(ids)}});
}

}  // namespace lodge::rooms
