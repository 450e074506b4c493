#include <lodge/value.h>

namespace lodge {

Value::Value() = default;
Value::Value(std::nullptr_t) {}
Value::Value(bool flag) : held_(flag) {}
Value::Value(double number) : held_(number) {}
Value::Value(std::string text) : held_(std::move(text)) {}
Value::Value(std::string_view text) : held_(std::string(text)) {}
Value::Value(const char* text) : held_(std::string(text)) {}
Value::Value(List list) : held_(std::move(list)) {}
Value::Value(Map map) : held_(std::move(map)) {}
Value::Value(const Value& other) = default;
Value::Value(Value&& other) noexcept = default;
Value& Value::operator=(const Value& other) = default;
Value& Value::operator=(Value&& other) noexcept = default;
Value::~Value() = default;
bool Value::operator==(const Value& other) const = default;

const Value& Value::at(std::string_view key) const {
  static const Value kNull;
  if (const auto* members = map()) {
    const auto found = members->find(key);
    if (found != members->end()) return found->second;
  }
  return kNull;
}

std::string Value::text_or(std::string_view key, std::string otherwise) const {
  const auto* found = at(key).text();
  return found ? *found : otherwise;
}

std::int64_t Value::integer_or(std::string_view key, std::int64_t otherwise) const {
  const auto* found = at(key).integer();
  return found ? *found : otherwise;
}

bool Value::boolean_or(std::string_view key, bool otherwise) const {
  const auto* found = at(key).boolean();
  return found ? *found : otherwise;
}

}  // namespace lodge
