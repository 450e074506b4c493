#include "desk_form.h"

#include "office_form.h"
#include "settings.h"

#include <lodge/names.h>

#include <algorithm>

namespace lodge::parents_evening {
const Desk* desk_in(const Plan& plan, const Request& request) {
  const auto id = DeskId::parse(request.parts.get("desk"));
  return id ? plan.desk(*id) : nullptr;
}

Desk& desk_of(Plan& plan, DeskId id) { return *std::ranges::find(plan.desks, id, &Desk::id); }

std::string desk_link(const Plan& plan, const Desk& desk) { return office_link(plan.evening.id) + "/desks/" + desk.id.text(); }

std::optional<RoomId> room_in(const Rooms& rooms, const std::string& text) {
  const auto id = RoomId::parse(text);
  return id && rooms.room(*id) != nullptr ? id : std::nullopt;
}

std::optional<TeacherId> teacher_in(const People& people, const std::string& text) {
  const auto id = TeacherId::parse(text);
  return id && people.teacher(*id) != nullptr ? id : std::nullopt;
}

bool is_for_people(const Room& room, std::string_view kit) {
  return std::ranges::none_of(read_words(kit), [&](const std::string& said) {
    const auto words = name_words(said);
    if (words.empty()) return false;
    return searches_for(words, {&room.kind, 1}) || std::ranges::any_of(room.features, [&](const std::string& one) { return name_words(one) == words; });
  });
}

Value::List room_choices(const Kernel& kernel, SiteId site, const std::optional<RoomId>& chosen) {
  const auto kit = kernel.settings.text(site, kKit);
  Value::List list;
  for (const auto& room : kernel.rooms.rooms(site)->all()) {
    if (chosen != room.id && !is_for_people(room, kit)) continue;
    list.push_back(Value::Map{{"id", room.id.text()}, {"words", room.name}, {"chosen", chosen == room.id}});
  }
  return list;
}

Value::List teacher_choices(const People& people, const std::optional<TeacherId>& chosen, const Desk& without) {
  Value::List list;
  for (const auto* teacher : people.teachers()) {
    if (!without.has(teacher->id)) list.push_back(Value::Map{{"id", teacher->id.text()}, {"words", teacher->shown()}, {"chosen", chosen == teacher->id}});
  }
  return list;
}

bool join(Plan& plan, DeskId id, DeskTeacher teacher) {
  auto& desk = desk_of(plan, id);
  if (!desk.has(teacher.teacher) && desk.teachers.size() >= kMostTeachers) return false;
  for (auto& other : plan.desks) {
    if (other.date != desk.date || other.id == id || !other.has(teacher.teacher)) continue;
    std::erase_if(other.teachers, [&](const DeskTeacher& one) { return one.teacher == teacher.teacher; });
    other.away = other.away || other.teachers.empty();
  }
  if (!desk.has(teacher.teacher)) desk.teachers.push_back(teacher);
  return true;
}

}  // namespace lodge::parents_evening
