#pragma once
#include "core/privacy/site_keys.h"

#include <lodge/booking.h>

namespace lodge::core {

/// Puts kDigitsNotice into words. Only here, when the message leaves, are the six digits made. [any thread]
/// @throws Unavailable
Notice digits_notice(const SiteKeys& keys, const Directory& directory, const std::string& school, const QueuedMessage& message,
                     const Say& say);

}  // namespace lodge::core
