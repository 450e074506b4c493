#pragma once
#include <lodge/value.h>

#include <expected>
#include <string>

namespace lodge::lua {

/// A rule's settings as its `check` gets them: its own values, with those that the school has `set` (texts) put in
/// their place and read as the rule's own value is written: a number, true or false, a text, a list of texts
/// ("a, b"), or a number with a unit. A value with a unit ("2 school days") reaches the rule as the number alone,
/// and what the school sets must name the same unit. The error is a sentence.
std::expected<Value::Map, std::string> fill_in(const Value::Map& standard, const Value::Map& set);

}  // namespace lodge::lua
