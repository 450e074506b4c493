#include "book_page.h"

#include "instead.h"
#include "links.h"
#include "settings.h"
#include "shown.h"

#include <algorithm>

namespace lodge::rooms {

int status_of(const Refusal& refusal) {
  if (std::holds_alternative<NotYours>(refusal)) return 403;
  if (std::holds_alternative<Gone>(refusal)) return 404;
  if (std::holds_alternative<KeyUsed>(refusal)) return 422;
  return std::holds_alternative<Unfit>(refusal) ? 400 : 409;
}

std::string_view field_of(const Refusal& refusal) {
  const auto* unfit = std::get_if<Unfit>(&refusal);
  if (unfit == nullptr) return "";
  switch (*unfit) {
    case Unfit::no_purpose:
    case Unfit::too_long_purpose: return "purpose";
    case Unfit::too_long_notes: return "notes";
    case Unfit::no_such_room: return "room";
    case Unfit::no_such_period: return "period";
    case Unfit::not_five_minutes: return "from";
    case Unfit::ends_before_starts: return "to";
    case Unfit::no_such_person: return "owner";
    case Unfit::last_before_first:
    case Unfit::too_many_dates:
    case Unfit::nothing_left: return "until";
    case Unfit::no_school_day:
    case Unfit::impossible_time:
    case Unfit::past:
    case Unfit::too_short_notice:
    case Unfit::too_far_ahead:
    case Unfit::closed_day:
    case Unfit::outside_hours: return "date";
  }
  return "";
}

Value::List BookPage::staff(const Request& request, const std::string& chosen) const {
  Value::List list;
  if (!kernel_.access.may(request.actor, kBookForOthers)) return list;
  for (const auto* teacher : kernel_.directory.people(request.actor.site)->teachers()) {
    const auto id = teacher->id.text();
    list.push_back(Value::Map{{"id", id}, {"words", teacher->shown()}, {"chosen", id == chosen}});
  }
  return list;
}

Value::Map BookPage::fields(const Request& request, const Typed& typed) const {
  const auto site = request.actor.site;
  const auto rooms = kernel_.rooms.rooms(site);
  const auto date = parse_date(typed.date);
  const auto next = school_day(kernel_.calendar, site, kernel_.calendar.date_of(site, kernel_.clock.now()), 1);
  const auto day = kernel_.calendar.day(site, date.value_or(next));
  Value::List room_list, period_list;
  for (const auto& room : rooms->all()) {
    room_list.push_back(Value::Map{{"code", room.code}, {"words", room_words(*rooms, room.id)}, {"chosen", room.code == typed.room}});
  }
  for (const auto& period : day.periods) {
    const auto words = period.name + ", " + request.say->times(period.starts, period.ends);
    period_list.push_back(Value::Map{{"code", period.code}, {"words", words}, {"chosen", period.code == typed.period}});
  }
  const auto term = kernel_.calendar.term_at(site, day.date);
  const auto until = !typed.until.empty() ? typed.until : term ? date_text(term->last_day) : "";
  auto people = staff(request, typed.owner);
  return {{"rooms", std::move(room_list)}, {"periods", std::move(period_list)}, {"date", date_text(day.date)},
          {"from", typed.from}, {"to", typed.to}, {"purpose", typed.purpose}, {"notes", typed.notes},
          {"repeats", !typed.repeat.empty()}, {"until", until}, {"any_staff", !people.empty()}, {"staff", std::move(people)},
          {"term", term ? term->name : ""}, {"form_token", request.form_token}};
}

std::string BookPage::title(const Request& request, const Typed& typed) const {
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  const auto* room = rooms->by_code(typed.room);
  if (room == nullptr) return request.say->say("Book a room");
  return request.say->say("Book {room}", {{"room", room_words(*rooms, room->id)}});
}

Response BookPage::form(const Request& request) const {
  auto typed = rooms::typed(request.query);
  auto values = fields(request, typed);
  const auto time = time_of(typed);
  const auto when = time ? resolve(kernel_.calendar, request.actor.site, *time) : std::unexpected(Unfit::no_such_period);
  const bool known = when && kernel_.rooms.rooms(request.actor.site)->by_code(typed.room) != nullptr;
  values["summary"] = known ? request.say->full_day(when->date) : "";
  values["time"] = known ? time_words(kernel_, *request.say, request.actor.site, *when) : "";
  values["key"] = RawId::random().text();
  values["back"] = day_link(time ? time->date : kernel_.calendar.date_of(request.actor.site, kernel_.clock.now()));
  return kernel_.pages.page(request, "rooms/book", title(request, typed), values);
}

std::expected<Order, Refusal> BookPage::order(const Request& request, const Typed& typed) const {
  const auto* room = kernel_.rooms.rooms(request.actor.site)->by_code(typed.room);
  if (room == nullptr) return std::unexpected(Unfit::no_such_room);
  const auto time = time_of(typed);
  if (!time) return std::unexpected(Unfit::no_such_period);
  Order order{room->id, *time, {typed.purpose, typed.notes}, request.actor.person, {}, choices_of(typed), typed.key};
  if (const auto owner = PersonId::parse(typed.owner)) order.owner = *owner;
  if (!typed.repeat.empty()) {
    const auto term = kernel_.calendar.term_at(request.actor.site, time->date);
    const auto last = term ? term->last_day : time->date;
    order.repeat_until = parse_date(typed.until).value_or(last);
  }
  return order;
}

Response BookPage::book(const Request& request) const {
  auto typed = rooms::typed(request.form);
  if (request.form.has("take")) take(typed, request.form.get("take"));
  const auto order = this->order(request, typed);
  if (!order) return again(request, typed, order.error(), {});
  const auto booked = desk_.book(request.actor, *order);
  if (booked) return Response::see_other(booking_link(booked->bookings.front()) + "?done=booked");
  const auto& occurrences = booked.error().occurrences;
  const bool choices_help = order->repeat_until && occurrences.size() > 1;
  return choices_help ? dates(request, typed, occurrences) : again(request, typed, booked.error().first(), occurrences);
}

Value::List BookPage::nearest(const Request& request, const Refusal& why, const std::vector<Occurrence>& occurrences) const {
  const auto* taken = std::get_if<Taken>(&why);
  if (taken == nullptr || occurrences.empty() || !occurrences.front().when) return {};
  const auto site = request.actor.site;
  const auto& wanted = occurrences.front();
  std::vector<Instead> some;
  for (const auto room : wanted.instead) some.push_back({room, *wanted.when});
  for (auto& free : kernel_.database.read([&](Reader& reader) { return near(kernel_, request.actor, reader, taken->wanted); })) {
    if (free.room == room_of(taken->wanted.resource)) some.push_back(std::move(free));
  }
  return take_buttons(kernel_, *request.say, site, some, wanted.when->date);
}

Response BookPage::again(const Request& request, const Typed& typed, const Refusal& why,
                         const std::vector<Occurrence>& occurrences) const {
  auto values = fields(request, typed);
  values["fault"] = sentence(*request.say, why);
  values["fault_rule"] = std::holds_alternative<RuleSaysNo>(why);
  values["fault_field"] = field_of(why);
  values[std::string("wrong_") + std::string(field_of(why))] = true;
  auto near = nearest(request, why, occurrences);
  values["any_nearest"] = !near.empty();
  values["nearest"] = std::move(near);
  const bool used = std::holds_alternative<KeyUsed>(why);
  values["key"] = typed.key.empty() || used ? RawId::random().text() : typed.key;
  const auto date = parse_date(typed.date);
  values["back"] = day_link(date.value_or(kernel_.calendar.date_of(request.actor.site, kernel_.clock.now())));
  return kernel_.pages.page(request, "rooms/book", title(request, typed), values, status_of(why));
}

Response BookPage::dates(const Request& request, const Typed& typed, const std::vector<Occurrence>& occurrences) const {
  const auto& say = *request.say;
  const auto rooms = kernel_.rooms.rooms(request.actor.site);
  Value::List list;
  std::size_t fine = 0;
  for (const auto& one : occurrences) {
    Value::Map date{{"date", date_text(one.date)}, {"day", say.day(one.date)}, {"room", room_words(*rooms, one.room)}};
    if (one.skipped) date["skipped"] = true;
    if (!one.skipped && !one.trouble) date["fine"] = ++fine;
    const auto* kept = one.room == order(request, typed)->room ? nullptr : rooms->room(one.room);
    if (kept != nullptr && !one.trouble) date["kept"] = "room " + kept->code;
    if (one.trouble && !one.skipped) {
      Value::List instead;
      for (const auto room : one.instead) {
        const auto* other = rooms->room(room);
        if (other != nullptr) instead.push_back(Value::Map{{"value", "room " + other->code}, {"words", room_words(*rooms, room)}, {"id", date_text(one.date) + other->code}});
      }
      date["trouble"] = Value::Map{{"why", sentence(say, *one.trouble)}, {"instead", std::move(instead)}};
    }
    list.push_back(std::move(date));
  }
  auto values = fields(request, typed);
  values["dates"] = std::move(list);
  values["fine_count"] = say.say_many("{count} date is free.", "{count} dates are free.", static_cast<std::int64_t>(fine));
  values["typed"] = Value::Map{{"room", typed.room}, {"date", typed.date}, {"period", typed.period}, {"owner", typed.owner}};
  values["key"] = typed.key;
  values["back"] = day_link(parse_date(typed.date).value_or(occurrences.front().date));
  return kernel_.pages.page(request, "rooms/dates", say.say("Some dates are taken"), values, 409);
}

}  // namespace lodge::rooms
