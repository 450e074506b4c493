#include "links.h"

#include <lodge/web.h>

namespace lodge::rooms {
namespace {

std::string query_of(const When& when) {
  const auto date = "date=" + date_text(when.date);
  if (!when.period.empty()) return date + "&period=" + percent_encoded(when.period);
  return date + "&from=" + minutes_text(when.starts) + "&to=" + minutes_text(when.ends);
}

}  // namespace

std::string day_link(LocalDate date) { return "/staff/rooms/day/" + date_text(date); }

std::string week_link(std::string_view room, LocalDate date) {
  return "/staff/rooms/week/" + percent_encoded(room) + "?date=" + date_text(date);
}

std::string book_link(std::string_view room, LocalDate date, std::string_view period) {
  return "/staff/rooms/book?room=" + percent_encoded(room) + "&date=" + date_text(date) + "&period=" + percent_encoded(period);
}

std::string book_link(std::string_view room, const When& when) {
  return "/staff/rooms/book?room=" + percent_encoded(room) + "&" + query_of(when);
}

std::string find_link(const When& when) { return "/staff/rooms/find?" + query_of(when); }

std::string booking_link(BookingId id) { return "/staff/rooms/bookings/" + id.text(); }

}  // namespace lodge::rooms
