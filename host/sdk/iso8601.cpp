#include <lodge/iso8601.h>

#include <charconv>
#include <cstdio>

namespace lodge {
namespace {

/// Digits only: no sign, no blank.
std::optional<int> number(std::string_view digits) {
  int value = 0;
  const auto* end = digits.data() + digits.size();
  const auto [stopped, fault] = std::from_chars(digits.data(), end, value);
  const bool whole = fault == std::errc() && stopped == end && digits.front() != '-';
  return whole ? std::optional(value) : std::nullopt;
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

}  // namespace

std::optional<LocalDate> parse_date(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = number(text.substr(0, 4)), month = number(text.substr(5, 2)), day = number(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  const LocalDate date(std::chrono::year(*year), std::chrono::month(static_cast<unsigned>(*month)),
                       std::chrono::day(static_cast<unsigned>(*day)));
  return date.ok() ? std::optional(date) : std::nullopt;
}

std::string date_text(LocalDate date) {
  char text[16];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()));
  return text;
}

std::optional<std::chrono::minutes> parse_minutes(std::string_view text) {
  const auto colon = text.find(':');
  if (colon == std::string_view::npos || colon == 0 || colon > 2 || text.size() != colon + 3) return std::nullopt;
  const auto hours = number(text.substr(0, colon)), minutes = number(text.substr(colon + 1));
  if (!hours || !minutes || *hours > 24 || *minutes > 59 || *hours * 60 + *minutes > 24 * 60) return std::nullopt;
  return std::chrono::minutes(*hours * 60 + *minutes);
}

std::string minutes_text(std::chrono::minutes since_midnight) {
  char text[16];
  std::snprintf(text, sizeof text, "%02d:%02d", static_cast<int>(since_midnight.count() / 60),
                static_cast<int>(since_midnight.count() % 60));
  return text;
}

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

}  // namespace lodge
