#include "occurrence.h"

namespace lodge::rooms {

std::vector<LocalDate> weekly(LocalDate first, LocalDate last) {
  std::vector<LocalDate> dates{first};
  for (auto next = std::chrono::sys_days(first) + std::chrono::weeks(1);
       next <= std::chrono::sys_days(last) && dates.size() <= kMostDates; next += std::chrono::weeks(1)) {
    dates.emplace_back(next);
  }
  return dates;
}

}  // namespace lodge::rooms
