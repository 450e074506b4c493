#pragma once
#include <lodge/errors.h>
#include <lodge/id.h>

#include <cstdint>
#include <string>

namespace lodge::core {

/// Makes ids that begin with the same 100 random bits and then count on, so that what is written together lies together
/// in a store's tables and indexes: a year's lessons touch a fifth of the pages. Who knows one of them can guess the
/// next; where an id is a secret, use `random`. [one thread]
template <class IdType>
class NearIds {
 public:
  IdType next() {
    auto text = first_;
    auto number = count_++;
    for (auto digit = text.size(); number > 0 && digit > text.size() - kCounted; number >>= 5U) {
      auto& at = text[--digit];
      number += kDigits.find(at);
      at = kDigits[number & 31U];
    }
    const auto id = IdType::parse(text);
    LODGE_CHECK(id.has_value());
    return *id;
  }

 private:
  static constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  static constexpr std::size_t kCounted = 6;  // a thousand million, after which they come round
  const std::string first_ = IdType::random().text();
  std::uint64_t count_ = 0;
};

}  // namespace lodge::core
