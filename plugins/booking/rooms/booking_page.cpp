#include "booking_page.h"

#include "find.h"
#include "instead.h"
#include "links.h"
#include "notices.h"
#include "settings.h"
#include "shown.h"

#include <algorithm>
#include <charconv>

namespace lodge::rooms {
namespace {

constexpr std::size_t kMostShown = 200;

Typed typed_of(const Kernel& kernel, const Record& record, std::int64_t version) {
  const auto* room = kernel.rooms.rooms(record.site)->room(record.room);
  const auto words = open(kernel.privacy, record.site, record.words);
  const bool clock = record.when.period.empty();
  return {.room = room == nullptr ? "" : room->code, .date = date_text(record.when.date), .period = record.when.period,
          .from = clock ? minutes_text(record.when.starts) : "", .to = clock ? minutes_text(record.when.ends) : "",
          .purpose = words.purpose, .notes = words.notes, .repeat = "", .until = "", .owner = "", .scope = "",
          .version = std::to_string(version), .key = "", .choices = {}};
}

std::int64_t number(const std::string& text) {
  std::int64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::string done_words(const Say& say, const std::string& done, const std::string& owner, bool own) {
  if (done == "booked") return own ? say.say("Booked. We are sending you an e-mail.") : say.say("Booked. We are sending an e-mail to {name} and to you.", {{"name", owner}});
  if (done == "changed") return own ? say.say("Changed. We are sending you an e-mail.") : say.say("Changed. We are sending an e-mail to {name} and to you.", {{"name", owner}});
  if (done == "cancelled") return own ? say.say("Given back. We are sending you an e-mail.") : say.say("Given back. We are sending an e-mail to {name} and to you.", {{"name", owner}});
  return "";
}

Value::List day_faults(const Say& say, const std::vector<Occurrence>& dates) {
  Value::List list;
  for (const auto& one : dates) list.push_back(Value::Map{{"words", say.say("{day}: {why}", {{"day", say.day(one.date)}, {"why", sentence(say, *one.trouble)}})}});
  return list;
}

}  // namespace

std::optional<BookingPage::Found> BookingPage::found(const Request& request) const {
  const auto id = BookingId::parse(request.parts.get("id"));
  if (!id) return std::nullopt;
  return kernel_.database.read([&](Reader& reader) -> std::optional<Found> {
    auto record = find(reader, *id);
    auto booking = kernel_.ledger.find(reader, *id);
    if (!record || !booking || record->site != request.actor.site) return std::nullopt;
    Found all{std::move(*record), std::move(*booking), {}, displaced_by(reader, *id)};
    if (all.record.series) all.series = of_series(reader, *all.record.series);
    std::erase_if(all.series, [&](const Record& one) {
      const auto live = kernel_.ledger.find(reader, one.booking);
      return !live || live->state == BookingState::cancelled;
    });
    return all;
  });
}

bool BookingPage::may_change(const Request& request, const Found& found) const {
  const bool live = found.booking.state != BookingState::cancelled;
  return live && found.record.when.interval.ends() > kernel_.clock.now() &&
         rooms::may_change(kernel_.access, request.actor, {found.record.site, found.record.owner});
}

Value::List BookingPage::series_list(const Request& request, const Found& found) const {
  Value::List list;
  for (const auto& one : found.series) {
    auto values = shown(kernel_, *request.say, one);
    values["here"] = one.booking == found.record.booking;
    list.push_back(std::move(values));
  }
  return list;
}

Response BookingPage::mine(const Request& request) const {
  const auto& actor = request.actor;
  const auto records = kernel_.database.read(
      [&](Reader& reader) { return of_owner(reader, actor.site, actor.person, kernel_.clock.now(), kMostShown); });
  Value::List list;
  for (const auto& record : records) {
    auto values = shown(kernel_, *request.say, record);
    values["weekly"] = record.series.has_value();
    list.push_back(std::move(values));
  }
  return kernel_.pages.page(request, "rooms/bookings", request.say->say("My bookings"), Value::Map{{"bookings", std::move(list)}});
}

Value BookingPage::again(const Request& request, const Found& found) const {
  const auto& record = found.record;
  if (found.booking.state != BookingState::cancelled || record.when.interval.ends() <= kernel_.clock.now()) return {};
  const auto typed = typed_of(kernel_, record, 0);
  Value::Map values{{"key", RawId::random().text()}, {"form_token", request.form_token}, {"code", typed.room}, {"date", typed.date},
                    {"period", typed.period}, {"from", typed.from}, {"to", typed.to}, {"find_href", find_link(record.when)}};
  if (found.displaced_by.empty()) return values;
  const Want lost{resource_of(record.room), record.when.interval, 1};
  std::vector<Instead> some;
  kernel_.database.read([&](Reader& reader) {
    some.clear();
    const auto rooms = kernel_.rooms.rooms(record.site);
    if (const auto* room = rooms->room(record.room)) {
      for (const auto id : stand_ins(reader, kernel_.ledger, *rooms, *room, record.when.interval)) some.push_back({id, record.when});
    }
    for (auto& free : near(kernel_, request.actor, reader, lost)) {
      if (free.room == record.room) some.push_back(std::move(free));
    }
  });
  auto nearest = take_buttons(kernel_, *request.say, record.site, some, record.when.date);
  values["any_nearest"] = !nearest.empty();
  values["nearest"] = std::move(nearest);
  return values;
}

Response BookingPage::show(const Request& request) const {
  const auto found = this->found(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  auto values = shown(kernel_, say, found->record);
  const bool own = found->record.owner == request.actor.person;
  const bool displaced = !found->displaced_by.empty();
  values["done"] = done_words(say, request.query.get("done"), values["owner"].text() ? *values["owner"].text() : "", own);
  values["cancelled"] = found->booking.state == BookingState::cancelled && !displaced;
  values["displaced"] = displaced ? taken_words(say, found->displaced_by) : "";
  values["pending"] = found->booking.state == BookingState::pending;
  values["changeable"] = may_change(request, *found);
  values["series"] = series_list(request, *found);
  values["any_series"] = !found->series.empty();
  values["again"] = again(request, *found);
  return kernel_.pages.page(request, "rooms/booking", values["room"].text() ? *values["room"].text() : "", values);
}

Response BookingPage::calendar(const Request& request) const {
  const auto found = this->found(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  const bool cancelled = found->booking.state == BookingState::cancelled;
  return Response{.content_type = "text/calendar; charset=utf-8",
                  .body = calendar_file(kernel_, {{found->record, found->booking.version, cancelled}}, cancelled),
                  .headers = {{"Content-Disposition", "attachment; filename=\"booking.ics\""}}};
}

Value::Map BookingPage::with_scopes(const Request& request, const Found& found, std::string_view chosen) const {
  auto values = shown(kernel_, *request.say, found.record);
  values["form_token"] = request.form_token;
  values["weekly"] = found.series.size() > 1;
  values["version"] = found.booking.version;
  values["scope_" + std::string(chosen.empty() ? "this" : chosen)] = true;
  return values;
}

Response BookingPage::edit_form(const Request& request, const Found& found, const Typed& typed, const NotChanged* refused) const {
  auto values = book_.fields(request, typed);
  for (auto& [name, value] : with_scopes(request, found, typed.scope)) values.try_emplace(name, value);
  values["version"] = typed.version;
  values["refused"] = refused != nullptr;
  int status = 200;
  if (refused != nullptr) {
    const bool which = refused->dates.size() > 1 || (!refused->dates.empty() && found.series.size() > 1);
    values["fault"] = which ? "" : sentence(*request.say, refused->why);
    values["any_faults"] = which;
    values["faults"] = which ? day_faults(*request.say, refused->dates) : Value::List();
    values["fault_field"] = field_of(refused->why);
    values[std::string("wrong_") + std::string(field_of(refused->why))] = true;
    const auto rooms = kernel_.rooms.rooms(request.actor.site);
    Value::List instead;
    const bool one = refused->dates.size() == 1;  // a room that is free on one date is no answer for several
    for (const auto id : one ? refused->dates.front().instead : std::vector<RoomId>()) {
      const auto* room = rooms->room(id);
      if (room != nullptr) instead.push_back(Value::Map{{"code", room->code}, {"words", room_words(*rooms, id)}});
    }
    values["any_instead"] = !instead.empty();
    values["instead"] = std::move(instead);
    status = status_of(refused->why);
  }
  return kernel_.pages.page(request, "rooms/edit", request.say->say("Change a booking"), values, status);
}

Response BookingPage::ask_to_change(const Request& request) const {
  const auto found = this->found(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  if (!may_change(request, *found)) return kernel_.pages.sorry(request, 403, sentence(*request.say, NotYours{}));
  return edit_form(request, *found, typed_of(kernel_, found->record, found->booking.version), nullptr);
}

Response BookingPage::change(const Request& request) const {
  const auto found = this->found(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  auto typed = rooms::typed(request.form);
  if (request.form.has("instead")) typed.room = request.form.get("instead");
  const auto time = time_of(typed);
  const auto scope = scope_of(typed);
  const auto* room = kernel_.rooms.rooms(request.actor.site)->by_code(typed.room);
  if (!scope) return kernel_.pages.sorry(request, 400);
  if (!time || room == nullptr) {
    const NotChanged wrong{room == nullptr ? Unfit::no_such_room : Unfit::no_such_period};
    return edit_form(request, *found, typed, &wrong);
  }
  const auto done = desk_.change(request.actor, {found->record.booking, number(typed.version), *scope, room->id, *time, {typed.purpose, typed.notes}});
  if (done) return Response::see_other(booking_link(found->record.booking) + "?done=changed");
  if (std::holds_alternative<NotYours>(done.error().why)) return kernel_.pages.sorry(request, 403, sentence(*request.say, NotYours{}));
  if (std::holds_alternative<Overtaken>(done.error().why)) typed.version = std::to_string(found->booking.version);
  return edit_form(request, *found, typed, &done.error());
}

Response BookingPage::ask_to_cancel(const Request& request) const {
  const auto found = this->found(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  if (found->booking.state == BookingState::cancelled) return Response::see_other(booking_link(found->record.booking));
  if (!may_change(request, *found)) return kernel_.pages.sorry(request, 403, sentence(*request.say, NotYours{}));
  return kernel_.pages.page(request, "rooms/cancel", request.say->say("Give this room back?"), with_scopes(request, *found, "this"));
}

Response BookingPage::cancel(const Request& request) const {
  const auto found = this->found(request);
  if (!found) return kernel_.pages.sorry(request, 404);
  const auto scope = scope_of(rooms::typed(request.form));
  if (!scope) return kernel_.pages.sorry(request, 400);
  const auto done = desk_.cancel(request.actor, found->record.booking, *scope);
  if (!done) return kernel_.pages.sorry(request, status_of(done.error()), sentence(*request.say, done.error()));
  return Response::see_other(booking_link(found->record.booking) + "?done=cancelled");
}

}  // namespace lodge::rooms
