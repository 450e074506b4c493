#include "day.h"

#include "words.h"

#include <algorithm>
#include <unordered_map>

namespace lodge::rooms {
namespace {

/// What was read in one go, before it is put into words.
struct Raw {
  std::vector<Booking> bookings;
  std::vector<Lesson> lessons;
  std::vector<Record> records;
};

Raw read_raw(const Kernel& kernel, SiteId site, const std::vector<ResourceId>& resources, Interval when) {
  return kernel.database.read([&](Reader& reader) {
    Raw raw{kernel.ledger.between(reader, resources, when), {}, {}};
    std::vector<BookingId> ours;
    bool lessons = false;
    for (const auto& booking : raw.bookings) {
      if (booking.kind == kBookingKind) ours.push_back(booking.id);
      lessons |= booking.kind == kLessonKind;
    }
    raw.records = find_all(reader, ours);
    if (lessons) raw.lessons = kernel.timetable.lessons(reader, site, when);
    return raw;
  });
}

void describe(Entry& entry, const Lesson& lesson, const People& people) {
  entry.sort = Entry::Sort::lesson;
  entry.what = lesson.classes.empty() ? lesson.subject : lesson.classes.front();
  if (lesson.classes.size() > 1) entry.what += " +" + std::to_string(lesson.classes.size() - 1);
  if (!lesson.teachers.empty()) entry.who = people.name(same_person<PersonId>(lesson.teachers.front()));
}

template <class T, class Key>
auto by_booking(const std::vector<T>& all, Key key) {
  std::unordered_map<BookingId, const T*> map;
  for (const auto& each : all) map.emplace(each.*key, &each);
  return map;
}

Entry entry_of(const Booking& booking) {
  Entry entry{.id = booking.id,
              .owner = booking.owner,
              .pending = booking.state != BookingState::confirmed,
              .when = booking.wants.front().when,
              .resources = {},
              .what = {},
              .who = {}};
  for (const auto& want : booking.wants) entry.resources.push_back(want.resource);
  return entry;
}

}  // namespace

Footprints::Footprints(const std::vector<Resource>& resources) {
  for (const auto& resource : resources) {
    if (resource.parts.empty()) continue;
    auto& leaves = leaves_[resource.id] = resource.parts;
    leaves.push_back(resource.id);
    std::ranges::sort(leaves);
  }
}

bool Footprints::meet(ResourceId one, ResourceId other) const {
  if (one == other) return true;
  const auto first = leaves_.find(one), second = leaves_.find(other);
  if (first == leaves_.end() && second == leaves_.end()) return false;
  if (first == leaves_.end()) return std::ranges::binary_search(second->second, one);
  if (second == leaves_.end()) return std::ranges::binary_search(first->second, other);
  return std::ranges::find_first_of(first->second, second->second) != first->second.end();
}

DayGrid lay_out(SchoolDay day, std::shared_ptr<const Rooms> rooms, std::vector<Entry> entries, const Footprints& footprints) {
  std::ranges::sort(entries, {}, [](const Entry& entry) { return std::pair(entry.when.starts(), entry.id); });
  DayGrid grid{std::move(day), std::move(rooms), std::move(entries), {}, {}};
  const auto& all = grid.rooms->all();
  const auto& periods = grid.day.periods;
  grid.cells.resize(all.size() * periods.size());
  grid.beyond.resize(all.size());
  for (std::size_t row = 0; row < all.size(); ++row) {
    for (std::size_t i = 0; i < grid.entries.size(); ++i) {
      const auto& entry = grid.entries[i];
      const auto here = [&](ResourceId taken) { return footprints.meet(taken, resource_of(all[row].id)); };
      if (std::ranges::none_of(entry.resources, here)) continue;
      bool any = false;
      for (std::size_t column = 0; column < periods.size(); ++column) {
        if (!entry.when.overlaps(periods[column].when)) continue;
        grid.cells[row * periods.size() + column].push_back(i);
        any = true;
      }
      if (!any) grid.beyond[row].push_back(i);
    }
  }
  return grid;
}

std::vector<Entry> entries_between(const Kernel& kernel, SiteId site, const std::vector<ResourceId>& resources, Interval when) {
  const auto raw = read_raw(kernel, site, resources, when);
  const auto people = kernel.directory.people(site);
  const auto lessons = by_booking(raw.lessons, &Lesson::booking);
  const auto records = by_booking(raw.records, &Record::booking);
  std::vector<Entry> entries;
  for (const auto& booking : raw.bookings) {
    if (booking.wants.empty()) continue;
    auto& entry = entries.emplace_back(entry_of(booking));
    entry.from = kernel.calendar.minutes_of(site, entry.when.starts());
    entry.to = kernel.calendar.minutes_of(site, entry.when.ends());
    if (const auto lesson = lessons.find(booking.id); lesson != lessons.end()) {
      describe(entry, *lesson->second, *people);
    } else if (const auto record = records.find(booking.id); record != records.end()) {
      entry.sort = Entry::Sort::booking;
      entry.what = open(kernel.privacy, site, record->second->words).purpose;
      entry.who = people->name(booking.owner);
    }
  }
  return entries;
}

DayGrid load_day(const Kernel& kernel, SiteId site, LocalDate date) {
  auto day = kernel.calendar.day(site, date);
  auto rooms = kernel.rooms.rooms(site);
  std::vector<ResourceId> resources;
  for (const auto& room : rooms->all()) resources.push_back(resource_of(room.id));
  auto entries = entries_between(kernel, site, resources, day.whole_day);
  const Footprints footprints(kernel.database.read([&](Reader& reader) { return kernel.ledger.resources(reader, site, "room"); }));
  return lay_out(std::move(day), std::move(rooms), std::move(entries), footprints);
}

}  // namespace lodge::rooms
