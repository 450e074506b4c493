#include <lodge/value.h>

namespace lodge {

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
