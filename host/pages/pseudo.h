#pragma once
#include "pages/catalogue.h"

namespace lodge::pages {

/// "Book this room" as "[!! Ƀǿǿķ ŧħīş řǿǿɱ ~~~~~~ !!]": letters changed, two fifths longer, placeholders kept.
class PseudoCatalogue final : public Catalogue {
 public:
  std::string sentence(std::string_view english) const override;
  std::string counted(std::string_view one, std::string_view many, std::int64_t count) const override;
};

}  // namespace lodge::pages
