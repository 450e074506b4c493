#pragma once
#include "core/login/throttle.h"
#include "core/privacy/site_keys.h"

#include <chrono>
#include <string>
#include <string_view>

namespace lodge::core {

/// The bounds that hold guesses back: at most ten in five minutes (Cyber Essentials), and a try again within a minute.
/// [any thread]
Bounds guesses_at(const SiteKeys& keys, std::string_view what, std::string_view whose);
/// Of one account, from all networks together: so many that one who guesses from a few does not take the tries of its
/// owner, who sits in another.
Bounds guesses_from_anywhere(const SiteKeys& keys, std::string_view whose);
/// Of one address: more, for a whole school may stand behind it. Addresses of IPv6 count by their /64.
Bounds guesses_from(const SiteKeys& keys, std::string_view address);

/// The same with other bounds.
Bounds bounded(const SiteKeys& keys, std::string_view what, std::string_view whose, std::int64_t at_once, std::chrono::seconds one_more);
/// An address as a bucket names it: of IPv6 its /64.
std::string network_of(std::string_view address);

}  // namespace lodge::core
