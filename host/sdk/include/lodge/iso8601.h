#pragma once
#include <lodge/interval.h>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

// Dates and times as forms, the API and the records write them: ISO 8601, RFC 3339. [any thread]
namespace lodge {

/// "2026-11-12". Nothing for another form and for a day that no calendar has.
std::optional<LocalDate> parse_date(std::string_view text);
/// "2026-11-12", which sorts as the days do. Years 0 to 9999.
std::string date_text(LocalDate date);
/// "16:35" (or "4:35"), as an <input type=time> sends it; up to "24:00".
std::optional<std::chrono::minutes> parse_minutes(std::string_view text);
std::string minutes_text(std::chrono::minutes since_midnight);
/// RFC 3339 with "Z" or an offset, to the second: "2027-01-09T07:00:00Z". Nothing for anything else.
std::optional<Instant> parse_instant(std::string_view text);
std::string instant_text(Instant when);

}  // namespace lodge
