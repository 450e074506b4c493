#include "core/login/tickets.h"

#include "core/encoding.h"
#include "core/units.h"

namespace lodge::core {

std::string Tickets::make(std::string_view text, Instant expires) const {
  const auto body = std::to_string(expires.time_since_epoch().count()) + "." + to_base64url(text);
  return body + "." + keys_.mark(purpose_, body);
}

std::optional<std::string> Tickets::read(std::string_view ticket, Instant now) const {
  const auto last = ticket.rfind('.');
  if (last == std::string_view::npos) return std::nullopt;
  const auto body = ticket.substr(0, last);
  if (!equal_in_constant_time(keys_.mark(purpose_, body), ticket.substr(last + 1))) return std::nullopt;
  const auto dot = body.find('.');
  const auto expires = parse_whole_number(body.substr(0, dot));
  if (!expires || Instant(std::chrono::microseconds(*expires)) <= now) return std::nullopt;
  return parse_base64url(body.substr(dot + 1));
}

}  // namespace lodge::core
