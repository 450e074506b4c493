#pragma once
#include "core/ledger/ledger.h"
#include "core/timetable/meetings.h"
#include "core/timetable/store.h"

#include <functional>

namespace lodge::core {

/// What a lesson claims: its rooms and its teachers' diaries.
BookingWish wish_for(SiteId site, const StoredLesson& stored);

/// What must happen so that the ledger holds the lessons that the timetable has.
struct LessonPlan {
  std::vector<StoredLesson> add;
  std::vector<StoredLesson> retry;   ///< stored, but without a booking: they found no place before
  std::vector<StoredLesson> cancel;
  std::vector<StoredLesson> reword;  ///< the same claims, other classes
  bool nothing() const { return add.empty() && cancel.empty() && reword.empty(); }
};

/// What came of it.
struct LessonReport {
  std::size_t booked = 0, cancelled = 0, reworded = 0;
  struct Clashing {
    Lesson lesson;
    Taken taken;
  };
  std::vector<Clashing> clashes;  ///< lessons that found no place because something else is booked there; it was left alone
};

/// The timetable in the ledger: each lesson from today on is one booking of the kind "timetable.lesson" that claims its
/// rooms and its teachers' diaries. What has been stays as it was. [any thread]
class StoredTimetable final : public Timetable {
 public:
  StoredTimetable(Database& central, StoredLedger& ledger) : central_(central), ledger_(ledger) {}

  std::vector<Lesson> lessons(Reader& reader, SiteId site, Interval when) const override { return load_lessons(reader, site, when); }
  std::optional<Lesson> lesson(Reader& reader, BookingId booking) const override { return load_lesson(reader, booking); }

  /// Compares what is wanted, all from `from` on, with what is stored. @throws Unavailable
  LessonPlan plan(SiteId site, const std::vector<Lesson>& wanted, Instant from);
  /// Does it, in many small writes; after a crash, planning and carrying out again does the rest. @throws Unavailable
  LessonReport carry_out(SiteId site, const LessonPlan& plan);

 private:
  std::vector<StoredLesson> stored_from(SiteId site, Instant from);
  void book(SiteId site, const LessonPlan& plan, LessonReport& report);
  void write_in_pieces(std::span<const StoredLesson> lessons, const std::function<void(Transaction&, std::span<const StoredLesson>)>& write);

  Database& central_;
  StoredLedger& ledger_;
};

}  // namespace lodge::core
