#pragma once
#include <lodge/database.h>
#include <lodge/timetable.h>

#include <span>

namespace lodge::core {

using LessonId = Id<struct LessonTag>;

/// A lesson as stored; without a booking while somebody else holds what it needs.
struct StoredLesson {
  LessonId id;
  PersonId owner;
  std::optional<BookingId> booking;
  Lesson lesson;
};

/// Those with a booking that begin within `when`, by start.
std::vector<Lesson> load_lessons(Reader& reader, SiteId site, Interval when);
std::optional<Lesson> load_lesson(Reader& reader, BookingId booking);
/// All from `from` on, also those without a booking.
std::vector<StoredLesson> load_lessons_from(Reader& reader, SiteId site, Instant from);

/// Sentences: bookings of lessons that are nobody's lesson, and texts where ids belong.
std::vector<std::string> faults_of_lessons(Reader& reader);
/// Those from `from` on without a booking, by start.
std::vector<StoredLesson> load_placeless(Reader& reader, SiteId site, Instant from, std::size_t most);
/// Nothing when it has one, begins before `from`, or is another school's.
std::optional<StoredLesson> find_placeless(Reader& reader, SiteId site, LessonId lesson, Instant from);

void insert_lessons(Transaction& transaction, SiteId site, std::span<const StoredLesson> lessons);
/// Writes period, subject and classes anew; what the lesson claims stays.
void update_lesson(Transaction& transaction, const StoredLesson& lesson);
/// It found its place; false when it had one, or is gone.
bool save_place(Transaction& transaction, LessonId lesson, BookingId booking);
/// Those that still have the booking that they are given with, or none; another stays.
void delete_lessons(Transaction& transaction, std::span<const StoredLesson> lessons);
/// Looks up, for lessons within `when` without a booking, the one that was made under their id.
void take_up_bookings(Transaction& transaction, SiteId site, Interval when);

}  // namespace lodge::core
