#pragma once
#include "day_values.h"
#include "recent.h"

#include <lodge/booking.h>

#include <memory>
#include <string>

namespace lodge::rooms {

/// The page that staff keep open all day. What it reads is kept by the revisions it was read under, the whole page,
/// packed, by LoginSession. [any thread]
class DayPage {
 public:
  explicit DayPage(const Kernel& kernel) : kernel_(kernel) {}

  /// GET /staff/rooms: to the date asked for, else today, else the next school day.
  Response find_day(const Request& request) const;
  /// GET /staff/rooms/day/{date}
  Response show(const Request& request);

 private:
  struct Packed {
    std::string body, tag;
  };
  std::string revisions(SiteId site) const;
  std::shared_ptr<const DayGrid> grid(SiteId site, LocalDate date, const std::string& stamp);
  Packed render(const Request& request, const DayGrid& grid) const;
  Value values(const Request& request, const DayGrid& grid) const;

  const Kernel& kernel_;
  Recent<DayGrid> grids_{60};
  Recent<Packed> pages_{400};
};

}  // namespace lodge::rooms
