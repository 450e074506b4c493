#pragma once
#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace lodge {

/// 128 random bits. As text: 26 characters of Crockford's base 32 in lower case (0-9 a-z without i l o u),
/// which sorts as its bytes do, is safe in URLs, file names and LIKE, and survives a case-folding reader.
class RawId {
 public:
  static constexpr std::size_t kTextSize = 26;

  /// From the kernel's random source. Ends the process if there is none. [any thread]
  static RawId random();
  /// Nothing unless `text` is exactly what `text()` would write.
  static std::optional<RawId> parse(std::string_view text);
  std::string text() const;

  auto operator<=>(const RawId&) const = default;
  const std::array<std::uint8_t, 16>& bytes() const { return bytes_; }

 private:
  std::array<std::uint8_t, 16> bytes_{};
};

/// A RawId that knows what it names, so that a student's id is never taken for a teacher's.
template <class Tag>
class Id {
 public:
  /// The id that names nothing; only as a start value.
  Id() = default;
  static Id random() { return Id(RawId::random()); }
  static std::optional<Id> parse(std::string_view text) {
    auto raw = RawId::parse(text);
    return raw ? std::optional(Id(*raw)) : std::nullopt;
  }
  std::string text() const { return raw_.text(); }
  const RawId& raw() const { return raw_; }
  auto operator<=>(const Id&) const = default;

 protected:
  explicit Id(RawId raw) : raw_(raw) {}

 private:
  template <class To, class From>
  friend To same_person(From id);
  RawId raw_;
};

struct PersonTag;
using SiteId = Id<struct SiteTag>;
/// Anybody the directory knows. What only students (teachers, contacts) can be takes the narrower type.
using PersonId = Id<PersonTag>;
using StudentId = Id<struct StudentTag>;
using TeacherId = Id<struct TeacherTag>;
using ContactId = Id<struct ContactTag>;
using HouseholdId = Id<struct HouseholdTag>;
using ResourceId = Id<struct ResourceTag>;
using BookingId = Id<struct BookingTag>;
using SeriesId = Id<struct SeriesTag>;
using RoomId = Id<struct RoomTag>;
using LoginSessionId = Id<struct LoginSessionTag>;
using MessageId = Id<struct MessageTag>;
using PlanId = Id<struct PlanTag>;
using TokenId = Id<struct TokenTag>;

/// Widens a StudentId, TeacherId or ContactId to a PersonId, or narrows a PersonId that the directory
/// has said to be one of them. They are the same random number.
template <class To, class From>
To same_person(From id) {
  return To(id.raw());
}

}  // namespace lodge

template <class Tag>
struct std::hash<lodge::Id<Tag>> {
  std::size_t operator()(const lodge::Id<Tag>& id) const noexcept {
    std::size_t first = 0;
    for (int i = 0; i < 8; ++i) first = first << 8U | id.raw().bytes()[static_cast<std::size_t>(i)];
    return first;  // random already
  }
};
