#include "whom.h"

#include "words.h"

#include <charconv>

namespace lodge::parents_evening {
namespace {

/// Up to the next dot, which goes too.
std::string_view take(std::string_view& text) {
  const auto end = std::min(text.find('.'), text.size());
  const auto part = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return part;
}

template <class Number = int>
std::optional<Number> number(std::string_view text) {
  Number value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  return fault == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

std::optional<Whom> take_whom(std::string_view& text) {
  const auto student = StudentId::parse(take(text));
  const auto teacher = TeacherId::parse(take(text));
  return student && teacher ? std::optional(Whom{*student, *teacher}) : std::nullopt;
}

std::optional<std::pair<DeskId, int>> take_slot(std::string_view& text) {
  const auto desk = DeskId::parse(take(text));
  const auto slot = number(take(text));
  return desk && slot ? std::optional(std::pair(*desk, *slot)) : std::nullopt;
}

}  // namespace

std::string text(const Whom& whom) { return whom.student.text() + "." + whom.teacher.text(); }

std::optional<Whom> parse_whom(std::string_view text) { return take_whom(text); }

Whom seen_as(const Plan& plan, const People& people, const Whom& whom) {
  return {whom.student, seen_as(plan, people, whom.student, whom.teacher)};
}

bool is_booked(const Plan& plan, const People& people, const std::vector<Appointment>& all, const Whom& whom) {
  const auto seen = seen_as(plan, people, whom);
  return std::ranges::any_of(all, [&](const Appointment& one) {
    return one.state == AppointmentState::booked && seen_as(plan, people, whom_of(one)) == seen;
  });
}

SeenHold seen_hold(const Appointment& held) {
  return {held.booking, held.desk, std::chrono::floor<std::chrono::seconds>(held.when.starts()).time_since_epoch().count()};
}

std::set<SeenHold> seen_holds(const std::vector<Appointment>& held) {
  std::set<SeenHold> all;
  for (const auto& one : held) all.insert(seen_hold(one));
  return all;
}

std::string text(const SeenHold& seen) { return seen.booking.text() + "." + seen.desk.text() + "." + std::to_string(seen.starts); }

std::optional<SeenHold> parse_seen_hold(std::string_view text) {
  const auto booking = BookingId::parse(take(text));
  const auto desk = DeskId::parse(take(text));
  const auto starts = number<std::int64_t>(take(text));
  return booking && desk && starts ? std::optional(SeenHold{*booking, *desk, *starts}) : std::nullopt;
}

std::string slot_text(DeskId desk, int slot) { return desk.text() + "." + std::to_string(slot); }

std::optional<std::pair<DeskId, int>> parse_slot(std::string_view text) { return take_slot(text); }

std::string text(const Choice& choice, Why why) {
  return text(whom_of(choice)) + "." + slot_text(choice.desk, choice.slot) + "." + std::string(word(why));
}

std::optional<std::pair<Choice, Why>> parse_missed(std::string_view text) {
  const auto whom = take_whom(text);
  const auto slot = take_slot(text);
  const auto why = parse<Why>(take(text));
  if (!whom || !slot || !why) return std::nullopt;
  return std::pair(Choice{whom->student, whom->teacher, slot->first, slot->second, 1, ""}, *why);
}

}  // namespace lodge::parents_evening
