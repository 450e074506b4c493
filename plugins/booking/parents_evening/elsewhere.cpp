#include "elsewhere.h"

#include <algorithm>

namespace lodge::parents_evening {

bool is_elsewhere(const std::vector<Interval>& times, const Interval& when) {
  return std::ranges::any_of(times, [&](const Interval& one) { return one.overlaps(when); });
}

std::vector<Interval> without(std::vector<Interval> windows, const std::vector<Interval>& times) {
  for (const auto& time : times) {
    std::vector<Interval> left;
    for (const auto& window : windows) {
      const auto before = Interval::make(window.starts(), std::min(window.ends(), time.starts()));
      const auto after = Interval::make(std::max(window.starts(), time.ends()), window.ends());
      for (const auto& part : {before, after}) {
        if (part) left.push_back(*part);
      }
    }
    windows = std::move(left);
  }
  return windows;
}

}  // namespace lodge::parents_evening
