#include "links.h"

namespace lodge::rooms {
namespace {

std::string query_of(const When& when) {
  const auto date = "date=" + date_text(when.date);
  if (!when.period.empty()) return date + "&period=" + url_part(when.period);
  return date + "&from=" + minutes_text(when.starts) + "&to=" + minutes_text(when.ends);
}

}  // namespace

std::string url_part(std::string_view text) {
  constexpr std::string_view kPlain = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  std::string encoded;
  for (const char letter : text) {
    if (kPlain.find(letter) != std::string_view::npos) {
      encoded += letter;
    } else {
      const auto octet = static_cast<unsigned char>(letter);
      encoded.append(1, '%').append(1, "0123456789ABCDEF"[octet >> 4U]).append(1, "0123456789ABCDEF"[octet & 15U]);
    }
  }
  return encoded;
}

std::string day_link(LocalDate date) { return "/staff/rooms/day/" + date_text(date); }

std::string week_link(std::string_view room, LocalDate date) {
  return "/staff/rooms/week/" + url_part(room) + "?date=" + date_text(date);
}

std::string book_link(std::string_view room, LocalDate date, std::string_view period) {
  return "/staff/rooms/book?room=" + url_part(room) + "&date=" + date_text(date) + "&period=" + url_part(period);
}

std::string book_link(std::string_view room, const When& when) {
  return "/staff/rooms/book?room=" + url_part(room) + "&" + query_of(when);
}

std::string find_link(const When& when) { return "/staff/rooms/find?" + query_of(when); }

std::string booking_link(BookingId id) { return "/staff/rooms/bookings/" + id.text(); }

}  // namespace lodge::rooms
