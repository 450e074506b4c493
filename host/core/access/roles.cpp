#include "core/access/roles.h"

#include <algorithm>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

LoginLimits limits_of(Role role) {
  switch (role) {
    case Role::administrator:
    case Role::manager:
    case Role::data_protection:
      return {15min, 4h};
    case Role::office:
    case Role::teacher:
    case Role::technician:
      return {30min, 12h};
    case Role::parent:
      return {20min, 4h};
    case Role::display:
      return {24h * 30, 24h * 365};
  }
  return {15min, 4h};
}

}  // namespace

std::string_view word(Role role) {
  static constexpr std::array<std::string_view, kAllRoles.size()> kWords = {
      "administrator", "manager", "office", "teacher", "technician", "data_protection", "display", "parent"};
  return kWords[static_cast<std::size_t>(role)];
}

std::optional<Role> parse_role(std::string_view text) {
  for (const auto role : kAllRoles)
    if (word(role) == text) return role;
  return std::nullopt;
}

std::optional<Roles> parse_roles(std::string_view text) {
  Roles roles;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    const auto role = parse_role(text.substr(0, comma));
    if (!role) return std::nullopt;
    roles.add(*role);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return roles;
}

std::string words(Roles roles) {
  std::string text;
  for (const auto role : kAllRoles)
    if (roles.has(role)) text.append(text.empty() ? "" : ",").append(word(role));
  return text;
}

std::int64_t to_number(Roles roles) {
  std::int64_t number = 0;
  for (const auto role : kAllRoles)
    if (roles.has(role)) number |= std::int64_t{1} << static_cast<unsigned>(role);
  return number;
}

Roles roles_of_number(std::int64_t number) {
  Roles roles;
  for (const auto role : kAllRoles)
    if ((number & std::int64_t{1} << static_cast<unsigned>(role)) != 0) roles.add(role);
  return roles;
}

LoginLimits login_limits(Roles roles) {
  auto limits = limits_of(Role::display);
  for (const auto role : kAllRoles)
    if (roles.has(role))
      limits = {std::min(limits.idle, limits_of(role).idle), std::min(limits.whole, limits_of(role).whole)};
  return roles.empty() ? limits_of(Role::administrator) : limits;
}

bool always_needs_second_factor(Roles roles) {
  return roles.meets({Role::administrator, Role::manager, Role::data_protection});
}

}  // namespace lodge::core
