#include "waiting_notices.h"

#include "appointments.h"
#include "shown.h"
#include "stage_page.h"

namespace lodge::parents_evening {
namespace {

constexpr std::string_view kOffer = "parents_evening.offer", kWaited = "parents_evening.waited";

/// What is held for the family still when the message goes out; nothing when it lapsed meanwhile.
Value offer_values(const Kernel& kernel, const Say& say, const Plan& plan, const QueuedMessage& message) {
  const auto booking = BookingId::parse(message.values.text_or("offer"));
  const auto held = booking ? kernel.database.read([&](Reader& reader) { return find(reader, *booking); }) : std::nullopt;
  const auto people = kernel.directory.people(message.site);
  if (!held || !held->is_offer() || !held->live(kernel.clock.now()) || !may_be_told(*people, *held)) return {};
  auto values = shown(kernel, say, plan, *people, *kernel.rooms.rooms(message.site), *held);
  values["link"] = "";
  values["until"] = moment(kernel, say, message.site, *held->held_until);
  return values;
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
