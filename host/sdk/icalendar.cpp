#include <lodge/icalendar.h>

#include <cstdio>

namespace lodge {
namespace {

constexpr std::size_t kMostOctets = 75;  // of a line, RFC 5545, 3.1

bool within_character(char octet) { return (static_cast<unsigned char>(octet) & 0xC0U) == 0x80U; }

/// Folds between characters, never within one.
void add_line(std::string& file, std::string_view line) {
  std::size_t room = kMostOctets;
  while (line.size() > room) {
    auto cut = room;
    while (within_character(line[cut])) --cut;
    file.append(line.substr(0, cut)).append("\r\n ");
    line.remove_prefix(cut);
    room = kMostOctets - 1;
  }
  file.append(line).append("\r\n");
}

/// TEXT of RFC 5545, 3.3.11; other control characters are left out.
std::string escaped(std::string_view text) {
  std::string result;
  for (const char letter : text) {
    if (letter == '\n') {
      result += "\\n";
    } else if (letter == ';' || letter == ',' || letter == '\\') {
      result.append(1, '\\').append(1, letter);
    } else if (static_cast<unsigned char>(letter) >= 0x20 && letter != 0x7F) {
      result += letter;
    }
  }
  return result;
}

std::string utc(Instant when) {
  const auto day = std::chrono::floor<std::chrono::days>(when);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss time(std::chrono::floor<std::chrono::seconds>(when - day));
  char text[32];
  std::snprintf(text, sizeof text, "%04d%02u%02uT%02d%02d%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text;
}

void add_text(std::string& file, std::string_view name, std::string_view text) {
  if (!text.empty()) add_line(file, std::string(name) + ":" + escaped(text));
}

std::string_view status(const CalendarEvent& event) {
  if (event.cancelled) return "CANCELLED";
  return event.tentative ? "TENTATIVE" : "CONFIRMED";
}

void add_event(std::string& file, const CalendarEvent& event) {
  add_line(file, "BEGIN:VEVENT");
  add_text(file, "UID", event.uid);
  add_line(file, "DTSTAMP:" + utc(event.stamp));
  add_line(file, "DTSTART:" + utc(event.when.starts()));
  add_line(file, "DTEND:" + utc(event.when.ends()));
  add_line(file, "SEQUENCE:" + std::to_string(event.sequence));
  add_line(file, "STATUS:" + std::string(status(event)));
  add_text(file, "SUMMARY", event.summary);
  add_text(file, "LOCATION", event.location);
  add_text(file, "DESCRIPTION", event.description);
  if (!event.url.empty() && event.url.find_first_of("\r\n") == std::string::npos) add_line(file, "URL:" + event.url);
  add_line(file, "END:VEVENT");
}

std::string_view name(CalendarMethod method) {
  switch (method) {
    case CalendarMethod::request: return "REQUEST";
    case CalendarMethod::cancel: return "CANCEL";
    case CalendarMethod::publish: break;
  }
  return "PUBLISH";
}

}  // namespace

std::string icalendar(std::span<const CalendarEvent> events, CalendarMethod method) {
  std::string file;
  add_line(file, "BEGIN:VCALENDAR");
  add_line(file, "VERSION:2.0");
  add_line(file, "PRODID:-//Lodge//Lodge//EN");
  add_line(file, "METHOD:" + std::string(name(method)));
  for (const auto& event : events) add_event(file, event);
  add_line(file, "END:VCALENDAR");
  return file;
}

}  // namespace lodge
