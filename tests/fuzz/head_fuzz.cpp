// libFuzzer over all that reads a stranger's bytes before anybody is known: a head is found in pieces and parsed,
// and what it promises is checked.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "core/utf8.h"
#include "http/decode.h"
#include "http/gzip.h"
#include "http/head.h"

namespace {

using namespace lodge::http;

void expect(bool promise) {
  if (!promise) std::abort();
}

void check(const Head& head) {
  expect(head.path.starts_with('/') && lodge::core::is_utf8(head.path) && head.path.find('\0') == std::string::npos);
  expect(!(head.path + "/").contains("/../") && !head.path.contains("//"));
  expect(host_name(head.host).has_value() && head.fields.size() <= kMaxFields);
  expect(!head.has("transfer-encoding"));
  for (const auto& field : head.fields) {
    expect(field.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos && !field.name.empty());
    decode_cookies(field.value);
    accepts_gzip(field.value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  decode_form(bytes, Lines::allowed);
  const auto end = find_head_end(bytes, 0);
  // However it is cut, the same head is found.
  const auto first = find_head_end(bytes.substr(0, size / 2), 0);
  if (first && !*first) expect(find_head_end(bytes, size / 2) == end);
  if (!end || !*end) return 0;
  if (const auto head = parse_head(bytes.substr(0, **end))) check(*head);
  return 0;
}
