#include "core/timetable/meetings.h"

#include <algorithm>

namespace lodge::core {
namespace {

template <class T>
void insert_sorted(std::vector<T>& into, const T& value) {
  const auto at = std::ranges::lower_bound(into, value);
  if (at == into.end() || *at != value) into.insert(at, value);
}

Meeting meeting_of(const TimetableLine& line) {
  Meeting meeting{line.period, {line.class_code}, {}, {}};
  if (line.teacher) meeting.teachers.push_back(*line.teacher);
  if (line.room) meeting.rooms.push_back(*line.room);
  return meeting;
}

template <class T>
bool share(const std::vector<T>& one, const std::vector<T>& other) {
  return std::ranges::any_of(one, [&](const T& value) { return std::ranges::binary_search(other, value); });
}

bool are_one(const Meeting& one, const Meeting& other) {
  return one.period == other.period &&
         (share(one.teachers, other.teachers) || share(one.rooms, other.rooms) || share(one.classes, other.classes));
}

void join(Meeting& into, const Meeting& other) {
  for (const auto& code : other.classes) insert_sorted(into.classes, code);
  for (const auto teacher : other.teachers) insert_sorted(into.teachers, teacher);
  for (const auto room : other.rooms) insert_sorted(into.rooms, room);
}

// A new line may tie together meetings that had nothing in common before.
void add(std::vector<Meeting>& meetings, Meeting added) {
  for (auto at = meetings.begin(); at != meetings.end();) {
    if (!are_one(*at, added)) {
      ++at;
      continue;
    }
    join(added, *at);
    meetings.erase(at);
    at = meetings.begin();
  }
  meetings.push_back(std::move(added));
}

std::string subject_of(const Meeting& meeting, const std::map<std::string, std::string>& subjects) {
  const auto found = subjects.find(meeting.classes.front());
  return found == subjects.end() ? std::string() : found->second;
}

void add_day(const SchoolDay& day, const std::vector<Meeting>& meetings, const std::map<std::string, std::string>& subjects,
             std::vector<Lesson>& lessons) {
  for (const auto& meeting : meetings) {
    const auto period = std::ranges::find(day.periods, meeting.period, &Period::code);
    const bool claims_something = !meeting.rooms.empty() || !meeting.teachers.empty();
    if (period == day.periods.end() || !claims_something) continue;
    lessons.push_back({{}, period->when, meeting.period, subject_of(meeting, subjects), meeting.classes, meeting.teachers, meeting.rooms});
  }
}

}  // namespace

Meetings meetings_of(const std::vector<TimetableLine>& lines) {
  Meetings meetings;
  for (const auto& line : lines) add(meetings[{line.week, line.weekday}], meeting_of(line));
  for (auto& [when, of_day] : meetings) std::ranges::sort(of_day);
  return meetings;
}

std::vector<Lesson> lessons_of(const Meetings& meetings, const SiteCalendar& calendar, LocalDate first_day,
                               const std::map<std::string, std::string>& subjects) {
  std::vector<Lesson> lessons;
  const auto& letters = calendar.years().letters;
  for (auto at = letters.lower_bound(first_day); at != letters.end(); ++at) {
    const auto found = meetings.find({at->second, weekday_of(at->first)});
    if (found == meetings.end()) continue;
    const auto day = calendar.day(at->first);
    if (day.kind == SchoolDay::Kind::school) add_day(day, found->second, subjects, lessons);
  }
  return lessons;
}

}  // namespace lodge::core
