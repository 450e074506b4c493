#include "assembly/importing.h"
#include "cli/tool.h"

#include <fmt/format.h>
#include <lodge/iso8601.h>

#include <algorithm>
#include <charconv>

namespace lodge::cli {
namespace {

constexpr std::size_t kLongestName = 100;

LocalDate date_in(const std::string& text) {
  const auto date = parse_date(text);
  if (!date) throw UsageError{"A date is written like this: 2027-03-01."};
  return *date;
}

std::string weeks_of(const std::vector<core::LetterChange>& changes) {
  std::string text;
  std::optional<LocalDate> week;
  for (const auto& change : changes) {
    if (week == core::monday_of(change.date)) continue;
    week = core::monday_of(change.date);
    text += fmt::format("week of {}: {} becomes {}\n", date_text(*week), change.was, change.becomes);
  }
  return text;
}

Value value_of(const std::vector<core::LetterChange>& changes) {
  Value::List all;
  for (const auto& change : changes) all.push_back(Value::Map{{"date", date_text(change.date)}, {"was", change.was}, {"becomes", change.becomes}});
  return all;
}

// The revision that the preview has shown.
std::int64_t shown_revision(const Arguments& arguments) {
  const auto text = arguments.get("--sure");
  std::int64_t revision = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), revision);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) throw UsageError{"--sure takes the number that the preview ends with."};
  return revision;
}

std::string way_on(const Arguments& arguments, LocalDate from, std::int64_t revision) {
  return fmt::format("Nothing was changed. If it is right: lodge calendar shift --from {} --sure {}{}\n", date_text(from), revision, site_again(arguments));
}

Outcome shift(Tool& tool, const Arguments& arguments) {
  if (!arguments.has("--from")) throw UsageError{"--from names the first date whose week gets another letter."};
  const auto from = date_in(arguments.get("--from"));
  const auto sure = arguments.has("--sure") ? std::optional(shown_revision(arguments)) : std::nullopt;
  const auto actor = technician(tool.site(arguments).id);
  auto& services = tool.services();
  const auto seen = services.calendar.revision(actor.site);
  const auto changes = services.calendar.preview_shift(actor.site, from);
  if (changes.empty()) throw Refused{"No week from that date on has a letter that could move: the school has no weeks A and B, or no such year."};
  Value::Map value{{"changes", value_of(changes)}, {"shifted", sure.has_value()}};
  if (!sure) {
    value["revision"] = seen;
    return {weeks_of(changes) + way_on(arguments, from, seen), std::move(value)};
  }
  if (!services.calendar.shift_from(actor, services.audit, from, *sure)) {
    throw Refused{"The calendar has changed since this was shown. Nothing was changed; look at it again, without --sure."};
  }
  auto text = weeks_of(changes) + "Done. " + lessons_told(assembly::sync_of(services).renew_lessons(actor.site), value);
  return {std::move(text), std::move(value)};
}

// By which the periods of a special day go: one that the school has, or none for those of its weekday.
std::string schedule_in(const core::SchoolYears& years, const Arguments& arguments) {
  const auto wanted = arguments.get("--schedule");
  const auto found = std::ranges::find(years.periods, wanted, &core::PeriodRule::schedule);
  if (!wanted.empty() && found == years.periods.end()) throw Refused{"No period of this school belongs to a schedule " + wanted + "."};
  return wanted;
}

std::string_view words(SchoolDay::Kind kind) {
  switch (kind) {
    case SchoolDay::Kind::school: return "a school day";
    case SchoolDay::Kind::weekend: return "a day of the weekend";
    case SchoolDay::Kind::closure: return "closed";
    case SchoolDay::Kind::outside_term: return "outside term";
  }
  return {};
}

std::string told(const SchoolDay& day, Value::Map& value) {
  value["date"] = date_text(day.date);
  value["school"] = day.kind == SchoolDay::Kind::school;
  value["week_letter"] = day.week_letter;
  value["periods"] = day.periods.size();
  const auto letter = day.week_letter.empty() ? "" : ", week " + day.week_letter;
  return fmt::format("{} is {}{}, with {} periods.\n", date_text(day.date), words(day.kind), letter, day.periods.size());
}

Outcome day(Tool& tool, const Arguments& arguments) {
  const auto date = date_in(arguments.plain[0]);
  const auto name = arguments.get("--name");
  const bool ordinary = arguments.has("--ordinary");
  if (ordinary && (arguments.has("--name") || arguments.has("--schedule"))) throw UsageError{"--ordinary stands alone."};
  if (!ordinary && arguments.has("--schedule") && name.empty()) throw UsageError{"--name says what day it is: \"Open morning\"."};
  if (name.size() > kLongestName) throw UsageError{"A name has at most 100 characters."};
  const auto actor = technician(tool.site(arguments).id);
  auto& services = tool.services();
  Value::Map value;
  std::string lessons;
  if (ordinary || !name.empty()) {
    const auto schedule = schedule_in(services.calendar.snapshot(actor.site)->years(), arguments);
    services.calendar.set_special_day(actor, services.audit, date, ordinary ? std::nullopt : std::optional(core::SpecialDay{name, schedule}));
    lessons = lessons_told(assembly::sync_of(services).renew_lessons(actor.site), value);
  }
  auto text = told(services.calendar.day(actor.site, date), value) + lessons;
  return {std::move(text), std::move(value)};
}

}  // namespace

std::vector<Command> calendar_commands(Tool& tool) {
  return {
      {"calendar shift", "", "Moves the week letters on by one, to the end of the school year; shows it first.",
       "lodge calendar shift --from 2027-03-01",
       {{"--from", "DATE", "The first date, such as 2027-03-01; its whole week goes along."},
        {"--sure", "NUMBER", "Does it, as it was shown with this number. The lessons follow."}, kSiteOption},
       [&tool](const Arguments& arguments) { return shift(tool, arguments); }},
      {"calendar day", "DATE", "Says what a date is; or makes it unlike its weekday.",
       "lodge calendar day 2026-11-28 --name Open-morning",
       {{"--name", "NAME", "Makes it a special day, also on a weekend: \"Open morning\"."},
        {"--schedule", "NAME", "Whose periods the special day has; those of its weekday unless given."},
        {"--ordinary", "", "Makes it an ordinary day again."}, kSiteOption},
       [&tool](const Arguments& arguments) { return day(tool, arguments); }},
  };
}

}  // namespace lodge::cli
