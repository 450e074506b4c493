#include "core/nfc.h"

#include "core/utf8.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>

namespace lodge::core {
namespace {

bool is_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

std::string composed(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const auto* form = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return std::string(text);
  std::string result;
  icu::StringByteSink<std::string> sink(&result, static_cast<std::int32_t>(text.size()));
  form->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr, error);
  return U_FAILURE(error) ? std::string(text) : result;
}

}  // namespace

std::string nfc(std::string_view text) { return is_ascii(text) || !is_utf8(text) ? std::string(text) : composed(text); }

Value all_nfc(Value value) {
  if (const auto* text = value.text()) return nfc(std::string_view(*text));
  if (auto* list = value.list()) {
    for (auto& item : *list) item = all_nfc(std::move(item));
  } else if (auto* map = value.map()) {
    for (auto& [name, member] : *map) member = all_nfc(std::move(member));
  }
  return value;
}

}  // namespace lodge::core
