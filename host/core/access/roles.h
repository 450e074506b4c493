#pragma once
#include <lodge/access.h>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

inline constexpr std::array kAllRoles = {Role::administrator, Role::manager,         Role::office,  Role::teacher,
                                         Role::technician,    Role::data_protection, Role::display, Role::parent};

/// "data_protection": as the command line, the records and the API write it.
std::string_view word(Role role);
std::optional<Role> parse_role(std::string_view word);
/// "office,teacher"; nothing when one of them is no role.
std::optional<Roles> parse_roles(std::string_view words);
std::string words(Roles roles);

std::int64_t to_number(Roles roles);  ///< as the records hold it
Roles roles_of_number(std::int64_t number);

/// How long a LoginSession lasts (assurance.md S3): without a request, and in all.
struct LoginLimits {
  std::chrono::microseconds idle, whole;
};
/// The strictest of what each role asks for.
LoginLimits login_limits(Roles roles);

/// Whether they come in by the parents' door, and have no password to look after.
inline bool is_parent(Roles roles) { return roles.has(Role::parent); }

/// Whether one of these roles may not do without a second factor, whatever the school sets.
bool always_needs_second_factor(Roles roles);

}  // namespace lodge::core
