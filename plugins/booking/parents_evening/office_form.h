#pragma once
#include "arrange.h"
#include "setup.h"

#include <lodge/web.h>

namespace lodge::parents_evening {

/// What is wrong with a form, shown by "host/faults" and, at the field NAME, by {{NAME_fault}}. [one thread]
class OfficeFaults {
 public:
  void add(std::string_view field, std::string sentence) { all_.emplace_back(field, std::move(sentence)); }
  bool any() const { return !all_.empty(); }
  void put_into(Value::Map& values) const;

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

std::string office_link(EveningId id);  ///< "/admin/evenings/…"
std::string sentence(const Say& say, UnfitDate why);

/// "2026-11-12T16:00" by the school's clocks; nothing for anything else.
std::optional<Instant> read_moment(const Calendar& calendar, SiteId site, std::string_view text);
std::string moment_text(const Calendar& calendar, SiteId site, const std::optional<Instant>& when);
/// "Thursday 12 November 2026, 4:00 to 6:00 pm, 6:00 to 8:00 pm": of one day, at least one; called off or not.
std::string sitting_words(const Say& say, const std::vector<const EveningDate*>& sittings);
/// "Thursday 12 November, 6 pm"; empty when there is none.
std::string moment_words(const Kernel& kernel, const Say& say, SiteId site, const std::optional<Instant>& when);
/// What is wrong with the address of all desks' calls; empty when nothing is. An empty address: each desk has its own.
std::string fault_of_link(const Say& say, std::string_view link);
bool is_call_address(std::string_view link);
std::string unfit_address(const Say& say);  ///< of what is none
std::string full_desk(const Say& say);      ///< that nobody can join
/// "Published, not open yet": where an evening is, for the office.
std::string state_words(const Say& say, const Plan& plan, Instant now);

std::optional<DateWish> read_date(const Fields& form);
Audience read_audience(const Fields& form);
/// Words divided by commas or line ends, without blanks around them.
std::vector<std::string> read_words(std::string_view text);

/// Boxes to tick for year groups, registration classes, classes and groups, and the patterns of staff groups.
Value::Map audience_values(const People& people, const Audience& audience);
/// Date, times, mode and slot length as fields.
Value::Map date_values(const Say& say, const DateWish& wish);
DateWish wish_of(const EveningDate& date);

}  // namespace lodge::parents_evening
