#pragma once
#include <lodge/id.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge {

/// Keeps free text that may name people under its author's own key, so that erasing the author erases the text.
/// [any thread]
class Privacy {
 public:
  virtual ~Privacy() = default;
  /// `place` names table, column and row ("room_booking.purpose.<id>"), so that sealed text cannot be moved.
  /// Answers ASCII. @throws Unavailable when the vault cannot be reached.
  virtual std::string seal(SiteId site, PersonId author, std::string_view place, std::string_view text) = 0;
  /// Nothing when the author's key was destroyed. A changed or moved text ends in LODGE_CHECK.
  virtual std::optional<std::string> open(SiteId site, PersonId author, std::string_view place,
                                          std::string_view sealed) = 0;
};

}  // namespace lodge
