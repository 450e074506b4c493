#include "core/calendar/store.h"

#include <lodge/errors.h>

namespace lodge::core {
namespace {

using std::int64_t;
using std::string;

LocalDate date_in(const string& text) {
  const auto date = parse_date(text);
  LODGE_CHECK(date.has_value());
  return *date;
}

template <class Kind>
struct Word {
  Kind kind;
  std::string_view word;
};
constexpr Word<Closure::Kind> kClosures[] = {
    {Closure::Kind::holiday, "holiday"}, {Closure::Kind::inset, "inset"}, {Closure::Kind::blackout, "blackout"}};
constexpr Word<PeriodKind> kPeriods[] = {{PeriodKind::registration, "registration"}, {PeriodKind::lesson, "lesson"},
                                         {PeriodKind::rest, "rest"}, {PeriodKind::after_school, "after_school"}};

template <class Kind, std::size_t size>
std::string_view word_of(const Word<Kind> (&words)[size], Kind kind) {
  for (const auto& one : words) {
    if (one.kind == kind) return one.word;
  }
  return words[0].word;
}
template <class Kind, std::size_t size>
Kind kind_in(const Word<Kind> (&words)[size], std::string_view word) {
  for (const auto& one : words) {
    if (one.word == word) return one.kind;
  }
  return words[0].kind;
}

constexpr std::string_view kYears = "select name, first_day, last_day from calendar_year where site = ? order by first_day";
constexpr std::string_view kTerms = "select name, first_day, last_day from calendar_term where site = ? order by first_day";
constexpr std::string_view kClosuresOf =
    "select name, kind, first_day, last_day from calendar_closure where site = ? order by first_day, name";

void load_spans(Reader& reader, SiteId site, SchoolYears& years) {
  for (const auto& [name, first, last] : reader.rows<string, string, string>(kYears, {site})) {
    years.years.push_back({name, date_in(first), date_in(last)});
  }
  for (const auto& [name, first, last] : reader.rows<string, string, string>(kTerms, {site})) {
    years.terms.push_back({name, date_in(first), date_in(last)});
  }
  for (const auto& [name, kind, first, last] : reader.rows<string, string, string, string>(kClosuresOf, {site})) {
    years.closures.push_back({name, kind_in(kClosures, kind), date_in(first), date_in(last)});
  }
}

constexpr std::string_view kLetters = "select day, letter from calendar_letter where site = ?";
constexpr std::string_view kSpecialDays = "select day, name, schedule from calendar_special_day where site = ?";

void load_days(Reader& reader, SiteId site, SchoolYears& years) {
  for (const auto& [day, letter] : reader.rows<string, string>(kLetters, {site})) years.letters.emplace(date_in(day), letter);
  for (const auto& [day, name, schedule] : reader.rows<string, string, string>(kSpecialDays, {site})) {
    years.special_days.emplace(date_in(day), SpecialDay{name, schedule});
  }
}

constexpr std::string_view kPeriodsOf =
    "select schedule, phase, weekday, code, name, starts, ends, kind from calendar_period where site = ? "
    "order by schedule, phase, weekday, starts, code";

void load_periods(Reader& reader, SiteId site, SchoolYears& years) {
  using std::chrono::minutes;
  for (const auto& [schedule, phase, weekday, code, name, starts, ends, kind] :
       reader.rows<string, string, int64_t, string, string, int64_t, int64_t, string>(kPeriodsOf, {site})) {
    years.periods.push_back({schedule, phase, static_cast<int>(weekday), code, name, minutes(starts), minutes(ends),
                             kind_in(kPeriods, kind)});
  }
}

}  // namespace

SchoolYears load_years(Reader& reader, SiteId site) {
  SchoolYears years;
  load_spans(reader, site, years);
  load_days(reader, site, years);
  load_periods(reader, site, years);
  return years;
}

constexpr std::string_view kTimeZone = "select time_zone from site where id = ?";

std::optional<string> load_time_zone(Reader& reader, SiteId site) {
  const auto row = reader.row<string>(kTimeZone, {site});
  return row ? std::optional(std::get<0>(*row)) : std::nullopt;
}

constexpr std::string_view kForget[] = {
    "delete from calendar_year where site = ?",   "delete from calendar_term where site = ?",
    "delete from calendar_closure where site = ?", "delete from calendar_letter where site = ?",
    "delete from calendar_period where site = ?", "delete from calendar_special_day where site = ?"};
constexpr std::string_view kIntoYear = "insert into calendar_year (site, first_day, last_day, name)";
constexpr std::string_view kIntoTerm = "insert into calendar_term (site, first_day, last_day, name)";
constexpr std::string_view kIntoClosure = "insert into calendar_closure (site, first_day, name, last_day, kind)";
constexpr std::string_view kIntoLetter = "insert into calendar_letter (site, day, letter)";
constexpr std::string_view kIntoPeriod =
    "insert into calendar_period (site, schedule, phase, weekday, code, name, starts, ends, kind)";

void replace_years(Transaction& transaction, SiteId site, const SchoolYears& years) {
  for (const auto& statement : kForget) transaction.execute(statement, {site});
  std::vector<Bind> rows;
  const auto flush = [&](std::string_view into, std::size_t columns) {
    if (!rows.empty()) transaction.insert_rows(into, columns, rows);
    rows.clear();
  };
  for (const auto& year : years.years) rows.insert(rows.end(), {site, date_text(year.first_day), date_text(year.last_day), year.name});
  flush(kIntoYear, 4);
  for (const auto& term : years.terms) rows.insert(rows.end(), {site, date_text(term.first_day), date_text(term.last_day), term.name});
  flush(kIntoTerm, 4);
  for (const auto& one : years.closures) {
    rows.insert(rows.end(), {site, date_text(one.first_day), one.name, date_text(one.last_day), word_of(kClosures, one.kind)});
  }
  flush(kIntoClosure, 5);
  for (const auto& [day, letter] : years.letters) rows.insert(rows.end(), {site, date_text(day), letter});
  flush(kIntoLetter, 3);
  for (const auto& one : years.periods) {
    rows.insert(rows.end(), {site, one.schedule, one.phase, one.weekday, one.code, one.name, one.starts.count(),
                             one.ends.count(), word_of(kPeriods, one.kind)});
  }
  flush(kIntoPeriod, 9);
  for (const auto& [day, special] : years.special_days) put_special_day(transaction, site, day, special);
}

constexpr std::string_view kSetLetter = "update calendar_letter set letter = ? where site = ? and day = ?";

void change_letters(Transaction& transaction, SiteId site, const std::vector<LetterChange>& changes) {
  for (const auto& change : changes) transaction.execute(kSetLetter, {change.becomes, site, date_text(change.date)});
}

constexpr std::string_view kAddSpecialDay =
    "insert into calendar_special_day (site, day, name, schedule) values (?, ?, ?, ?)";

void put_special_day(Transaction& transaction, SiteId site, LocalDate date, const SpecialDay& day) {
  remove_special_day(transaction, site, date);
  transaction.execute(kAddSpecialDay, {site, date_text(date), day.name, day.schedule});
}

constexpr std::string_view kRemoveSpecialDay = "delete from calendar_special_day where site = ? and day = ?";

void remove_special_day(Transaction& transaction, SiteId site, LocalDate date) {
  transaction.execute(kRemoveSpecialDay, {site, date_text(date)});
}

}  // namespace lodge::core
