#include "calendar_file.h"

#include "shown.h"

#include <algorithm>

namespace lodge::parents_evening {

std::vector<CalendarEvent> calendar_events(const Kernel& kernel, const Say& say, Reader& reader, const Plan& plan,
                                           const std::vector<Appointment>& appointments) {
  const auto people = kernel.directory.people(plan.evening.site);
  const auto rooms = kernel.rooms.rooms(plan.evening.site);
  std::vector<CalendarEvent> events;
  for (const auto& one : appointments) {
    const auto* desk = plan.desk(one.desk);
    const auto booking = kernel.ledger.find(reader, one.booking);
    const auto teacher = seen_words(say, plan, *people, one.student, one.teacher, desk);
    events.push_back({.uid = one.booking.text() + "@lodge",
                      .when = one.when,
                      .stamp = kernel.clock.now(),
                      .sequence = booking ? booking->version : 0,
                      .cancelled = one.state == AppointmentState::cancelled,
                      .summary = say.say("{teacher} about {student}", {{"teacher", teacher}, {"student", people->name(same_person<PersonId>(one.student))}}),
                      .location = desk == nullptr ? "" : place_words(say, *rooms, *desk),
                      .description = plan.evening.title});
  }
  return events;
}

std::string calendar_of(const Kernel& kernel, const Say& say, const Plan& plan, const std::vector<Appointment>& appointments) {
  const auto events = kernel.database.read([&](Reader& reader) { return calendar_events(kernel, say, reader, plan, appointments); });
  const bool cancelled = !events.empty() && std::ranges::all_of(events, &CalendarEvent::cancelled);
  return icalendar(events, cancelled ? CalendarMethod::cancel : CalendarMethod::publish);
}

}  // namespace lodge::parents_evening
