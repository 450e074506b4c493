#include "calendar_file.h"

#include "shown.h"
#include "telephone.h"

#include <algorithm>

namespace lodge::parents_evening {

std::vector<CalendarEvent> calendar_events(const Kernel& kernel, const Say& say, Reader& reader, const Plan& plan,
                                           const std::vector<Appointment>& appointments) {
  const auto people = kernel.directory.people(plan.evening.site);
  const auto rooms = kernel.rooms.rooms(plan.evening.site);
  const auto numbers = numbers_for(kernel, reader, plan, appointments);
  std::vector<CalendarEvent> events;
  const auto page = whole_address(kernel, "/parents/evenings/" + plan.evening.id.text() + "/booked");
  for (const auto& one : appointments) {
    const auto* desk = plan.desk(one.desk);
    const bool call = desk != nullptr && desk->mode == Mode::online;
    const auto booking = kernel.ledger.find(reader, one.booking);
    const auto teacher = seen_words(say, plan, *people, one.student, one.teacher, desk);
    events.push_back({.uid = one.booking.text() + "@lodge",
                      .when = one.when,
                      .stamp = kernel.clock.now(),
                      .sequence = booking ? booking->version : 0,
                      .cancelled = one.state == AppointmentState::cancelled,
                      .summary = say.say("{teacher} about {student}", {{"teacher", teacher}, {"student", people->name(same_person<PersonId>(one.student))}}),
                      .location = desk == nullptr ? "" : place_words(say, *rooms, *desk, number_of(numbers, one.household)),
                      .description = call ? plan.evening.title + "\n" + say.say("The call opens on your page at its time: {address}", {{"address", page}}) : plan.evening.title,
                      .url = page});
  }
  return events;
}

std::string calendar_of(const Kernel& kernel, const Say& say, const Plan& plan, const std::vector<Appointment>& appointments) {
  const auto events = kernel.database.read([&](Reader& reader) { return calendar_events(kernel, say, reader, plan, appointments); });
  const bool cancelled = !events.empty() && std::ranges::all_of(events, &CalendarEvent::cancelled);
  return icalendar(events, cancelled ? CalendarMethod::cancel : CalendarMethod::publish);
}

}  // namespace lodge::parents_evening
