#pragma once
#include <string_view>

namespace lodge::parents_evening {

/// In the same time wherever they differ, so that the time says nothing of a secret.
inline bool same_secret(std::string_view one, std::string_view other) {
  if (one.size() != other.size()) return false;
  unsigned difference = 0;
  for (std::size_t i = 0; i < one.size(); ++i) difference |= static_cast<unsigned char>(one[i]) ^ static_cast<unsigned char>(other[i]);
  return difference == 0;
}

}  // namespace lodge::parents_evening
