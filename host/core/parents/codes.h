#pragma once
#include "core/privacy/site_keys.h"

#include <lodge/id.h>
#include <lodge/interval.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

/// Ten characters of the alphabet of ids: 50 random bits.
std::string new_letter_code();
/// The code of a letter that was made at `made_at`: 50 bits that follow from all of this under the site's key, so that
/// the same letter can be printed again for a moment.
std::string letter_code(const SiteKeys& keys, SiteId site, std::string_view what, HouseholdId household, Instant made_at);
/// "7k3m-9qxd-2f", as people read it.
std::string shown_letter_code(std::string_view code);
/// Whatever was put between the characters, in either case, with o for 0 and i or l for 1; nothing when it cannot be one.
std::optional<std::string> parse_letter_code(std::string_view typed);
/// How the records hold it. Codes of one host are looked up without knowing the site.
std::string mark_of_letter_code(const SiteKeys& keys, std::string_view code);

/// The six digits that open `ticket` for this contact: they follow from both under the site's key, so that nothing
/// secret waits in the outbox.
std::string six_digits(const SiteKeys& keys, SiteId site, std::string_view ticket, ContactId contact);
/// The digits of what was typed; nothing unless they are six.
std::optional<std::string> parse_six_digits(std::string_view typed);

}  // namespace lodge::core
