#include "pages/qr_code.h"

#include <lodge/errors.h>
#include <qrencode.h>

#include <memory>

namespace lodge::pages {
namespace {

constexpr int kEdge = 4;

}  // namespace

// Runs of dark modules in a row become one bar each.
QrCode qr_code(std::string_view text) {
  const std::unique_ptr<QRcode, decltype(&QRcode_free)> code(
      QRcode_encodeData(static_cast<int>(text.size()), reinterpret_cast<const unsigned char*>(text.data()), 0, QR_ECLEVEL_M),
      QRcode_free);
  LODGE_CHECK(code != nullptr);
  QrCode drawn{code->width + 2 * kEdge, {}};
  for (int y = 0; y < code->width; ++y) {
    for (int x = 0, run = 0; x <= code->width; ++x) {
      const bool dark = x < code->width && (code->data[y * code->width + x] & 1U) != 0;
      if (!dark && run > 0) drawn.bars.push_back({x - run + kEdge, y + kEdge, run});
      run = dark ? run + 1 : 0;
    }
  }
  return drawn;
}

std::string QrCode::path() const {
  std::string drawn;
  for (const auto& bar : bars) {
    const auto length = std::to_string(bar.length);
    drawn += "M" + std::to_string(bar.x) + " " + std::to_string(bar.y) + "h" + length + "v1h-" + length + "z";
  }
  return drawn;
}

}  // namespace lodge::pages
