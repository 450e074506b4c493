#pragma once
#include <lodge/say.h>

#include <string_view>
#include <vector>

namespace lodge::core {

/// The languages this host speaks. [any thread]
class Languages {
 public:
  virtual ~Languages() = default;
  /// The best for a person's own choice ("cy"; may be empty) and her browser's Accept-Language; English if neither.
  virtual const Say& choose(std::string_view wanted, std::string_view accept_language) const = 0;
  virtual std::vector<const Say*> all() const = 0;
};

}  // namespace lodge::core
