#pragma once
#include "pages/catalogue.h"
#include "pages/dates.h"

#include <lodge/say.h>

#include <memory>
#include <string>

namespace lodge::pages {

/// How a value stands in a sentence. In a language from the right each is set apart, so that a name, a time or a telephone
/// number in Latin letters keeps its own direction and disturbs nothing beside it.
enum class Values { within, apart };

/// Unicode's first strong isolate, and its end: what <bdi> is to HTML, also where there is no markup.
inline constexpr std::string_view kBeginsApart = "\u2068", kEndsApart = "\u2069";
std::string apart(std::string_view value);

/// One language, of its catalogue and its way with dates. [any thread]
class Spoken final : public Say {
 public:
  Spoken(std::string tag, std::unique_ptr<Catalogue> catalogue);

  std::string say(std::string_view sentence, With with = {}) const override;
  std::string say_many(std::string_view one, std::string_view many, std::int64_t count, With with = {}) const override;
  std::string language() const override { return tag_; }
  std::string own_name() const override;
  bool right_to_left() const override { return right_to_left_; }
  std::string day(LocalDate date) const override { return dates_.day(date, Dates::Width::day); }
  std::string short_day(LocalDate date) const override { return dates_.day(date, Dates::Width::short_day); }
  std::string full_day(LocalDate date) const override { return dates_.day(date, Dates::Width::full_day); }
  std::string time(std::chrono::minutes since_midnight) const override;
  std::string times(std::chrono::minutes from, std::chrono::minutes to) const override;

 private:
  std::string tag_;
  std::unique_ptr<Catalogue> catalogue_;
  Dates dates_;
  bool right_to_left_;
  Values values_;
};

/// `sentence` with each {name} filled; a name that is not given stays as it stands. [any thread]
std::string filled(std::string_view sentence, Say::With with, Values values = Values::within);

}  // namespace lodge::pages
