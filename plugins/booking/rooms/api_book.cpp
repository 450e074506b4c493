// What programs do to bookings: book, look what a series would meet, change, give back.
#include "api.h"

#include "api_values.h"
#include "forms.h"
#include "given.h"
#include "settings.h"

#include <algorithm>
#include <array>
#include <limits>

namespace lodge::rooms {
namespace {

/// {"2026-11-19": "skip", "2026-11-26": "room S04"}
std::map<LocalDate, Choice> choices_of(Given& given, const Rooms& rooms) {
  const auto& json = given.value("choices");
  if (!json.is_null() && json.map() == nullptr) given.is_wrong("choices");
  if (json.map() == nullptr) return {};
  Typed typed;
  for (const auto& [date, what] : *json.map()) typed.choices.emplace_back(date, what.text() == nullptr ? "" : *what.text());
  auto choices = rooms::choices_of(typed);
  const bool known = std::ranges::all_of(choices, [&](const auto& one) { return one.second.skip || rooms.by_code(one.second.room) != nullptr; });
  if (choices.size() != json.map()->size() || !known) given.is_wrong("choices");
  return choices;
}

Scope scope_of(Given& given) {
  Typed typed;
  typed.scope = given.one_of("scope", {"this", "following", "all"});
  return rooms::scope_of(typed).value_or(Scope::this_one);
}

Value occurrence_json(const Rooms& rooms, const Say& say, const Occurrence& one) {
  const auto* room = rooms.room(one.room);
  Value::Map json{{"date", date_text(one.date)}, {"room", room == nullptr ? "" : room->code}, {"free", !one.trouble && !one.skipped}, {"skipped", one.skipped}};
  if (!one.trouble || one.skipped) return json;
  Value::List instead;
  for (const auto other : one.instead) instead.push_back(rooms.room(other)->code);
  json["type"] = problem_type(*one.trouble);
  json["title"] = sentence(say, *one.trouble);
  json["rooms"] = std::move(instead);
  return json;
}

Value::List occurrences_json(const Rooms& rooms, const Say& say, const std::vector<Occurrence>& all, bool only_troubled) {
  Value::List list;
  for (const auto& one : all) {
    const bool troubled = one.trouble && !one.skipped;
    if (troubled || !only_troubled) list.push_back(occurrence_json(rooms, say, one));
  }
  return list;
}

}  // namespace

std::optional<TimeWish> RoomApi::time_of(SiteId site, Given& given) const {
  const auto day = given.date("date");
  const auto starts = given.instant("starts"), ends = given.instant("ends");
  const auto period = given.text("period");
  const bool by_clock = given.has("starts") || given.has("ends");
  const auto wrong = [&](std::string_view name) {
    given.is_wrong(name);
    return std::nullopt;
  };
  if (!by_clock && !day) return wrong("date");
  if (!by_clock && period.empty()) return wrong("period");
  if (!by_clock) return TimeWish{.date = *day, .period = period};
  // One time said twice could be two times: whoever gives both is told, and not half heard.
  if (given.has("date")) return wrong("date");
  if (given.has("period")) return wrong("period");
  // A booking is of one day: what a day's minutes do not say exactly is refused, not rounded.
  const auto& calendar = kernel_.calendar;
  const auto is_whole = [](Instant when) { return when.time_since_epoch() % std::chrono::minutes(1) == std::chrono::microseconds(0); };
  if (!starts || !is_whole(*starts)) return wrong("starts");
  const auto date = calendar.date_of(site, *starts);
  if (!ends || !is_whole(*ends) || *ends <= *starts || calendar.date_of(site, *ends) != date) return wrong("ends");
  return TimeWish{date, "", calendar.minutes_of(site, *starts), calendar.minutes_of(site, *ends)};
}

std::expected<Order, Response> RoomApi::order_of(const Request& request) const {
  const auto site = request.actor.site;
  const auto rooms = kernel_.rooms.rooms(site);
  Given given(request.json);
  const auto code = given.text("room");
  if (!given.has("room")) given.is_wrong("room");
  if (!given.has("purpose")) given.is_wrong("purpose");
  const auto time = time_of(site, given);
  const auto owner = PersonId::parse(given.text("owner"));
  if (given.has("owner") && !owner) given.is_wrong("owner");
  const auto until = given.date("repeat_until");
  auto choices = choices_of(given, *rooms);
  const Words words{given.text("purpose"), given.text("notes")};
  if (!given.wrong().empty()) return std::unexpected(malformed(request, given));
  const auto* room = rooms->by_code(code);
  if (room == nullptr) return std::unexpected(problem_of(kernel_, request, Unfit::no_such_room));
  return Order{room->id, *time, words, owner.value_or(request.actor.person), until, std::move(choices), request.idempotency_key};
}

Response RoomApi::not_yet(const Request& request, const NotYet& why) const {
  if (why.occurrences.size() == 1) return problem_of(kernel_, request, why.first());
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  return Response::problem(409, "some-dates", request.say->say("Some dates are taken"),
                           {{"clashes", occurrences_json(*rooms, *request.say, why.occurrences, true)}});
}

Response RoomApi::book(const Request& request) const {
  auto order = order_of(request);
  if (!order) return order.error();
  const auto booked = desk_.book(request.actor, std::move(*order));
  if (!booked) return not_yet(request, booked.error());
  const auto one = booked->first ? booked->first : found(request.actor.site, booked->bookings.front());
  LODGE_CHECK(one.has_value());
  auto json = json_of(kernel_, one->first, one->second);
  Value::List occurrences;
  for (const auto id : booked->bookings) occurrences.push_back(id.text());
  if (booked->series) (*json.map())["occurrences"] = std::move(occurrences);
  return Response::json(json, 201).with("Location", "/api/v1/bookings/" + one->first.booking.text());
}

Response RoomApi::preview(const Request& request) const {
  auto order = order_of(request);
  if (!order) return order.error();
  const auto looked = desk_.look(request.actor, std::move(*order));
  if (!looked) return not_yet(request, looked.error());
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  return Response::json(Value::Map{{"dates", occurrences_json(*rooms, *request.say, *looked, false)}});
}

Response RoomApi::change(const Request& request) const {
  const auto one = found(request);
  if (!one) return untouchable(request);
  const auto& [record, now] = *one;
  Given given(request.json);
  const auto scope = scope_of(given);
  const auto version = given.number("version", now.version, 1, std::numeric_limits<std::int64_t>::max());
  const bool moves = std::ranges::any_of(std::array{"date", "period", "starts", "ends"}, [&](const char* name) { return given.has(name); });
  const auto time = moves ? time_of(record.site, given) : std::optional(TimeWish{record.when.date, record.when.period, record.when.starts, record.when.ends});
  const bool other_day = time && scope != Scope::this_one && time->date != record.when.date;
  if (other_day) given.is_wrong(given.has("date") ? "date" : "starts");  // the dates of a series keep their day
  const auto words = open(kernel_.privacy, record.site, record.words);
  const Words wanted{given.text("purpose", words.purpose), given.text("notes", words.notes)};
  const auto rooms = kernel_.rooms.rooms(record.site);
  const auto code = given.text("room");
  if (!given.wrong().empty()) return malformed(request, given);
  const auto* room = given.has("room") ? rooms->by_code(code) : rooms->room(record.room);
  if (room == nullptr) return problem_of(kernel_, request, Unfit::no_such_room);
  const auto done = desk_.change(request.actor, {record.booking, version, scope, room->id, *time, wanted});
  if (!done && done.error().dates.size() > 1) return not_yet(request, NotYet{done.error().dates});
  if (!done) return problem_of(kernel_, request, done.error().why);
  return booking(request);
}

Response RoomApi::cancel(const Request& request) const {
  const auto one = found(request);
  if (!one) return untouchable(request);
  Given given(request.query);
  const auto scope = scope_of(given);
  if (!given.wrong().empty()) return malformed(request, given);
  const auto done = desk_.cancel(request.actor, one->first.booking, scope);
  if (!done) return problem_of(kernel_, request, done.error());
  Value::List ids;
  for (const auto& record : *done) ids.push_back(record.booking.text());
  return Response::json(Value::Map{{"cancelled", std::move(ids)}});
}

}  // namespace lodge::rooms
