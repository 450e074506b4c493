#include "crypto/phc.h"

#include "core/base64.h"

#include <charconv>

namespace lodge::crypto {
namespace {

constexpr std::uint32_t kMostMemoryKib = 256U * 1024U, kMostPasses = 16, kMostLanes = 16;

bool take(std::string_view& text, std::string_view start) {
  if (!text.starts_with(start)) return false;
  text.remove_prefix(start.size());
  return true;
}

bool take(std::string_view& text, std::uint32_t& number) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc()) return false;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return number > 0;
}

// PHC strings leave base64's padding away.
std::string unpadded(std::string_view bytes) {
  auto text = core::base64(bytes);
  while (text.ends_with('=')) text.pop_back();
  return text;
}

std::optional<std::string> parse_unpadded(std::string_view text) {
  std::string padded(text);
  padded.resize((padded.size() + 3) / 4 * 4, '=');
  return core::from_base64(padded);
}

}  // namespace

std::optional<Phc> Phc::parse(std::string_view text) {
  Phc phc;
  const bool head = take(text, "$argon2id$v=19$m=") && take(text, phc.memory_kib) && take(text, ",t=") &&
                    take(text, phc.passes) && take(text, ",p=") && take(text, phc.lanes) && take(text, "$");
  const auto dollar = text.find('$');
  if (!head || dollar == std::string_view::npos) return std::nullopt;
  auto salt = parse_unpadded(text.substr(0, dollar)), hash = parse_unpadded(text.substr(dollar + 1));
  if (!salt || !hash || salt->size() < 8 || hash->size() < 16 || hash->size() > 64) return std::nullopt;
  if (phc.memory_kib < 8 * phc.lanes || phc.memory_kib > kMostMemoryKib || phc.passes > kMostPasses ||
      phc.lanes > kMostLanes)
    return std::nullopt;
  phc.salt = std::move(*salt);
  phc.hash = std::move(*hash);
  return phc;
}

std::string Phc::text() const {
  return "$argon2id$v=19$m=" + std::to_string(memory_kib) + ",t=" + std::to_string(passes) +
         ",p=" + std::to_string(lanes) + "$" + unpadded(salt) + "$" + unpadded(hash);
}

bool Phc::strong_enough() const {
  return (memory_kib >= 47104 && passes >= 1) || (memory_kib >= 19456 && passes >= 2) ||
         (memory_kib >= 12288 && passes >= 3);
}

}  // namespace lodge::crypto
