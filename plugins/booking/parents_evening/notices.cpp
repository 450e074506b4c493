#include "notices.h"

#include "appointments.h"
#include "shown.h"

#include <lodge/icalendar.h>

namespace lodge::parents_evening {
namespace {

struct Story {
  std::shared_ptr<const Plan> plan;
  std::vector<Appointment> appointments;  ///< what the family has now
};

Story read_story(const Kernel& kernel, Plans& plans, SiteId site, EveningId evening, HouseholdId household) {
  return kernel.database.read([&](Reader& reader) {
    Story story{plans.find(reader, site, evening), of_household(reader, evening, household)};
    std::erase_if(story.appointments, [](const Appointment& one) { return one.state != AppointmentState::booked; });
    return story;
  });
}

std::string subject(const Say& say, std::string_view notice, const std::string& title) {
  const Say::With with{{"evening", title}};
  if (notice == "changed") return say.say("Changed: your appointments, {evening}", with);
  if (notice == "cancelled") return say.say("Cancelled: your appointments, {evening}", with);
  return say.say("Your appointments: {evening}", with);
}

CalendarEvent event_of(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, const Rooms& rooms,
                       const Appointment& one) {
  const auto* desk = plan.desk(one.desk);
  const auto name = people.name(same_person<PersonId>(one.teacher)), child = people.name(same_person<PersonId>(one.student));
  return {.uid = one.booking.text() + "@lodge",
          .when = one.when,
          .stamp = kernel.clock.now(),
          .summary = say.say("{teacher} about {student}", {{"teacher", name}, {"student", child}}),
          .location = desk == nullptr ? "" : place_words(say, rooms, *desk),
          .description = plan.evening.title};
}

}  // namespace

std::string calendar_of(const Kernel& kernel, const Say& say, const Plan& plan, const std::vector<Appointment>& appointments) {
  const auto people = kernel.directory.people(plan.evening.site);
  const auto rooms = kernel.rooms.rooms(plan.evening.site);
  std::vector<CalendarEvent> events;
  for (const auto& one : appointments) events.push_back(event_of(kernel, say, plan, *people, *rooms, one));
  return icalendar(events);
}

Notice in_words(const Kernel& kernel, Plans& plans, const QueuedMessage& message, const Say& say) {
  const auto evening = EveningId::parse(message.values.text_or("evening"));
  const auto household = HouseholdId::parse(message.values.text_or("household"));
  LODGE_CHECK(evening && household);
  const auto story = read_story(kernel, plans, message.site, *evening, *household);
  LODGE_CHECK(story.plan != nullptr);  // evenings are never deleted
  const auto people = kernel.directory.people(message.site);
  const auto rooms = kernel.rooms.rooms(message.site);
  Value::List list;
  for (const auto& one : story.appointments) list.push_back(shown(kernel, say, *story.plan, *people, *rooms, one));
  const auto name = message.notice.substr(message.notice.find('.') + 1);
  Notice notice{.subject = subject(say, name, story.plan->evening.title),
                .template_name = "parents_evening/" + name,
                .values = Value::Map{{"recipient", people->name(message.recipient)},
                                     {"evening", story.plan->evening.title},
                                     {"any", !list.empty()},
                                     {"appointments", std::move(list)},
                                     {"path", "/parents/evenings/" + evening->text()}},
                .attachments = {}};
  if (!story.appointments.empty()) {
    notice.attachments.push_back({"appointments.ics", "text/calendar; charset=utf-8", calendar_of(kernel, say, *story.plan, story.appointments)});
  }
  return notice;
}

}  // namespace lodge::parents_evening
