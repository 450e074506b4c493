#include "notices.h"

#include "links.h"
#include "shown.h"

#include <lodge/icalendar.h>

#include <algorithm>

namespace lodge::rooms {
namespace {

/// What a message is about: the booking that was looked at, and all that the act was about, by start.
struct Story {
  Record record;
  std::vector<Standing> all;
};

/// A message of an earlier version names no more than the one.
std::vector<BookingId> ids_in(const QueuedMessage& message, BookingId first) {
  std::vector<BookingId> ids;
  const auto* given = message.values.at("bookings").list();
  for (const auto& one : given == nullptr ? Value::List() : *given) {
    if (const auto id = BookingId::parse(one.text() == nullptr ? "" : *one.text())) ids.push_back(*id);
  }
  return ids.empty() ? std::vector{first} : ids;
}

Story read_story(const Kernel& kernel, BookingId first, const std::vector<BookingId>& ids) {
  return kernel.database.read([&](Reader& reader) {
    const auto record = find(reader, first);
    LODGE_CHECK(record.has_value());  // written in the same transaction as the message
    Story story{*record, {}};
    for (auto& one : find_all(reader, ids)) {
      const auto booking = kernel.ledger.find(reader, one.booking);
      if (booking) story.all.push_back({std::move(one), booking->version, booking->state == BookingState::cancelled});
    }
    std::ranges::sort(story.all, {}, [](const Standing& one) { return one.record.when.interval.starts(); });
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
  const auto& record = story.record;
  const auto people = kernel.directory.people(message.site);
  const auto by = PersonId::parse(message.values.text_or("by"));
  const auto words = open(kernel.privacy, message.site, record.words);
  Value::List dates;
  for (const auto& [one, version, cancelled] : story.all) {
    if (story.all.size() > 1) dates.push_back(say.day(one.when.date) + ", " + say.times(one.when.starts, one.when.ends) + ", " + room_words(*kernel.rooms.rooms(message.site), one.room));
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

CalendarEvent event_of(const Kernel& kernel, const Standing& booking, bool cancelled) {
  const auto& record = booking.record;
  const auto words = open(kernel.privacy, record.site, record.words);
  return {.uid = record.booking.text() + "@lodge",
          .when = record.when.interval,
          .stamp = kernel.clock.now(),
          .sequence = booking.version,
          .cancelled = cancelled || booking.cancelled,
          .summary = words.purpose,
          .location = room_words(*kernel.rooms.rooms(record.site), record.room),
          .description = words.notes};
}

}  // namespace

void tell(const Kernel& kernel, Transaction& transaction, const Actor& actor, PersonId owner, const Done& done) {
  Value::List bookings;
  for (const auto id : done.all) bookings.push_back(id.text());
  const Value values = Value::Map{{"booking", done.booking.text()}, {"bookings", std::move(bookings)}, {"by", actor.person.text()}};
  kernel.outbox.post(transaction, {actor.site, owner, std::string(done.notice), values});
  if (actor.person != owner) kernel.outbox.post(transaction, {actor.site, actor.person, std::string(done.notice), values});
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
  const auto story = read_story(kernel, *id, ids_in(message, *id));
  const auto& record = story.record;
  const bool gone = message.notice == "rooms.cancelled" || message.notice == "rooms.displaced";
  Notice notice{.subject = subject(say, message.notice, room_words(*kernel.rooms.rooms(message.site), record.room), say.short_day(record.when.date)),
                .template_name = template_of(message.notice),
                .values = values(kernel, message, say, story),
                .attachments = {}};
  notice.attachments.push_back({gone ? "cancelled.ics" : "booking.ics",
                                gone ? "text/calendar; charset=utf-8; method=CANCEL" : "text/calendar; charset=utf-8; method=PUBLISH",
                                calendar_file(kernel, story.all, gone)});
  return notice;
}

std::string calendar_file(const Kernel& kernel, const std::vector<Standing>& bookings, bool cancelled) {
  std::vector<CalendarEvent> events;
  for (const auto& one : bookings) events.push_back(event_of(kernel, one, cancelled));
  return icalendar(events, cancelled ? CalendarMethod::cancel : CalendarMethod::publish);
}

}  // namespace lodge::rooms
