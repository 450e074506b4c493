#include "booked_page.h"

#include "appointments.h"
#include "needs_fields.h"
#include "calendar_file.h"
#include "feed_page.h"
#include "night.h"
#include "notes.h"
#include "shown.h"
#include "stage_page.h"
#include "telephone.h"
#include "waiting_list.h"
#include "wishes_page.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

bool changeable(const Family& family, const Appointment& one) {
  return one.when.starts() - family.plan().evening.change_until > family.situation().now;
}

/// From its time on; families of a teacher who runs late may still be talking a while after.
bool is_call_open(const Plan& plan, const Appointment& one, Instant now) {
  constexpr std::chrono::minutes kSlack{15};
  const auto* desk = plan.desk(one.desk);
  const auto late = desk == nullptr ? std::chrono::minutes(0) : late_by(*desk, now);
  return one.when.starts() <= now && now < one.when.ends() + late + kSlack;
}

/// How long until the next call of the family's opens; nothing when none does today.
std::optional<std::chrono::seconds> until_a_call(const Family& family) {
  constexpr std::chrono::hours kToday{12};
  std::optional<std::chrono::seconds> soonest;
  for (const auto& one : family.booked) {
    const auto* desk = family.plan().desk(one.desk);
    const auto wait = std::chrono::ceil<std::chrono::seconds>(one.when.starts() - family.situation().now);
    if (desk == nullptr || desk->mode != Mode::online || wait.count() <= 0 || wait > kToday) continue;
    soonest = std::min(soonest.value_or(wait), wait);
  }
  return soonest;
}

/// What the family needs there and does not have, with what becomes of it.
std::string unmet(const Say& say, const Family& family, const Desk& desk, const Appointment& one) {
  const auto& s = family.situation();
  if (s.needs.step_free && !is_step_free(s.plan, s.rooms, desk)) return say.say("There are steps on the way. The school office sees it and looks for another room.");
  if (!s.needs.interpreter.empty() && !one.interpreter) return say.say("No interpreter yet. The school office sees it and looks for one.");
  return {};
}

}  // namespace

Value::List BookedPage::appointments(const Request& request, const Family& family) const {
  const auto& say = *request.say;
  const auto now = family.situation().now;
  Value::List list;
  const Desk* before = nullptr;
  std::string day;
  for (const auto& one : family.booked) {
    auto values = shown(kernel_, say, family.plan(), family.people(), *family.known.rooms, one, family.situation().needs.telephone);
    const auto* desk = family.plan().desk(one.desk);
    const auto here = values["day"].text() == nullptr ? "" : *values["day"].text();
    values["new_day"] = here != day;
    values["walk"] = here == day ? walk_words(say, family, before, desk) : "";
    values["over"] = one.when.ends() <= now;
    const bool open = is_call_open(family.plan(), one, now);
    values["opens"] = now < one.when.starts();
    values["call_over"] = !open && now >= one.when.starts();
    values["no_call"] = open && values["link"].text()->empty();
    if (!open) values["link"] = "";
    values["change"] = family.stage == Stage::open && changeable(family, one) ? evening_link(family.evening(), "/appointments/" + one.booking.text()) : "";
    values["cancel"] = changeable(family, one) ? evening_link(family.evening(), "/appointments/" + one.booking.text() + "/cancel") : "";
    const auto late = desk != nullptr && one.when.ends() > now ? late_by(*desk, now) : std::chrono::minutes(0);
    values["rung"] = is_rung(family.plan(), one.desk) && one.when.ends() > now;
    values["number"] = family.situation().needs.telephone;
    values["unmet"] = desk == nullptr || one.when.ends() <= now ? "" : unmet(say, family, *desk, one);
    values["late"] = late.count() > 0 ? say.say_many("about {count} minute late", "about {count} minutes late", late.count()) : "";
    list.push_back(std::move(values));
    before = desk;
    day = here;
  }
  return list;
}

std::string BookedPage::done(const Request& request, const Family& family) const {
  const auto& say = *request.say;
  const auto& what = request.query.get("done");
  if (what.empty()) return {};
  std::vector<std::string> told, untold;
  for (const auto contact : family.people().members_of(family.household())) {
    const auto* one = family.people().contact(contact);
    auto& names = one == nullptr || one->email.empty() ? untold : told;
    names.push_back(family.people().name(same_person<PersonId>(contact)));
  }
  const auto did = what == "booked" ? say.say("Booked.") : what == "changed" ? say.say("Changed.") : what == "cancelled" ? say.say("Given back.") : "";
  if (did.empty()) return {};
  if (told.empty()) return did + " " + say.say("The school has no e-mail address of yours: print this page or write the times down.");
  return did + " " + say.say("We are sending an e-mail to {names}.", {{"names", listed(say, told)}});
}

Value BookedPage::undo(const Request& request, const Family& family) const {
  const auto id = BookingId::parse(request.query.get("undo"));
  if (!id || family.stage != Stage::open) return {};
  const auto one = kernel_.database.read([&](Reader& reader) { return find(reader, *id); });
  const bool mine = one && one->household == family.household() && one->evening == family.evening() && one->state == AppointmentState::cancelled;
  if (!mine || family.is_booked(whom_of(*one)) || !changeable(family, *one)) return {};
  const auto& say = *request.say;
  auto values = shown(kernel_, say, family.plan(), family.people(), *family.known.rooms, *one);
  values["whom"] = text(whom_of(*one));
  values["slot"] = slot_text(one->desk, one->slot);
  values["key"] = RawId::random().text();
  return values;
}

Response BookedPage::show(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  const auto& say = *request.say;
  auto values = evening_values(kernel_, request, *family);
  const auto now = standing(kernel_, say, *family);
  values["done"] = done(request, *family);
  values["standing"] = now ? Value(Value::Map{{"what", now->what}, {"next", now->next}}) : Value();
  auto list = appointments(request, *family);
  values["any"] = !list.empty();
  values["appointments"] = std::move(list);
  values["undo"] = undo(request, *family);
  values["needs"] = needs_words(say, family->situation().needs);
  values["open"] = family->stage == Stage::open;
  auto refused = refused_words(kernel_, say, *family);
  values["any_refused"] = !refused.empty();
  values["refused"] = std::move(refused);
  values["feed"] = feed_address(kernel_, request.actor);
  values["evening_id"] = family->evening().text();
  values["basket"] = !family->held.empty() && family->stage == Stage::open;
  values["several_dates"] = family->plan().dates.size() > 1;
  values["any_offers"] = !family->offers.empty();
  const auto places = kernel_.database.read([&](Reader& reader) { return places_of(reader, family->people(), family->evening(), family->household()); });
  values["waits"] = std::ranges::any_of(places, [](const Waiting& one) { return one.state == WaitingState::waiting; });
  const auto title = family->booked.empty() ? say.say("You have no appointments")
                                            : say.say_many("Your appointment", "Your appointments", static_cast<std::int64_t>(family->booked.size()));
  auto page = kernel_.pages.page(request, "parents_evening/booked", title, values);
  const auto wait = until_a_call(*family);
  return wait ? std::move(page).with("Refresh", std::to_string(wait->count() + 1)) : page;
}

Response BookedPage::calendar(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  return Response{.content_type = "text/calendar; charset=utf-8",
                  .body = calendar_of(kernel_, *request.say, family->plan(), family->booked),
                  .headers = {{"Content-Disposition", "attachment; filename=\"appointments.ics\""}}};
}

Response BookedPage::ask_whether_sure(const Request& request, const Family& family, const Appointment& one) const {
  const auto& say = *request.say;
  auto values = evening_values(kernel_, request, family);
  for (auto& [name, value] : shown(kernel_, say, family.plan(), family.people(), *family.known.rooms, one)) values[name] = std::move(value);
  values["closed"] = family.stage == Stage::closed;
  return kernel_.pages.page(request, "parents_evening/give_back", say.say("Give this appointment back?"), values);
}

Response BookedPage::cancel(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  const auto booking = BookingId::parse(request.parts.get("booking"));
  const auto one = family && booking ? kernel_.database.read([&](Reader& reader) { return find(reader, *booking); }) : std::nullopt;
  if (!one || one->household != family->household() || one->evening != family->evening()) return kernel_.pages.sorry(request, 404);
  // While booking is open there is an undo. After that it is gone for good, so one tap is not enough.
  if (family->stage != Stage::open && changeable(*family, *one) && !request.form.has("sure")) return ask_whether_sure(request, *family, *one);
  if (!appointments_.cancel(request.actor, *booking)) {
    return kernel_.pages.sorry(request, 409, request.say->say("It is too late to give this appointment back here. Please ring the school office."));
  }
  return Response::see_other(evening_link(family->evening(), "/booked?done=cancelled&undo=" + booking->text()));
}

}  // namespace lodge::parents_evening
