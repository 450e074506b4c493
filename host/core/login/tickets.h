#pragma once
#include "core/privacy/site_keys.h"

#include <lodge/interval.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

/// Text that goes out to a browser and comes back as it went, signed, until it expires: "this person gave the right
/// password a minute ago". It may be read by whoever holds it, so it carries ids only. [any thread]
class Tickets {
 public:
  Tickets(const SiteKeys& keys, std::string_view purpose) : keys_(keys), purpose_("ticket|" + std::string(purpose)) {}
  std::string make(std::string_view text, Instant expires) const;
  /// Nothing when it was made elsewhere, for another purpose, changed, or is too old.
  std::optional<std::string> read(std::string_view ticket, Instant now) const;

 private:
  const SiteKeys& keys_;
  const std::string purpose_;
};

}  // namespace lodge::core
