#include "api_values.h"

#include "book_page.h"

namespace lodge::rooms {
namespace {

std::string_view state_word(BookingState state) {
  switch (state) {
    case BookingState::held: return "held";
    case BookingState::pending: return "pending";
    case BookingState::confirmed: return "confirmed";
    case BookingState::cancelled: break;
  }
  return "cancelled";
}

std::string code_of(const Rooms& rooms, RoomId id) {
  const auto* room = rooms.room(id);
  return room == nullptr ? "" : room->code;
}

/// The field of a body that such a refusal is about.
std::string_view api_field(Unfit unfit) {
  switch (unfit) {
    case Unfit::no_purpose:
    case Unfit::too_long_purpose: return "purpose";
    case Unfit::too_long_notes: return "notes";
    case Unfit::no_such_room: return "room";
    case Unfit::no_such_period: return "period";
    case Unfit::no_such_person: return "owner";
    case Unfit::last_before_first:
    case Unfit::too_many_dates: return "repeat_until";
    case Unfit::nothing_left: return "choices";
    case Unfit::ends_before_starts: return "ends";
    case Unfit::not_five_minutes:
    case Unfit::impossible_time: return "starts";
    case Unfit::past:
    case Unfit::too_short_notice:
    case Unfit::too_far_ahead:
    case Unfit::closed_day:
    case Unfit::outside_hours:
    case Unfit::no_school_day: return "date";
  }
  return "";
}

}  // namespace

Value json_of(const Room& room) {
  return Value::Map{{"code", room.code}, {"name", room.name}, {"building", room.building}, {"kind", room.kind},
                    {"seats", room.capacity}, {"features", Value::List(room.features.begin(), room.features.end())}};
}

Value json_of(const Kernel& kernel, const Record& record, const Booking& booking) {
  const auto words = open(kernel.privacy, record.site, record.words);
  return Value::Map{{"id", record.booking.text()},
                    {"kind", "booking"},
                    {"room", code_of(*kernel.rooms.rooms(record.site), record.room)},
                    {"date", date_text(record.when.date)},
                    {"period", record.when.period.empty() ? Value() : Value(record.when.period)},
                    {"starts", instant_text(record.when.interval.starts())},
                    {"ends", instant_text(record.when.interval.ends())},
                    {"purpose", words.purpose},
                    {"notes", words.notes},
                    {"owner", record.owner.text()},
                    {"state", state_word(booking.state)},
                    {"series", record.series ? Value(record.series->text()) : Value()},
                    {"version", booking.version}};
}

Value json_of(const Kernel& kernel, SiteId site, const Lesson& lesson, RoomId room) {
  const auto rooms = kernel.rooms.rooms(site);
  Value::List codes;
  for (const auto one : lesson.rooms) codes.push_back(code_of(*rooms, one));
  return Value::Map{{"id", lesson.booking.text()},
                    {"kind", "lesson"},
                    {"room", code_of(*rooms, room)},
                    {"rooms", std::move(codes)},
                    {"date", date_text(kernel.calendar.date_of(site, lesson.when.starts()))},
                    {"period", lesson.period.empty() ? Value() : Value(lesson.period)},
                    {"starts", instant_text(lesson.when.starts())},
                    {"ends", instant_text(lesson.when.ends())},
                    {"purpose", lesson.classes.empty() ? lesson.subject : lesson.classes.front()},
                    {"notes", ""},
                    {"owner", lesson.teachers.empty() ? "" : lesson.teachers.front().text()},
                    {"state", "confirmed"},
                    {"series", nullptr},
                    {"version", 1}};
}

Value nearest_json(const Rooms& rooms, const std::vector<Instead>& free) {
  Value::List list;
  for (const auto& one : free) {
    const auto* room = rooms.room(one.room);
    if (room == nullptr) continue;
    list.push_back(Value::Map{{"room", room->code}, {"starts", instant_text(one.when.interval.starts())}, {"ends", instant_text(one.when.interval.ends())}});
  }
  return list;
}

std::string problem_type(const Refusal& refusal) { return "urn:lodge:problem:" + std::string(word(refusal)); }

Response unknown(const Request& request) {
  return Response::problem(404, "not-found", request.say->say("There is no such booking."));
}

Response problem_of(const Kernel& kernel, const Request& request, const Refusal& refusal) {
  Value::Map more;
  if (const auto* taken = std::get_if<Taken>(&refusal)) {
    more["by"] = taken->by_kind;
    const auto nearest = kernel.database.read([&](Reader& reader) { return near(kernel, request.actor, reader, taken->wanted); });
    more["nearest"] = nearest_json(*kernel.rooms.rooms(request.actor.site), nearest);
  }
  if (const auto* no = std::get_if<RuleSaysNo>(&refusal)) more["rule"] = no->rule;
  if (const auto* unfit = std::get_if<Unfit>(&refusal)) more["field"] = api_field(*unfit);
  const bool used = std::holds_alternative<KeyUsed>(refusal);
  const auto title = used ? request.say->say("Another booking was made with this Idempotency-Key.") : sentence(*request.say, refusal);
  return Response::problem(status_of(refusal), word(refusal), title, std::move(more));
}

}  // namespace lodge::rooms
