#include "pages/form.h"
#include "pages/timetable_pages.h"

namespace lodge::pages {
namespace {

using core::LessonId;
using core::PlaceGiven;
using core::StoredLesson;

constexpr std::string_view kHome = "/admin/timetable";

std::string joined(std::string text, const std::string& more) { return text.empty() || more.empty() ? text + more : text + ", " + more; }

/// What a sentence about a time or a place is made of, read once a page.
struct Words {
  const TimetablePages& on;
  const Say& say;
  SiteId site;
  std::shared_ptr<const People> people;
  std::shared_ptr<const Rooms> rooms;

  Words(const TimetablePages& pages, const Request& request)
      : on(pages), say(*request.say), site(request.actor.site), people(on.directory.people(site)), rooms(on.rooms.rooms(site)) {}

  std::string when(const Interval& when) const {
    return say.day(on.calendar.date_of(site, when.starts())) + ", " +
           say.times(on.calendar.minutes_of(site, when.starts()), on.calendar.minutes_of(site, when.ends()));
  }
  std::string room(RoomId id) const {
    const auto* room = rooms->room(id);
    return room == nullptr ? "" : room->name.empty() ? room->code : room->code + " " + room->name;
  }
  std::string name(PersonId person) const {
    const auto name = on.name_of(site, person);
    return name.empty() ? say.say("Somebody who has left") : name;
  }
  std::string holder(std::string_view kind, PersonId owner) const {
    if (kind == "timetable.lesson") return say.say("Another lesson, of {name}", {{"name", name(owner)}});
    if (kind.starts_with("evening.")) return say.say("A parents’ evening");
    return say.say("A booking of {name}", {{"name", name(owner)}});
  }
  Value::Map lesson(const StoredLesson& stored) const {
    const auto& lesson = stored.lesson;
    std::string classes, rooms_of_it, teachers;
    for (const auto& code : lesson.classes) classes = joined(classes, code);
    for (const auto id : lesson.rooms) rooms_of_it = joined(rooms_of_it, room(id));
    for (const auto id : lesson.teachers) teachers = joined(teachers, people->name(same_person<PersonId>(id)));
    return {{"lesson", classes}, {"subject", lesson.subject}, {"when", when(lesson.when)}, {"room", rooms_of_it}, {"teacher", teachers},
            {"href", std::string(kHome) + "/" + stored.id.text()}};
  }
};

Value::Map row(const Words& words, const core::PlacelessLesson& one) {
  auto values = words.lesson(one.lesson);
  const bool way = !one.by || words.on.places.gives_way(one.by->by_kind);
  values["free"] = !one.by;
  values["gives_way"] = way;
  values["another_lesson"] = one.by && one.by->by_kind == "timetable.lesson";
  values["evening"] = one.by && one.by->by_kind.starts_with("evening.");
  return values;
}

Response list(const TimetablePages& on, const Request& request) {
  const Words words(on, request);
  Value::List rows;
  for (const auto& one : on.places.without_place(request.actor.site)) rows.push_back(row(words, one));
  const bool none = rows.empty();
  return on.pages.page(request, "host/timetable", request.say->say("Lessons without their room"),
                       Value::Map{{"done", request.query.has("done")}, {"none", none}, {"more", rows.size() == core::LessonPlaces::kMost},
                                  {"lessons", std::move(rows)}});
}

Value::List offers(const Words& words, const std::vector<Want>& instead) {
  Value::List list;
  for (const auto& want : instead) {
    const auto room = words.room(room_of(want.resource));
    if (!room.empty()) list.push_back(room + ", " + words.when(want.when));
  }
  return list;
}

Value::Map displaced(const Words& words, const PlaceGiven::Displaced& one) {
  const auto& want = one.booking.wants.front();
  auto instead = offers(words, one.instead);
  return {{"id", one.booking.id.text()}, {"name", words.name(one.booking.owner)}, {"room", words.room(room_of(want.resource))},
          {"when", words.when(want.when)}, {"any", !instead.empty()}, {"instead", std::move(instead)}};
}

Response confirm(const TimetablePages& on, const Request& request, const PlaceGiven& given, int status) {
  const Words words(on, request);
  auto values = form_values(request);
  values.merge(words.lesson(given.lesson));
  Value::List gone, stays;
  for (const auto& one : given.displaced) gone.push_back(displaced(words, one));
  for (const auto& one : given.stays) stays.push_back(words.holder(one.kind, one.owner) + ", " + words.when(one.wants.front().when));
  values["overtaken"] = given.overtaken;
  values["free"] = gone.empty() && stays.empty();
  values["any_stays"] = !stays.empty();
  values["displaced"] = std::move(gone);
  values["stays"] = std::move(stays);
  return on.pages.page(request, "host/timetable_give", request.say->say("Give the room to the lesson"), values, status);
}

std::optional<LessonId> lesson_of(const Request& request) { return LessonId::parse(request.parts.get("lesson")); }

Response ask(const TimetablePages& on, const Request& request) {
  const auto id = lesson_of(request);
  const auto given = id ? on.places.preview(request.actor.site, *id) : std::nullopt;
  return given ? confirm(on, request, *given, 200) : on.pages.sorry(request, 404, request.say->say("This lesson has its room by now, or is over."));
}

Response give(const TimetablePages& on, const Request& request) {
  const auto id = lesson_of(request);
  std::vector<BookingId> confirmed;
  for (const auto& text : request.form.every("booking")) {
    if (const auto booking = BookingId::parse(text)) confirmed.push_back(*booking);
  }
  if (!id) return on.pages.sorry(request, 404);
  const auto given = on.places.give(request.actor, *id, std::move(confirmed));
  if (given) return Response::see_other(std::string(kHome) + "?done=1");
  if (given.error()) return confirm(on, request, *given.error(), 409);
  return on.pages.sorry(request, 404, request.say->say("This lesson has its room by now, or is over."));
}

}  // namespace

void register_timetable_pages(Routes& routes, const TimetablePages& on) {
  const auto add = [&](Method method, std::string_view rest, auto handler) {
    routes.add({method, std::string(kHome).append(rest), kManageTimetable, [on, handler](const Request& request) { return handler(on, request); }});
  };
  add(Method::get, "", list);
  add(Method::get, "/{lesson}", ask);
  add(Method::post, "/{lesson}", give);
}

std::vector<NavigationEntry> timetable_navigation() { return {{"/admin/timetable", "Timetable", kManageTimetable}}; }

}  // namespace lodge::pages
