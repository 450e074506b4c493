#pragma once
#include <lodge/interval.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace lodge {

/// One entry of somebody's calendar (RFC 5545, VEVENT). Texts are UTF-8 and may have several lines.
struct CalendarEvent {
  std::string uid;            ///< the same for good: how a calendar knows it again
  Interval when;
  Instant stamp;              ///< when this was said
  std::int64_t sequence = 0;  ///< rises with each change
  bool cancelled = false;
  bool tentative = false;     ///< waits for an approver
  std::string summary, location, description;
  std::string url = {};
};

enum class CalendarMethod { publish, request, cancel };

/// A whole .ics file: times in UTC, text escaped, lines folded at 75 octets and ended with CR LF. [any thread]
std::string icalendar(std::span<const CalendarEvent> events, CalendarMethod method = CalendarMethod::publish);

}  // namespace lodge
