#pragma once
#include <lodge/errors.h>
#include <lodge/id.h>

#include <chrono>
#include <cstdint>
#include <string>

namespace lodge::core {

/// An id that begins with the time it was made (53 bits of microseconds) and goes on with 75 random ones: nobody guesses
/// it, and rows written in one moment lie together in a store's tables and indexes. A batch of sixty bookings then
/// changes a few pages of each instead of sixty. For rows that say when they were made; a person's id tells nothing.
/// [any thread]
template <class IdType>
IdType id_of_now() {
  constexpr std::string_view kDigits = "0123456789abcdefghjkmnpqrstvwxyz";
  constexpr std::size_t kTimed = 11;
  auto text = IdType::random().text();
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  auto left = static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::microseconds>(now).count());
  for (auto digit = kTimed; digit-- > 0; left >>= 5U) text[digit] = kDigits[left & 31U];
  const auto id = IdType::parse(text);
  LODGE_CHECK(id.has_value());
  return *id;
}

/// Makes ids that begin alike and then count on, so that what is written together lies together in a store's tables and
/// indexes: a year's lessons touch a fifth of the pages. Who knows one of them can guess the next; where an id is a
/// secret, use `random`. [one thread]
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
  const std::string first_ = id_of_now<IdType>().text();
  std::uint64_t count_ = 0;
};

}  // namespace lodge::core
