#include "http/decode.h"

#include "core/nfc.h"
#include "core/utf8.h"

#include <array>
#include <cstddef>
#include <utility>

namespace lodge::http {
namespace {

constexpr std::size_t kMaxFormFields = 2000;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

// The byte that "%XX" at `at` stands for; -1 when it is no escape.
int escaped_byte(std::string_view raw, std::size_t at) {
  if (at + 2 >= raw.size()) return -1;
  const int high = hex_digit(raw[at + 1]), low = hex_digit(raw[at + 2]);
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

bool is_control(char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; }

bool is_line_end(char c) { return c == '\t' || c == '\r' || c == '\n'; }

bool has_bad_part(std::string_view path) {
  for (std::size_t from = 1; from < path.size();) {
    const auto end = std::min(path.find('/', from), path.size());
    const auto part = path.substr(from, end - from);
    if (part.empty() || part == "." || part == "..") return true;
    from = end + 1;
  }
  return false;
}

std::optional<std::string> decode_word(std::string_view raw, Lines lines) {
  std::string text;
  text.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    char c = raw[i] == '+' ? ' ' : raw[i];
    if (raw[i] == '%') {
      const int byte = escaped_byte(raw, i);
      if (byte < 0) return std::nullopt;
      c = static_cast<char>(byte);
      i += 2;
    }
    if (is_control(c) && (lines == Lines::refused || !is_line_end(c))) return std::nullopt;
    text += c;
  }
  return core::is_utf8(text) ? std::optional(core::nfc(text)) : std::nullopt;
}

}  // namespace

std::optional<std::string> decode_path(std::string_view raw) {
  std::string path;
  path.reserve(raw.size());
  for (std::size_t i = 0; i < raw.size(); ++i) {
    char c = raw[i];
    if (c == '%') {
      const int byte = escaped_byte(raw, i);
      if (byte < 0 || byte == '/') return std::nullopt;
      c = static_cast<char>(byte);
      i += 2;
    }
    if (is_control(c) || c == '\\') return std::nullopt;
    path += c;
  }
  if (!path.starts_with('/') || has_bad_part(path) || !core::is_utf8(path)) return std::nullopt;
  return path;
}

std::optional<Fields> decode_form(std::string_view raw, Lines lines) {
  Fields fields;
  std::size_t count = 0;
  while (!raw.empty()) {
    const auto end = std::min(raw.find('&'), raw.size());
    const auto pair = raw.substr(0, end);
    raw.remove_prefix(std::min(end + 1, raw.size()));
    if (pair.empty()) continue;
    const auto equals = std::min(pair.find('='), pair.size());
    auto name = decode_word(pair.substr(0, equals), Lines::refused);
    auto value = decode_word(pair.substr(std::min(equals + 1, pair.size())), lines);
    if (!name || !value || ++count > kMaxFormFields) return std::nullopt;
    fields.add(std::move(*name), std::move(*value));
  }
  return fields;
}

Fields decode_cookies(std::string_view raw) {
  Fields cookies;
  while (!raw.empty()) {
    const auto end = std::min(raw.find(';'), raw.size());
    auto pair = raw.substr(0, end);
    raw.remove_prefix(std::min(end + 1, raw.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || equals == 0) continue;
    cookies.add(std::string(pair.substr(0, equals)), std::string(pair.substr(equals + 1)));
  }
  return cookies;
}

}  // namespace lodge::http
