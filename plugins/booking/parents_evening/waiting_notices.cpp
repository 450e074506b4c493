#include "waiting_notices.h"

#include "appointments.h"
#include "shown.h"
#include "stage_page.h"

namespace lodge::parents_evening {
namespace {

constexpr std::string_view kOffer = "parents_evening.offer", kWaited = "parents_evening.waited";

std::optional<Appointment> named(Reader& reader, std::string_view text) {
  const auto booking = BookingId::parse(text);
  return booking ? find(reader, *booking) : std::nullopt;
}

bool is_held(const Kernel& kernel, const Appointment& one) { return one.is_offer() && one.live(kernel.clock.now()); }

Value::Map held_values(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, SiteId site, const Appointment& held) {
  auto values = shown(kernel, say, plan, people, *kernel.rooms.rooms(site), held);
  values["link"] = "";
  values["until"] = moment(kernel, say, site, *held.held_until);
  return values;
}

/// What is held for the family still when the message goes out; nothing when it lapsed meanwhile.
Value offer_values(const Kernel& kernel, const Say& say, const Plan& plan, const QueuedMessage& message) {
  const auto held = kernel.database.read([&](Reader& reader) { return named(reader, message.values.text_or("offer")); });
  const auto people = kernel.directory.people(message.site);
  if (!held || !is_held(kernel, *held) || !may_be_told(*people, *held)) return {};
  return held_values(kernel, say, plan, *people, message.site, *held);
}

}  // namespace

Value::List waited_for(const People& people, const Value& values) {
  Value::List names;
  const auto* list = values.at("teachers").list();
  for (const auto& one : list == nullptr ? Value::List() : *list) {
    const auto teacher = one.text() == nullptr ? std::nullopt : PersonId::parse(*one.text());
    if (teacher) names.push_back(people.name(*teacher));
  }
  return names;
}

Value::Map offers_in_words(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, SiteId site, const Value& values) {
  Value::List held, not_held;
  const auto* list = values.at("offers").list();
  for (const auto& item : list == nullptr ? Value::List() : *list) {
    const auto one = item.text() == nullptr ? std::nullopt : kernel.database.read([&](Reader& reader) { return named(reader, *item.text()); });
    if (!one || one->state == AppointmentState::booked || !may_be_told(people, *one)) continue;
    if (is_held(kernel, *one)) held.push_back(held_values(kernel, say, plan, people, site, *one));
    else not_held.push_back(shown(kernel, say, plan, people, *kernel.rooms.rooms(site), *one));
  }
  return {{"any_held", !held.empty()}, {"held", std::move(held)}, {"any_not_held", !not_held.empty()}, {"not_held", std::move(not_held)}};
}

bool is_about_waiting(const QueuedMessage& message) { return message.notice == kOffer || message.notice == kWaited; }

Notice waiting_in_words(const Kernel& kernel, Plans& plans, const QueuedMessage& message, const Say& say) {
  const auto evening = EveningId::parse(message.values.text_or("evening"));
  LODGE_CHECK(evening);
  const auto plan = kernel.database.read([&](Reader& reader) { return plans.find(reader, message.site, *evening); });
  LODGE_CHECK(plan != nullptr);  // evenings are never deleted
  const auto people = kernel.directory.people(message.site);
  const Say::With with{{"evening", plan->evening.title}};
  const bool offered = message.notice == kOffer;
  return {.subject = offered ? say.say("A time came free: {evening}", with) : say.say("No time came free: {evening}", with),
          .template_name = offered ? "parents_evening/offer" : "parents_evening/waited",
          .values = Value::Map{{"recipient", people->name(message.recipient)},
                               {"evening", plan->evening.title},
                               {"offer", offered ? offer_values(kernel, say, *plan, message) : Value()},
                               {"teachers", waited_for(*people, message.values)},
                               {"called_off", plan->evening.state == EveningState::cancelled},
                               {"path", "/parents/evenings/" + evening->text() + "/waiting"}},
          .attachments = {}};
}

}  // namespace lodge::parents_evening
