#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lodge::pages {

/// A QR code, one unit a module, with the quiet edge that readers ask for.
struct QrCode {
  struct Bar {
    int x, y, length;  ///< dark modules of one row
  };
  int size = 0;  ///< of the square, in units
  std::vector<Bar> bars;

  std::string path() const;  ///< the "d" of an SVG path that draws the bars
};

/// Nothing is sent anywhere to draw it. `text` has at most some 2,000 bytes. [any thread]
QrCode qr_code(std::string_view text);

}  // namespace lodge::pages
