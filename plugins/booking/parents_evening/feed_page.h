#pragma once
#include "plans.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// A parent's appointments at a private address that a calendar reads by itself (RFC 5545). [any thread]
class FeedPage {
 public:
  FeedPage(const Kernel& kernel, Plans& plans) : kernel_(kernel), plans_(plans) {}
  Response make(const Request& request) const;  ///< POST /parents/calendar/make: a fresh address; the one before ends
  Response stop(const Request& request) const;  ///< POST /parents/calendar/stop
  Response read(const Request& request) const;  ///< GET /parents/calendar/{token}, by whoever has the address

 private:
  std::string file(const Request& request, SiteId site, ContactId contact) const;

  const Kernel& kernel_;
  Plans& plans_;
};

/// The whole address; empty when there is none.
std::string feed_address(const Kernel& kernel, const Actor& actor);

}  // namespace lodge::parents_evening
