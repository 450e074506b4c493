#pragma once
#include <lodge/id.h>

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace lodge {

enum class Role : std::uint8_t { administrator, manager, office, teacher, technician, data_protection, display, parent };

/// A set of roles in one word.
class Roles {
 public:
  constexpr Roles() = default;
  constexpr Roles(std::initializer_list<Role> roles) {
    for (const auto role : roles) bits_ |= bit(role);
  }
  constexpr bool has(Role role) const { return (bits_ & bit(role)) != 0; }
  constexpr bool meets(Roles other) const { return (bits_ & other.bits_) != 0; }
  constexpr void add(Role role) { bits_ |= bit(role); }
  constexpr bool empty() const { return bits_ == 0; }
  auto operator<=>(const Roles&) const = default;

 private:
  static constexpr std::uint32_t bit(Role role) { return 1U << static_cast<unsigned>(role); }
  std::uint32_t bits_ = 0;
};

/// Something a person may do, declared once as a constant by whoever offers it.
struct Permission {
  std::string_view name;  ///< "rooms.book"; also the scope of an API token
  Roles roles;            ///< who may by default
  Roles own;              ///< who may when they own the object
};

/// Anybody may, signed in or not.
inline constexpr Permission kAnybody{"anybody", {}, {}};

/// Who acts. One per request, made by the host at its door.
struct Actor {
  enum class By { nobody, page, token, program };
  By by = By::nobody;
  SiteId site;
  PersonId person;
  Roles roles;
  std::string language = "en";
  std::vector<std::string> scopes;  ///< of the token; all when by page
};

/// What is acted on.
struct Object {
  SiteId site;
  PersonId owner;
};

/// role × action × object, decided in this one place for pages and API alike. [any thread]
class Access {
 public:
  virtual ~Access() = default;
  virtual bool may(const Actor& actor, const Permission& permission) const = 0;
  virtual bool may(const Actor& actor, const Permission& permission, const Object& object) const = 0;
};

}  // namespace lodge
