#pragma once
#include <string>
#include <string_view>

namespace lodge::pages {

/// A QR code as the outline of an SVG path, one unit a module, with the quiet edge that readers ask for.
struct QrCode {
  int size = 0;      ///< of the square, in units
  std::string path;  ///< the "d" of its dark modules
};

/// Nothing is sent anywhere to draw it. `text` has at most some 2,000 bytes. [any thread]
QrCode qr_code(std::string_view text);

}  // namespace lodge::pages
