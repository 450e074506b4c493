#include <lodge/errors.h>
#include <lodge/id.h>
#include <sys/random.h>

namespace lodge {
namespace {

constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
constexpr unsigned kBitsPerDigit = 5;

}  // namespace

RawId RawId::random() {
  RawId id;
  LODGE_CHECK(getrandom(id.bytes_.data(), id.bytes_.size(), 0) == static_cast<ssize_t>(id.bytes_.size()));
  return id;
}

// 26 digits hold 130 bits; the first digit carries the two spare ones, as zeros.
std::string RawId::text() const {
  std::string text(kTextSize, '0');
  unsigned buffer = 0, held = 2;
  std::size_t next = 0;
  for (const auto byte : bytes_) {
    buffer = buffer << 8U | byte;
    held += 8;
    while (held >= kBitsPerDigit) {
      held -= kBitsPerDigit;
      text[next++] = kDigits[buffer >> held & 31U];
    }
  }
  return text;
}

std::optional<RawId> RawId::parse(std::string_view text) {
  if (text.size() != kTextSize) return std::nullopt;
  RawId id;
  unsigned buffer = 0, held = 0;
  std::size_t next = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto digit = kDigits.find(text[i]);
    if (digit == std::string_view::npos || (i == 0 && digit > 7)) return std::nullopt;
    buffer = buffer << kBitsPerDigit | static_cast<unsigned>(digit);
    held += i == 0 ? 3 : kBitsPerDigit;
    if (held >= 8) {
      held -= 8;
      id.bytes_[next++] = static_cast<std::uint8_t>(buffer >> held);
    }
  }
  return id;
}

}  // namespace lodge
