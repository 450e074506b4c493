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
      if (!dark && run > 0)
        drawn.path += "M" + std::to_string(x - run + kEdge) + " " + std::to_string(y + kEdge) + "h" + std::to_string(run) + "v1h-" + std::to_string(run) + "z";
      run = dark ? run + 1 : 0;
    }
  }
  return drawn;
}

}  // namespace lodge::pages
