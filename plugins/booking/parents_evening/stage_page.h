#pragma once
#include "family.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// How an evening stands when a family cannot book: what happens next and what it can do.
struct StageWords {
  std::string what, next;
  std::vector<std::string> each{};  ///< when booking opens for the year of each child, where that is not the same
};
/// Nothing while it can book.
std::optional<StageWords> standing(const Kernel& kernel, const Say& say, const Family& family);
/// "Tuesday 3 November, 6:00 pm"
std::string moment(const Kernel& kernel, const Say& say, SiteId site, Instant when);

/// Says how it stands; what a form held that came too late is on it. Where the family can do something, it is led there.
Response stage_page(const Kernel& kernel, const Request& request, const Family& family);

}  // namespace lodge::parents_evening
