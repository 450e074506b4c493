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

}  // namespace

Value json_of(const Room& room) {
  return Value::Map{{"code", room.code}, {"name", room.name}, {"building", room.building}, {"kind", room.kind},
                    {"seats", room.capacity}, {"features", Value::List(room.features.begin(), room.features.end())}};
}

Value json_of(const Kernel& kernel, const Record& record, const Booking& booking) {
  const auto* room = kernel.rooms.rooms(record.site)->room(record.room);
  const auto words = open(kernel.privacy, record.site, record.words);
  return Value::Map{{"id", record.booking.text()},
                    {"room", room == nullptr ? "" : room->code},
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

Value nearest_json(const Rooms& rooms, const std::vector<Want>& wants) {
  Value::List list;
  for (const auto& want : wants) {
    const auto* room = rooms.room(room_of(want.resource));
    if (room == nullptr) continue;
    list.push_back(Value::Map{{"room", room->code}, {"starts", instant_text(want.when.starts())}, {"ends", instant_text(want.when.ends())}});
  }
  return list;
}

Response problem_of(const Kernel& kernel, const Request& request, const Refusal& refusal) {
  Value::Map more;
  if (const auto* taken = std::get_if<Taken>(&refusal)) {
    more["by"] = taken->by_kind;
    const auto nearest = kernel.database.read([&](Reader& reader) { return kernel.ledger.nearest(reader, taken->wanted); });
    more["nearest"] = nearest_json(*kernel.rooms.rooms(request.actor.site), nearest);
  }
  if (const auto* no = std::get_if<RuleSaysNo>(&refusal)) more["rule"] = no->rule;
  return Response::problem(status_of(refusal), word(refusal), sentence(*request.say, refusal), std::move(more));
}

}  // namespace lodge::rooms
