#include "core/timetable/timetable.h"

#include "core/near_ids.h"

#include <algorithm>
#include <map>

namespace lodge::core {
namespace {

constexpr std::size_t kPiece = 500;
constexpr auto kTwoWeeks = std::chrono::days(14);
constexpr Instant kEndOfTime{std::chrono::sys_days(std::chrono::year(9999) / 1 / 1)};
constexpr const char* kKind = "timetable.lesson";

// Lessons with the same key claim the same.
using Key = std::tuple<Interval, std::vector<TeacherId>, std::vector<RoomId>>;
Key key_of(const Lesson& lesson) { return {lesson.when, lesson.teachers, lesson.rooms}; }

bool reads_alike(const Lesson& one, const Lesson& other) {
  return one.period == other.period && one.subject == other.subject && one.classes == other.classes;
}

PersonId owner_of(SiteId site, const Lesson& lesson) {
  return lesson.teachers.empty() ? same_person<PersonId>(site) : same_person<PersonId>(lesson.teachers.front());
}

}  // namespace

BookingWish wish_for(SiteId site, const StoredLesson& stored) {
  BookingWish wish{site, kKind, stored.owner, BookingState::confirmed, std::nullopt, {}, stored.id.text(), std::nullopt, {}};
  for (const auto room : stored.lesson.rooms) wish.wants.push_back({resource_of(room), stored.lesson.when});
  for (const auto teacher : stored.lesson.teachers) wish.wants.push_back({diary_of(teacher), stored.lesson.when});
  return wish;
}

// A crash may have come between a booking and its being written down here.
std::vector<StoredLesson> StoredTimetable::stored_from(SiteId site, Instant from) {
  auto stored = central_.read([&](Reader& reader) { return load_lessons_from(reader, site, from); });
  if (std::ranges::all_of(stored, [](const StoredLesson& one) { return one.booking.has_value(); })) return stored;
  return central_.write([&](Transaction& transaction) {
    take_up_bookings(transaction, site, *Interval::make(from, kEndOfTime));
    return load_lessons_from(transaction, site, from);
  });
}

LessonPlan StoredTimetable::plan(SiteId site, const std::vector<Lesson>& wanted, Instant from) {
  const auto stored = stored_from(site, from);
  std::map<Key, const StoredLesson*> there;
  LessonPlan plan;
  NearIds<LessonId> ids;
  for (const auto& one : stored) {
    if (!there.emplace(key_of(one.lesson), &one).second) plan.cancel.push_back(one);
  }
  for (const auto& lesson : wanted) {
    const auto found = there.find(key_of(lesson));
    if (found == there.end()) {
      plan.add.push_back({ids.next(), owner_of(site, lesson), std::nullopt, lesson});
      continue;
    }
    auto kept = *found->second;
    there.erase(found);
    const bool alike = reads_alike(kept.lesson, lesson);
    kept.lesson = lesson;
    if (!alike) plan.reword.push_back(kept);
    if (!kept.booking) plan.retry.push_back(kept);
  }
  for (const auto& [key, left_over] : there) plan.cancel.push_back(*left_over);
  return plan;
}

void StoredTimetable::write_in_pieces(std::span<const StoredLesson> lessons,
                                      const std::function<void(Transaction&, std::span<const StoredLesson>)>& write) {
  while (!lessons.empty()) {
    const auto piece = lessons.first(std::min(kPiece, lessons.size()));
    central_.write([&](Transaction& transaction) { write(transaction, piece); });
    lessons = lessons.subspan(piece.size());
  }
}

LessonReport StoredTimetable::carry_out(SiteId site, const LessonPlan& plan) {
  LessonReport report;
  report.reworded = plan.reword.size();
  std::vector<BookingId> cancelled;
  for (const auto& one : plan.cancel) {
    if (one.booking) cancelled.push_back(*one.booking);
  }
  report.cancelled = ledger_.cancel_many(cancelled);
  write_in_pieces(plan.cancel, [](Transaction& transaction, auto piece) { delete_lessons(transaction, piece); });
  write_in_pieces(plan.reword, [](Transaction& transaction, auto piece) {
    for (const auto& one : piece) update_lesson(transaction, one);
  });
  write_in_pieces(plan.add, [&](Transaction& transaction, auto piece) { insert_lessons(transaction, site, piece); });
  book(site, plan, report);
  return report;
}

void StoredTimetable::book(SiteId site, const LessonPlan& plan, LessonReport& report) {
  std::vector<const StoredLesson*> lessons;
  for (const auto* list : {&plan.add, &plan.retry}) {
    for (const auto& one : *list) lessons.push_back(&one);
  }
  if (lessons.empty()) return;
  std::ranges::stable_sort(lessons, {}, [](const StoredLesson* one) { return one->lesson.when.starts(); });
  std::vector<BookingWish> wishes;
  for (const auto* one : lessons) wishes.push_back(wish_for(site, *one));
  const auto done = ledger_.book_many(wishes);
  report.booked = done.booked;
  for (const auto& clash : done.clashes) report.clashes.push_back({lessons[clash.index]->lesson, clash.taken});
  const auto last = lessons.back()->lesson.when.starts();
  for (auto from = lessons.front()->lesson.when.starts(); from <= last; from += kTwoWeeks) {
    central_.write([&](Transaction& transaction) { take_up_bookings(transaction, site, *Interval::make(from, from + kTwoWeeks)); });
  }
}

}  // namespace lodge::core
