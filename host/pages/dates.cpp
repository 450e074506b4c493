#include "pages/dates.h"

#include <lodge/errors.h>

#include <unicode/dtptngen.h>
#include <unicode/smpdtfmt.h>

#include <array>
#include <mutex>

namespace lodge::pages {
namespace {

using Format = std::unique_ptr<icu::SimpleDateFormat>;

constexpr std::size_t kMinutesOfDay = 1440;

Format with_pattern(const icu::UnicodeString& pattern, const icu::Locale& locale) {
  UErrorCode fault = U_ZERO_ERROR;
  auto format = std::make_unique<icu::SimpleDateFormat>(pattern, locale, fault);
  LODGE_CHECK(U_SUCCESS(fault));
  format->setTimeZone(*icu::TimeZone::getGMT());  // what is given is local already
  return format;
}

/// The language's own order for these parts ("EEEEdMMMM").
Format with_parts(const char* parts, const icu::Locale& locale) {
  UErrorCode fault = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateTimePatternGenerator> patterns(
      icu::DateTimePatternGenerator::createInstance(locale, fault));
  LODGE_CHECK(U_SUCCESS(fault));
  return with_pattern(patterns->getBestPattern(icu::UnicodeString::fromUTF8(parts), fault), locale);
}

/// A format is not safe to share between threads, so each use takes a copy.
std::string written(const icu::SimpleDateFormat& shared, double milliseconds) {
  const std::unique_ptr<icu::SimpleDateFormat> format(shared.clone());
  icu::UnicodeString text;
  format->format(milliseconds, text);
  std::string utf8;
  text.toUTF8String(utf8);
  return utf8;
}

double milliseconds(std::chrono::minutes since_midnight) {
  return static_cast<double>(std::chrono::milliseconds(since_midnight).count());
}

}  // namespace

struct Dates::Formats {
  std::array<Format, 3> days;
  Format time, bare_time;
  bool halves;  ///< this language says am and pm
  // A page of free times says a hundred: each of the day's is written once.
  std::once_flag written_once;
  std::array<std::string, kMinutesOfDay> times;
};

Dates::Dates(const std::string& language) : formats_(std::make_unique<Formats>()) {
  const bool english = language.starts_with("en") || language == "qps";
  const icu::Locale locale(english ? "en_GB" : language.c_str());
  if (english) {  // the house's own manner, without the commas of en_GB
    formats_->days = {with_pattern("EEEE d MMMM", locale), with_pattern("EEE d MMM", locale),
                      with_pattern("EEEE d MMMM y", locale)};
    formats_->time = with_pattern("h:mm a", locale);
    formats_->bare_time = with_pattern("h:mm", locale);
  } else {
    formats_->days = {with_parts("EEEEdMMMM", locale), with_parts("EEEdMMM", locale),
                      with_parts("EEEEdMMMMy", locale)};
    formats_->time = with_parts("jm", locale);
    formats_->bare_time = with_parts("jm", locale);
  }
  formats_->halves = english;
}

Dates::~Dates() = default;

std::string Dates::day(LocalDate date, Width width) const {
  const auto since_epoch = std::chrono::sys_days(date).time_since_epoch();
  return written(*formats_->days.at(static_cast<std::size_t>(width)),
                 static_cast<double>(std::chrono::milliseconds(since_epoch).count()));
}

std::string Dates::time(std::chrono::minutes since_midnight) const {
  const auto minute = static_cast<std::size_t>(since_midnight.count());  // one before midnight is a large number
  if (minute >= kMinutesOfDay) return written(*formats_->time, milliseconds(since_midnight));
  std::call_once(formats_->written_once, [&] {
    for (std::size_t i = 0; i < kMinutesOfDay; ++i) formats_->times[i] = written(*formats_->time, milliseconds(std::chrono::minutes(i)));
  });
  return formats_->times[minute];
}

std::string Dates::bare_time(std::chrono::minutes since_midnight) const {
  return written(*formats_->bare_time, milliseconds(since_midnight));
}

bool Dates::same_half(std::chrono::minutes a, std::chrono::minutes b) const {
  constexpr std::chrono::minutes kNoon{720};
  return !formats_->halves || (a < kNoon) == (b < kNoon);
}

}  // namespace lodge::pages
