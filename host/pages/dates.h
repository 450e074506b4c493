#pragma once
#include <lodge/interval.h>

#include <chrono>
#include <memory>
#include <string>

namespace lodge::pages {

/// How one language writes days and times, by ICU's locale data. [any thread]
class Dates {
 public:
  enum class Width { day, short_day, full_day };  ///< "Thursday 12 November", "Thu 12 Nov", with the year

  explicit Dates(const std::string& language);
  ~Dates();
  std::string day(LocalDate date, Width width) const;
  std::string time(std::chrono::minutes since_midnight) const;
  /// The time without "am" or "pm", where this language has them: "4:30".
  std::string bare_time(std::chrono::minutes since_midnight) const;
  /// Whether two times share their "pm", so that it need be said only once.
  bool same_half(std::chrono::minutes a, std::chrono::minutes b) const;

 private:
  struct Formats;
  std::unique_ptr<Formats> formats_;
};

}  // namespace lodge::pages
