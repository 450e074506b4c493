#include "api_values.h"

#include "book_page.h"

#include <charconv>
#include <cstdio>

namespace lodge::rooms {
namespace {

std::optional<int> number(std::string_view digits) {
  int value = 0;
  for (const char digit : digits) {
    if (digit < '0' || digit > '9') return std::nullopt;
    value = value * 10 + (digit - '0');
  }
  return digits.empty() ? std::nullopt : std::optional(value);
}

/// "Z", "+01:00": minutes east of UTC.
std::optional<std::chrono::minutes> offset(std::string_view text) {
  if (text == "Z") return std::chrono::minutes(0);
  if (text.size() != 6 || (text[0] != '+' && text[0] != '-') || text[3] != ':') return std::nullopt;
  const auto hours = number(text.substr(1, 2)), minutes = number(text.substr(4, 2));
  if (!hours || !minutes || *hours > 14 || *minutes > 59) return std::nullopt;
  const std::chrono::minutes east(*hours * 60 + *minutes);
  return text[0] == '-' ? -east : east;
}

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

std::optional<Instant> parse_instant(std::string_view text) {
  if (text.size() < 20 || text[10] != 'T' || text[16] != ':') return std::nullopt;
  const auto date = parse_date(text.substr(0, 10));
  const auto minutes = parse_minutes(text.substr(11, 5));
  const auto seconds = number(text.substr(17, 2));
  const auto east = offset(text.substr(19));
  if (!date || !minutes || !seconds || !east || *seconds > 59) return std::nullopt;
  return Instant(std::chrono::sys_days(*date) + *minutes - *east + std::chrono::seconds(*seconds));
}

std::string instant_text(Instant when) {
  const auto day = std::chrono::floor<std::chrono::days>(when);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(when - day));
  char text[32];
  std::snprintf(text, sizeof text, "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return date_text(day) + text;
}

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
