#include "notices.h"

#include "links.h"
#include "shown.h"

#include <lodge/icalendar.h>

namespace lodge::rooms {
namespace {

struct Story {
  std::optional<Record> record;
  std::optional<Booking> booking;
  std::vector<Record> series;
};

Story read_story(const Kernel& kernel, BookingId id) {
  return kernel.database.read([&](Reader& reader) {
    Story story{find(reader, id), kernel.ledger.find(reader, id), {}};
    if (story.record && story.record->series) story.series = of_series(reader, *story.record->series);
    return story;
  });
}

Value::List alternatives(const Kernel& kernel, const QueuedMessage& message, const Say& say) {
  Value::List list;
  const auto* given = message.values.at("alternatives").list();
  if (given == nullptr) return list;
  for (const auto& one : *given) {
    const auto room = RoomId::parse(one.text_or("room"));
    const Instant starts{std::chrono::microseconds(one.integer_or("starts"))}, ends{std::chrono::microseconds(one.integer_or("ends"))};
    if (!room) continue;
    const auto& calendar = kernel.calendar;
    list.push_back(Value::Map{{"room", room_words(*kernel.rooms.rooms(message.site), *room)},
                              {"day", say.day(calendar.date_of(message.site, starts))},
                              {"times", say.times(calendar.minutes_of(message.site, starts), calendar.minutes_of(message.site, ends))}});
  }
  return list;
}

std::string subject(const Say& say, std::string_view notice, std::string_view room, std::string_view day) {
  const Say::With with{{"room", std::string(room)}, {"day", std::string(day)}};
  if (notice == "rooms.changed") return say.say("Changed: {room}, {day}", with);
  if (notice == "rooms.cancelled") return say.say("Cancelled: {room}, {day}", with);
  if (notice == "rooms.displaced") return say.say("Your booking could not stay: {room}, {day}", with);
  return say.say("Booked: {room}, {day}", with);
}

/// "rooms.booked" → "rooms/booked".
std::string template_of(std::string_view notice) { return "rooms/" + std::string(notice.substr(notice.find('.') + 1)); }

Value::Map values(const Kernel& kernel, const QueuedMessage& message, const Say& say, const Story& story) {
  const auto& record = *story.record;
  const auto people = kernel.directory.people(message.site);
  const auto by = PersonId::parse(message.values.text_or("by"));
  const auto words = open(kernel.privacy, message.site, record.words);
  Value::List dates;
  if (message.values.integer_or("count") > 1) {
    for (const auto& one : story.series) dates.push_back(say.day(one.when.date) + ", " + room_words(*kernel.rooms.rooms(message.site), one.room));
  }
  return {{"room", room_words(*kernel.rooms.rooms(message.site), record.room)},
          {"day", say.full_day(record.when.date)},
          {"times", say.times(record.when.starts, record.when.ends)},
          {"purpose", words.purpose},
          {"notes", words.notes},
          {"owner", people->name(record.owner)},
          {"recipient", people->name(message.recipient)},
          {"by", by && *by != message.recipient ? people->name(*by) : ""},
          {"has_dates", !dates.empty()},
          {"dates", std::move(dates)},
          {"alternatives", alternatives(kernel, message, say)},
          {"path", message.notice == "rooms.displaced" ? find_link(record.when) : booking_link(record.booking)}};
}

CalendarEvent event_of(const Kernel& kernel, const Record& record, std::int64_t version, bool cancelled) {
  const auto words = open(kernel.privacy, record.site, record.words);
  return {.uid = record.booking.text() + "@lodge",
          .when = record.when.interval,
          .stamp = kernel.clock.now(),
          .sequence = version,
          .cancelled = cancelled,
          .summary = words.purpose,
          .location = room_words(*kernel.rooms.rooms(record.site), record.room),
          .description = words.notes};
}

}  // namespace

void tell(const Kernel& kernel, Transaction& transaction, const Actor& actor, PersonId owner, std::string_view notice,
          BookingId booking, std::size_t count) {
  const Value values = Value::Map{{"booking", booking.text()}, {"count", count}, {"by", actor.person.text()}};
  kernel.outbox.post(transaction, {actor.site, owner, std::string(notice), values});
  if (actor.person != owner) kernel.outbox.post(transaction, {actor.site, actor.person, std::string(notice), values});
}

void tell_displaced(const Kernel& kernel, Transaction& transaction, const Booking& booking, const Booking& by,
                    const std::vector<Want>& alternatives) {
  Value::List others;
  for (const auto& want : alternatives) {
    others.push_back(Value::Map{{"room", room_of(want.resource).text()},
                                {"starts", want.when.starts().time_since_epoch().count()},
                                {"ends", want.when.ends().time_since_epoch().count()}});
  }
  const Value values = Value::Map{{"booking", booking.id.text()}, {"by_kind", by.kind}, {"alternatives", std::move(others)}};
  kernel.outbox.post(transaction, {booking.site, booking.owner, "rooms.displaced", values});
}

Notice in_words(const Kernel& kernel, const QueuedMessage& message, const Say& say) {
  const auto id = BookingId::parse(message.values.text_or("booking"));
  LODGE_CHECK(id.has_value());
  const auto story = read_story(kernel, *id);
  LODGE_CHECK(story.record.has_value());  // written in the same transaction as the message
  const auto& record = *story.record;
  const bool gone = message.notice == "rooms.cancelled" || message.notice == "rooms.displaced";
  Notice notice{.subject = subject(say, message.notice, room_words(*kernel.rooms.rooms(message.site), record.room), say.short_day(record.when.date)),
                .template_name = template_of(message.notice),
                .values = values(kernel, message, say, story),
                .attachments = {}};
  const auto version = story.booking ? story.booking->version : 0;
  notice.attachments.push_back({gone ? "cancelled.ics" : "booking.ics",
                                gone ? "text/calendar; charset=utf-8; method=CANCEL" : "text/calendar; charset=utf-8; method=PUBLISH",
                                calendar_file(kernel, record, version, gone)});
  return notice;
}

std::string calendar_file(const Kernel& kernel, const Record& record, std::int64_t version, bool cancelled) {
  const CalendarEvent events[] = {event_of(kernel, record, version, cancelled)};
  return icalendar(events, cancelled ? CalendarMethod::cancel : CalendarMethod::publish);
}

}  // namespace lodge::rooms
