#pragma once
#include "core/calendar/school_year.h"
#include "core/calendar/week_letters.h"

#include <lodge/audit.h>
#include <lodge/database.h>

#include <map>
#include <memory>
#include <mutex>

namespace lodge::core {

/// The school's years as they are stored, kept in memory as one immutable snapshot for each site. [any thread]
class StoredCalendar final : public Calendar {
 public:
  explicit StoredCalendar(Database& central) : central_(central) {}

  SchoolDay day(SiteId site, LocalDate date) const override { return snapshot(site)->day(date); }
  std::optional<Term> term_at(SiteId site, LocalDate date) const override { return snapshot(site)->term_at(date); }
  std::vector<Term> terms(SiteId site) const override { return snapshot(site)->years().terms; }
  LocalDate date_of(SiteId site, Instant when) const override { return snapshot(site)->zone().date(when); }
  std::chrono::minutes minutes_of(SiteId site, Instant when) const override { return snapshot(site)->zone().minutes(when); }
  std::expected<Instant, LocalTimeFault> instant(SiteId site, LocalDate date,
                                                 std::chrono::minutes since_midnight) const override {
    return snapshot(site)->zone().instant(date, since_midnight);
  }
  std::string time_zone(SiteId site) const override { return snapshot(site)->zone().name(); }
  std::int64_t revision(SiteId site) const override { return snapshot(site)->revision(); }

  /// Read when first asked for. @throws Unavailable for an unknown site, and when the store cannot be reached.
  std::shared_ptr<const SiteCalendar> snapshot(SiteId site) const;
  /// Takes up what other hosts wrote; called each 250 ms. @throws Unavailable
  void poll();
  /// Takes up what this host wrote; called after the write.
  void refresh(SiteId site);

  /// Replaces all that the site has said, in one write.
  void replace(SiteId site, const SchoolYears& years);
  /// What `shift_from` would do to each date.
  std::vector<LetterChange> preview_shift(SiteId site, LocalDate from) const;
  /// Moves the week letters of the actor's site on by one, from the week of `from` to the end of its academic year;
  /// nothing, and the answer false, when the calendar is no longer at `revision`, at which the preview was made. The
  /// lessons follow with Sync::renew_lessons.
  bool shift_from(const Actor& actor, Audit& audit, LocalDate from, std::int64_t revision);
  /// Makes a date of the actor's site a special day, or an ordinary one again. The lessons follow, too.
  void set_special_day(const Actor& actor, Audit& audit, LocalDate date, const std::optional<SpecialDay>& day);

 private:
  std::shared_ptr<const SiteCalendar> load(SiteId site) const;

  Database& central_;
  mutable std::mutex mutex_;
  mutable std::map<SiteId, std::shared_ptr<const SiteCalendar>> sites_;
};

}  // namespace lodge::core
