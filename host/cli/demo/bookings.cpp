#include "cli/demo/bookings.h"

#include "cli/demo/school.h"
#include "http/router.h"

#include <lodge/errors.h>

#include <fmt/format.h>

#include <array>

namespace lodge::demo {
namespace {

constexpr auto kPurposes = std::to_array<std::string_view>(
    {"Revision class", "Chess club", "Detention", "Department meeting", "Year 11 interviews", "Orchestra practice",
     "Debating society", "Homework club", "Visiting author", "Mock examination", "Parent meeting", "Rehearsal"});
constexpr int kSchoolDays = 5, kBookingsADay = 14;

// As the API's own door would hand it over.
Request request_of(const lodge::Teacher& teacher, SiteId site, const Say& say, const assembly::House& house, Value body) {
  Request request;
  request.method = Method::post;
  request.path = "/api/v1/bookings";
  request.actor.by = Actor::By::page;
  request.actor.site = site;
  request.actor.person = same_person<PersonId>(teacher.id);
  request.actor.roles = {Role::teacher};
  request.json = std::move(body);
  request.received_at = house.services.clock.now();
  request.say = &say;
  return request;
}

std::vector<SchoolDay> next_school_days(const assembly::House& house, SiteId site) {
  std::vector<SchoolDay> days;
  std::chrono::sys_days date = house.services.calendar.date_of(site, house.services.clock.now());
  for (int looked = 0; days.size() < kSchoolDays && looked < 120; ++looked, date += std::chrono::days(1)) {
    auto day = house.services.calendar.day(site, date);
    if (day.kind == SchoolDay::Kind::school) days.push_back(std::move(day));
  }
  return days;
}

}  // namespace

void make_bookings(assembly::House& house, SiteId site) {
  http::Router router;
  for (auto& [name, module] : house.modules) module->add_routes(router);
  auto* route = router.find(Method::post, "/api/v1/bookings").route;
  if (route == nullptr) return;  // the rooms module could not be started; the journal says why
  const auto people = house.services.directory.people(site);
  const auto rooms = house.services.rooms.rooms(site);
  const auto& say = house.languages.choose("en", "");
  Dice dice(7);
  for (const auto& day : next_school_days(house, site)) {
    for (int i = 0; i < kBookingsADay; ++i) {
      const auto& period = dice.one_of(day.periods);
      const auto& teacher = *dice.one_of(people->teachers());
      const auto& room = dice.one_of(rooms->all());
      const Value body = Value::Map{{"room", room.code}, {"date", fmt::format("{:04}-{:02}-{:02}", int(day.date.year()), unsigned(day.date.month()), unsigned(day.date.day()))},
                                    {"period", period.code}, {"purpose", dice.one_of(kPurposes)}};
      // Taken by a lesson, or refused by the rule: then it is somebody else's turn.
      route->route.handler(request_of(teacher, site, say, house, body));
    }
  }
}

}  // namespace lodge::demo
