#pragma once
#include "core/calendar/school_year.h"
#include "core/calendar/week_letters.h"

#include <lodge/database.h>

namespace lodge::core {

constexpr std::string_view kCalendarRevision = "calendar";

/// Everything about one site's years.
SchoolYears load_years(Reader& reader, SiteId site);
/// The IANA name; nothing for an unknown site.
std::optional<std::string> load_time_zone(Reader& reader, SiteId site);
/// Replaces everything. The caller raises the revision.
void replace_years(Transaction& transaction, SiteId site, const SchoolYears& years);
void change_letters(Transaction& transaction, SiteId site, const std::vector<LetterChange>& changes);
void put_special_day(Transaction& transaction, SiteId site, LocalDate date, const SpecialDay& day);
void remove_special_day(Transaction& transaction, SiteId site, LocalDate date);

}  // namespace lodge::core
