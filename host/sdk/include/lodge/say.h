#pragma once
#include <lodge/interval.h>

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace lodge {

/// One language: every sentence a person reads goes through here, and every date and time. English sentences are
/// the keys; `{name}` in a sentence is filled from `with`. The catalogue's extraction knows the two names `say`
/// and `say_many`, so the sentence stands as a literal at the call. [any thread]
class Say {
 public:
  using With = std::initializer_list<std::pair<std::string_view, std::string>>;
  virtual ~Say() = default;

  virtual std::string say(std::string_view sentence, With with = {}) const = 0;
  /// `{count}` is filled with the number.
  virtual std::string say_many(std::string_view one, std::string_view many, std::int64_t count, With with = {}) const = 0;

  virtual std::string language() const = 0;   ///< BCP 47
  virtual std::string own_name() const = 0;   ///< "Cymraeg": as its speakers call it
  virtual bool right_to_left() const = 0;
  virtual std::string day(LocalDate date) const = 0;         ///< "Thursday 12 November"
  virtual std::string short_day(LocalDate date) const = 0;   ///< "Thu 12 Nov"
  virtual std::string full_day(LocalDate date) const = 0;    ///< "Thursday 12 November 2026"
  virtual std::string time(std::chrono::minutes since_midnight) const = 0;  ///< "4:35 pm"
  virtual std::string times(std::chrono::minutes from, std::chrono::minutes to) const = 0;  ///< "4:30 to 4:40 pm"
};

}  // namespace lodge
