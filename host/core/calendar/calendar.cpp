#include "core/calendar/calendar.h"

#include "core/calendar/store.h"
#include "core/revisions/revisions.h"

#include <lodge/errors.h>

namespace lodge::core {

std::shared_ptr<const SiteCalendar> StoredCalendar::load(SiteId site) const {
  return central_.read([&](Reader& reader) {
    const auto name = load_time_zone(reader, site);
    const auto zone = name ? TimeZone::find(*name) : std::nullopt;
    if (!zone) throw Unavailable("There is no site " + site.text() + ", or this machine does not know its time zone.");
    // The revision is read first: if somebody writes meanwhile, the next poll reads again.
    const auto at = core::revision(reader, site, kCalendarRevision);
    return std::make_shared<const SiteCalendar>(load_years(reader, site), *zone, at);
  });
}

std::shared_ptr<const SiteCalendar> StoredCalendar::snapshot(SiteId site) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = sites_.find(site); found != sites_.end()) return found->second;
  }
  auto loaded = load(site);
  const std::lock_guard lock(mutex_);
  return sites_.try_emplace(site, std::move(loaded)).first->second;
}

void StoredCalendar::refresh(SiteId site) {
  auto loaded = load(site);
  const std::lock_guard lock(mutex_);
  auto& held = sites_[site];
  if (!held || held->revision() <= loaded->revision()) held = std::move(loaded);
}

void StoredCalendar::poll() {
  const auto now = central_.read([](Reader& reader) { return revisions(reader, kCalendarRevision); });
  std::vector<SiteId> moved;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [site, at] : now) {
      const auto held = sites_.find(site);
      if (held != sites_.end() && held->second->revision() != at) moved.push_back(site);
    }
  }
  for (const auto site : moved) refresh(site);
}

void StoredCalendar::replace(SiteId site, const SchoolYears& years) {
  central_.write([&](Transaction& transaction) {
    replace_years(transaction, site, years);
    raise_revision(transaction, site, kCalendarRevision);
  });
  refresh(site);
}

std::vector<LetterChange> StoredCalendar::preview_shift(SiteId site, LocalDate from) const {
  return letters_shifted_from(snapshot(site)->years(), from);
}

bool StoredCalendar::shift_from(const Actor& actor, Audit& audit, LocalDate from, std::int64_t revision) {
  const auto site = actor.site;
  const auto seen = snapshot(site);
  if (seen->revision() != revision) return false;
  const auto changes = letters_shifted_from(seen->years(), from);
  const bool done = central_.write([&](Transaction& transaction) {
    if (!move_revision(transaction, site, kCalendarRevision, revision, revision + 1)) return false;
    change_letters(transaction, site, changes);
    audit.record(transaction, actor, {"calendar.shifted", date_text(from), {}});
    return true;
  });
  refresh(site);
  return done;
}

void StoredCalendar::set_special_day(const Actor& actor, Audit& audit, LocalDate date, const std::optional<SpecialDay>& day) {
  const auto site = actor.site;
  central_.write([&](Transaction& transaction) {
    if (day) put_special_day(transaction, site, date, *day);
    else remove_special_day(transaction, site, date);
    audit.record(transaction, actor, {day ? "calendar.special_day_set" : "calendar.special_day_removed", date_text(date), {}});
    raise_revision(transaction, site, kCalendarRevision);
  });
  refresh(site);
}

}  // namespace lodge::core
