#pragma once
#include <lodge/id.h>

#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace lodge {

/// One thing a school may set, with its default. Units are part of the text: "24h", "5 days", "30".
struct Setting {
  enum class Type { text, whole_number, yes_no, duration, choice, clock };  ///< clock: "07:00"
  std::string_view name;  ///< "rooms.remind_before"
  Type type;
  std::string_view standard;     ///< the default, as text
  std::string_view explanation;  ///< a sentence, through the catalogue
  std::string_view choices = {}; ///< "a|b|c" for a choice
};

/// What a site has set, or the default. [any thread]
class Settings {
 public:
  virtual ~Settings() = default;
  virtual std::string text(SiteId site, const Setting& setting) const = 0;
  virtual std::int64_t number(SiteId site, const Setting& setting) const = 0;
  virtual bool yes(SiteId site, const Setting& setting) const = 0;
  virtual std::chrono::seconds duration(SiteId site, const Setting& setting) const = 0;
};

}  // namespace lodge
