#include "notices.h"

#include "appointments.h"
#include "calendar_file.h"
#include "shown.h"
#include "stage_page.h"
#include "telephone.h"
#include "waiting_notices.h"
#include "wish_reasons.h"

#include <lodge/iso8601.h>
#include <lodge/parents.h>

namespace lodge::parents_evening {
namespace {

struct Story {
  std::shared_ptr<const Plan> plan;
  std::vector<Appointment> appointments;  ///< what the family has now
  std::vector<Appointment> lost;          ///< what was cancelled by the act that is told
  std::vector<WishRefused> refused;       ///< what a preference round did not give, when that is told
  std::string number;                     ///< where it is rung
};

std::vector<Appointment> lost_of(Reader& reader, const Value& values) {
  std::vector<Appointment> lost;
  const auto alone = BookingId::parse(values.text_or("booking"));
  if (auto one = alone ? find(reader, *alone) : std::nullopt; one && one->state == AppointmentState::cancelled) lost.push_back(std::move(*one));
  const auto* list = values.at("lost").list();
  if (list == nullptr) return lost;
  for (const auto& item : *list) {
    const auto booking = item.text() == nullptr ? std::nullopt : BookingId::parse(*item.text());
    if (auto one = booking ? find(reader, *booking) : std::nullopt) lost.push_back(std::move(*one));
  }
  return lost;
}

Story read_story(const Kernel& kernel, Plans& plans, const People& people, SiteId site, EveningId evening, HouseholdId household, const Value& values) {
  return kernel.database.read([&](Reader& reader) {
    Story story{plans.find(reader, site, evening), of_household(reader, evening, household), lost_of(reader, values), {}, {}};
    if (values.boolean_or("round")) story.refused = refused_wishes(reader, evening, household);
    const auto day = parse_date(values.text_or("day"));  // of a reminder: the other days have theirs
    std::erase_if(story.appointments, [&](const Appointment& one) {
      return one.state != AppointmentState::booked || !may_be_told(people, one) || (day && kernel.calendar.date_of(site, one.when.starts()) != *day);
    });
    if (story.plan) story.number = number_of(numbers_for(kernel, reader, *story.plan, story.appointments), household);
    return story;
  });
}

bool is_about_offers(const Value& values) {
  const auto* offers = values.at("offers").list();
  return offers != nullptr && !offers->empty();
}

std::string subject(const Say& say, const QueuedMessage& message, std::string_view notice, const std::string& title) {
  const Say::With with{{"evening", title}};
  if (notice == "rearranged" && message.values.text_or("cause") == "cancelled") return say.say("Called off: {evening}", with);
  if (notice == "rearranged" && (message.values.boolean_or("wishes") || is_about_offers(message.values))) return say.say("Changed: {evening}", with);
  if (notice == "changed" || notice == "rearranged") return say.say("Changed: your appointments, {evening}", with);
  if (notice == "cancelled") return say.say("Cancelled: your appointments, {evening}", with);
  if (notice == "invitation") return say.say("Book your appointments: {evening}", with);
  if (notice == "reminder") return say.say("Soon: your appointments, {evening}", with);
  return say.say("Your appointments: {evening}", with);
}

/// What the office did, for the message about it.
std::string why_words(const Say& say, const People& people, const Value& values) {
  const auto cause = values.text_or("cause");
  if (cause == "cancelled") return say.say("It cannot take place and is called off.");
  if (cause == "shifted") return say.say_many("Everything begins {count} minute later.", "Everything begins {count} minutes later.", values.integer_or("minutes"));
  if (cause == "other_date") return say.say("Its date or its times are other ones now.");
  if (cause == "online") return say.say("It takes place online now.");
  if (cause == "audience") return say.say("Other families or other teachers come to it now.");
  const auto teacher = PersonId::parse(values.text_or("teacher"));
  if (cause == "away" && teacher) return say.say("{teacher} cannot be there.", {{"teacher", people.name(*teacher)}});
  return {};
}

/// Without the link of an online one: it opens on the family's page at its time, where a number can be given, too.
Value::Map for_family(const Kernel& kernel, const Say& say, const Story& story, const People& people, const Rooms& rooms, const Appointment& one) {
  auto values = shown(kernel, say, *story.plan, people, rooms, one, story.number);
  values["link"] = "";
  if (story.number.empty() && is_rung(*story.plan, one.desk)) values["place"] = say.say("By telephone: please give us your number on your page");
  return values;
}

/// What a family can do about wishes that the school's change concerns, or about its appointments: now, in the round that is
/// open, from a moment on, or by ringing the school, so that no link leads to a page that is closed.
void add_ways_on(const Kernel& kernel, const Say& say, const Plan& plan, const People& people, HouseholdId household, bool wishes, bool wants_another,
                 Value::Map& values) {
  const bool held = plan.evening.state != EveningState::cancelled, comes = held && !children(plan, people, household).empty();
  const auto now = kernel.clock.now();
  const auto at = stage(plan, people, household, now);
  const bool can = comes && at == Stage::open;
  const auto opens = comes && (at == Stage::not_open || at == Stage::waiting) ? opens_for(plan, people, household) : std::nullopt;
  const bool later = opens && *opens > now;
  const bool books_itself = wishes && !plan.evening.wishes_from, wants = wishes ? books_itself : wants_another;
  const bool asked = comes && wants && at == Stage::wishes && plan.evening.wishes_until;
  values["look"] = wishes && comes && at == Stage::wishes;
  values["wait"] = wishes && comes && at == Stage::waiting;
  values["no_round"] = books_itself && (can || later);
  values["choose"] = wants && can && !wishes;
  values["moment"] = wants && later ? moment(kernel, say, plan.evening.site, *opens) : "";
  values["when"] = asked ? moment(kernel, say, plan.evening.site, *plan.evening.wishes_until) : "";
  values["ring"] = held && wants && !can && !later && !asked;
}

}  // namespace

Notice in_words(const Kernel& kernel, Plans& plans, const QueuedMessage& message, const Say& say) {
  const auto evening = EveningId::parse(message.values.text_or("evening"));
  LODGE_CHECK(evening.has_value());
  const auto people = kernel.directory.people(message.site);
  // Whose it was when it was posted may since have been split: what the others have now is not the recipient's.
  const auto household = household_of(*people, message.recipient);
  const auto story = read_story(kernel, plans, *people, message.site, *evening, household, message.values);
  LODGE_CHECK(story.plan != nullptr);  // evenings are never deleted
  const auto rooms = kernel.rooms.rooms(message.site);
  Value::List list;
  for (const auto& one : story.appointments) list.push_back(for_family(kernel, say, story, *people, *rooms, one));
  Value::List lost;
  for (const auto& one : story.lost) lost.push_back(shown(kernel, say, *story.plan, *people, *rooms, one));
  auto offers = offers_in_words(kernel, say, *story.plan, *people, message.site, message.values);
  const bool about_offers = is_about_offers(message.values);
  const bool wants_another = !lost.empty() || (list.empty() && !about_offers);
  auto refused = refused_words(say, *story.plan, *people, household, story.refused, story.appointments);
  auto waited = waited_for(*people, message.values);
  const auto name = message.notice.substr(message.notice.find('.') + 1);
  Value::List dates;
  if (name == "invitation") {
    for (auto& date : date_words(say, *story.plan, *people, household)) dates.push_back(std::move(date));
  }
  Notice notice{.subject = subject(say, message, name, story.plan->evening.title),
                .template_name = "parents_evening/" + name,
                .values = Value::Map{{"recipient", people->name(message.recipient)},
                                     {"evening", story.plan->evening.title},
                                     {"dates", std::move(dates)},
                                     {"any", !list.empty()},
                                     {"appointments", std::move(list)},
                                     {"why", why_words(say, *people, message.values)},
                                     {"any_refused", !refused.empty()},
                                     {"refused", std::move(refused)},
                                     {"any_lost", !lost.empty()},
                                     {"several_lost", lost.size() > 1},
                                     {"lost", std::move(lost)},
                                     {"any_waited", !waited.empty()},
                                     {"waited", std::move(waited)},
                                     {"path", "/parents/evenings/" + evening->text()},
                                     {"line_path", "/parents/evenings/" + evening->text() + "/waiting"}},
                .attachments = {}};
  notice.values.map()->merge(offers);
  add_ways_on(kernel, say, *story.plan, *people, household, message.values.boolean_or("wishes"), wants_another, *notice.values.map());
  if (!story.appointments.empty()) {
    notice.attachments.push_back({"appointments.ics", "text/calendar; charset=utf-8", calendar_of(kernel, say, *story.plan, story.appointments)});
  }
  if (!story.lost.empty()) {
    notice.attachments.push_back({"cancelled.ics", "text/calendar; charset=utf-8", calendar_of(kernel, say, *story.plan, story.lost)});
  }
  return notice;
}

}  // namespace lodge::parents_evening
