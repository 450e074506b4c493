#pragma once
#include <lodge/value.h>

#include <expected>
#include <string>

namespace lodge {

/// How much of a stranger's JSON is read before it is refused.
struct JsonLimits {
  std::size_t depth = 32;
  std::size_t bytes = 1U << 20U;
};

/// RFC 8259. Refused, with a sentence that says where: bad UTF-8, a duplicate key, a number that is neither
/// an int64 nor a finite double, more than `limits`. Never recursive in the input. [any thread]
std::expected<Value, std::string> parse_json(std::string_view text, const JsonLimits& limits = {});
/// One line; keys sorted; `<`, `>` and `&` as escapes, so that it may stand in a page. [any thread]
std::string to_json(const Value& value);

}  // namespace lodge
