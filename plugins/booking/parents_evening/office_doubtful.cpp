#include "office_doubtful.h"

#include "doubtful.h"
#include "reach.h"
#include "shown.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::string why_words(const Say& say, const Plan& plan, const People& people, const Appointment& one) {
  const auto* student = people.student(one.student);
  if (student == nullptr) return say.say("The student has left.");
  if (!may_book_for(people, one.household, one.student)) return say.say("This household may not book for the student any more.");
  if (!invited(plan, people, *student)) return say.say("The student is not invited any more.");
  return say.say("The teacher does not teach the student any more.");
}

}  // namespace

void OfficeDoubtful::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings/{evening}/doubtful", [this](const Request& request) { return list(request); },
                   [this](const Request& request) { return give_back(request); });
}

std::vector<Appointment> OfficeDoubtful::doubtful_ones(const Request& request, const Plan& plan) const {
  const auto people = office_.kernel.directory.people(request.actor.site);
  auto all = office_.setup.appointments(plan.evening.id);
  std::erase_if(all, [&](const Appointment& one) { return !doubtful(plan, *people, one, office_.kernel.clock.now()); });
  return all;
}

Response OfficeDoubtful::list(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto& kernel = office_.kernel;
  const auto site = request.actor.site;
  const auto people = kernel.directory.people(site);
  Value::List rows;
  for (const auto& one : doubtful_ones(request, *plan)) {
    const auto family = names_of(say, *people, one.household);
    const auto student = people->name(same_person<PersonId>(one.student));
    rows.push_back(Value::Map{{"id", one.booking.text()},
                              {"family", family.empty() ? say.say("A family that has left") : family},
                              {"student", student.empty() ? say.say("A student who has left") : student},
                              {"teacher", people->name(same_person<PersonId>(one.teacher))},
                              {"when", say.say("{day}, {times}", {{"day", day_words(kernel, say, site, one.when.starts())},
                                                                  {"times", time_words(kernel, say, site, one.when)}})},
                              {"why", why_words(say, *plan, *people, one)}});
  }
  Value::Map values{{"none", rows.empty()}, {"rows", std::move(rows)},
                    {"done", request.query.has("done") ? say.say("Cancelled. Each family that had one gets a message.") : ""}};
  return office_.page(request, *plan, "doubtful", say.say("Appointments that may no longer stand"), std::move(values));
}

Response OfficeDoubtful::give_back(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto ticked = request.form.every("booking");
  std::vector<BookingId> bookings;
  for (const auto& one : doubtful_ones(request, *plan)) {
    if (std::ranges::find(ticked, one.booking.text()) != ticked.end()) bookings.push_back(one.booking);
  }
  appointments_.give_back(request.actor, plan->evening.id, bookings);
  return Response::see_other(office_link(plan->evening.id) + "/doubtful?done=cancelled");
}

}  // namespace lodge::parents_evening
