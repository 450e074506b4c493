#pragma once
#include <lodge/say.h>

namespace lodge::test {

/// English as it stands in the code, with nothing filled in: for what needs words and looks at none.
class PlainSay final : public Say {
 public:
  std::string say(std::string_view sentence, With) const override { return std::string(sentence); }
  std::string say_many(std::string_view one, std::string_view many, std::int64_t count, With) const override {
    return std::string(count == 1 ? one : many);
  }
  std::string language() const override { return "en"; }
  std::string own_name() const override { return "English"; }
  bool right_to_left() const override { return false; }
  std::string day(LocalDate) const override { return "day"; }
  std::string short_day(LocalDate) const override { return "day"; }
  std::string full_day(LocalDate) const override { return "day"; }
  std::string time(std::chrono::minutes) const override { return "time"; }
  std::string times(std::chrono::minutes, std::chrono::minutes) const override { return "times"; }
};

}  // namespace lodge::test
