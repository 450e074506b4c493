#pragma once
#include <lodge/clock.h>
#include <lodge/database.h>
#include <lodge/privacy.h>
#include <lodge/web.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

inline constexpr std::string_view kWasKept = "was_kept";  ///< the field that says that a form is one of these

/// Forms that came when their sign-in had run out: kept for an hour, for whoever sent them and nobody else, until that
/// person is in again and sends them. One for each person, the latest. [any thread]
class KeptForms {
 public:
  struct Kept {
    std::string path;  ///< to which it was sent
    Fields form;       ///< without its form token and kWasKept
  };
  /// All outlive it.
  KeptForms(Database& central, Privacy& privacy, const Clock& clock) : central_(central), privacy_(privacy), clock_(clock) {}

  /// Never what has a password or a code in it, nor what is very large; false for these. @throws Unavailable
  bool keep(SiteId site, PersonId person, std::string_view path, const Fields& form);
  std::optional<Kept> of(SiteId site, PersonId person) const;
  void forget(PersonId person);
  void sweep();

 private:
  Database& central_;
  Privacy& privacy_;
  const Clock& clock_;
};

}  // namespace lodge::core
