#include "times_page.h"

#include "refusals.h"
#include "shown.h"
#include "slot_list.h"
#include "stage_page.h"
#include "telephone.h"
#include "waiting_page.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

const Appointment* appointment(const Family& family, const std::string& booking) {
  const auto id = BookingId::parse(booking);
  const auto found = id ? std::ranges::find(family.booked, *id, &Appointment::booking) : family.booked.end();
  return found == family.booked.end() ? nullptr : &*found;
}

}  // namespace

Response TimesPage::times(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  if (family->stage != Stage::open) return stage_page(kernel_, request, *family);
  const auto& say = *request.say;
  auto values = evening_values(kernel_, request, *family);
  Value::List teachers;
  std::vector<Whom> shown;
  bool rung = false;
  for (const auto& text_of_it : request.query.every("see")) {
    auto whom = parse_whom(text_of_it);
    if (whom) whom = seen_as(family->plan(), family->people(), *whom);
    if (!whom || !family->may_see(*whom) || family->is_booked(*whom) || std::ranges::find(shown, *whom) != shown.end()) continue;
    shown.push_back(*whom);
    auto dates = slot_list(kernel_, say, *family, *whom);
    rung = rung || std::ranges::any_of(family->plan().desks_of(whom->teacher), [](const Desk* desk) { return desk->mode == Mode::telephone; });
    const bool any = std::ranges::any_of(dates, [](const Value& date) { return date.boolean_or("any"); });
    teachers.push_back(Value::Map{{"whom", text(*whom)}, {"who", about_words(say, *family, *whom)},
                                  {"subject", subject_words(family->plan(), family->people(), whom->student, whom->teacher)},
                                  {"any", any}, {"wait", waiting_link(family->evening(), *whom)}, {"dates", std::move(dates)}});
  }
  if (teachers.empty()) return Response::see_other(evening_link(family->evening(), "?more=1"));
  const bool to_basket = request.query.has("one") || !family->held.empty();
  values["to"] = to_basket ? "hold" : "book";
  values["booking"] = !to_basket;
  values["button"] = to_basket ? say.say("Keep this time") : say.say("Book these times");
  values["several"] = teachers.size() > 1;
  values["several_dates"] = family->plan().dates.size() > 1;
  values["teachers"] = std::move(teachers);
  values["notes"] = family->plan().evening.notes && !to_basket;
  add_number_field(values, rung && !to_basket, family->situation().needs.telephone);
  values["back"] = to_basket ? evening_link(family->evening(), "/basket") : evening_link(family->evening(), see_query(shown));
  values["key"] = RawId::random().text();
  auto page = kernel_.pages.page(request, "parents_evening/times", say.say("Choose your times"), values);
  return page;
}

Response TimesPage::moving(const Request& request, const Family& family, const Appointment& one, const std::string& fault) const {
  const auto& say = *request.say;
  auto values = evening_values(kernel_, request, family);
  values["appointment"] = shown(kernel_, say, family.plan(), family.people(), *family.known.rooms, one);
  values["dates"] = slot_list(kernel_, say, family, whom_of(one), &one);
  values["whom"] = text(whom_of(one));
  values["several_dates"] = family.plan().dates.size() > 1;
  values["booking"] = one.booking.text();
  values["faulty"] = !fault.empty();
  values["faults"] = Value::List{Value::Map{{"field", "times"}, {"words", fault}}};
  return kernel_.pages.page(request, "parents_evening/change", about_words(say, family, whom_of(one)), values, fault.empty() ? 200 : 409);
}

Response TimesPage::change(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  const auto* one = family ? appointment(*family, request.parts.get("booking")) : nullptr;
  if (one == nullptr) return kernel_.pages.sorry(request, 404);
  if (family->stage != Stage::open) return stage_page(kernel_, request, *family);
  return moving(request, *family, *one, "");
}

Response TimesPage::move(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  const auto* one = family ? appointment(*family, request.parts.get("booking")) : nullptr;
  if (one == nullptr) return kernel_.pages.sorry(request, 404);
  const auto slot = parse_slot(request.form.get("pick-" + text(whom_of(*one))));
  if (!slot) return moving(request, *family, *one, request.say->say("Choose one of the times."));
  const bool same = slot->first == one->desk && slot->second == one->slot;
  const auto moved = same ? Booked() : appointments_.move(request.actor, one->booking, slot->first, slot->second);
  if (moved) return Response::see_other(evening_link(family->evening(), same ? "/booked" : "/booked?done=changed"));
  const auto& refused = moved.error().front();
  // Read anew, so that what is shown is free.
  const auto now = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  const auto* still = now ? appointment(*now, request.parts.get("booking")) : nullptr;
  if (still == nullptr) return kernel_.pages.sorry(request, 404);
  return moving(request, *now, *still, sentence(*request.say, refused.why, refused.reason));
}

}  // namespace lodge::parents_evening
