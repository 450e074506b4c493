#include "basket_page.h"

#include "appointments.h"
#include "refusals.h"
#include "shown.h"
#include "stage_page.h"
#include "telephone.h"
#include "waiting_page.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

/// Whether one of these, appointments or choices, is by telephone.
template <class Some>
bool is_rung(const std::vector<Some>& some, const Plan& plan) {
  return std::ranges::any_of(some, [&](const Some& one) { return parents_evening::is_rung(plan, one.desk); });
}

/// The number that the form gives, or else the one that is known; nothing when there is none that can be rung.
std::optional<std::string> number_in(const Fields& form, const Family& family) {
  const auto number = form.has(kNumberField) ? typed_number(form) : family.situation().needs.telephone;
  return is_number(number) ? std::optional(number) : std::nullopt;
}

// Why a basket is not what the family saw, in addresses.
constexpr std::string_view kByFamily = "family", kBySchool = "school";

/// Times that the family did not see: somebody of it chose them. Else something was taken away or moved.
std::string whose_change(const Family& family, const std::set<SeenHold>& seen) {
  const bool chosen = std::ranges::any_of(family.held, [&](const Appointment& one) {
    return std::ranges::none_of(seen, [&](const SeenHold& some) { return some.booking == one.booking; });
  });
  return std::string(chosen ? kByFamily : kBySchool);
}

}  // namespace

Value::List BasketPage::stops(const Request& request, const Family& family, const Fields& typed) const {
  const auto& say = *request.say;
  Value::List list;
  const Desk* before = nullptr;
  std::string day;
  for (const auto& one : family.held) {
    auto values = shown(kernel_, say, family.plan(), family.people(), *family.known.rooms, one);
    const auto* desk = family.plan().desk(one.desk);
    const bool same_day = *values["day"].text() == day;
    values["new_day"] = !same_day;
    values["whom"] = text(whom_of(one));
    if (const auto field = note_field(whom_of(one)); typed.has(field)) values["note"] = typed.get(field);
    values["held"] = text(seen_hold(one));
    values["walk"] = same_day ? walk_words(say, family, before, desk) : "";
    day = *values["day"].text();
    list.push_back(std::move(values));
    before = desk;
  }
  return list;
}

Value::List BasketPage::gone(const Request& request, const Family& family, const std::vector<Appointment>& taken) const {
  Value::List list;
  for (const auto& text_of_it : request.query.every("gone")) {
    const auto missed = parse_missed(text_of_it);
    const auto* desk = missed ? family.plan().desk(missed->first.desk) : nullptr;
    if (desk == nullptr || !family.may_see(whom_of(missed->first)) || missed->first.slot < 0 || missed->first.slot >= desk->slots) continue;
    auto choice = missed->first;
    choice.slots = slots_for(family.situation(), choice.student, choice.teacher);
    list.push_back(instead_of(request, family, choice, desk->when(choice.slot).starts(), missed->second));
  }
  for (const auto& one : taken) list.push_back(instead_of(request, family, choice_of(one), one.when.starts(), Why::no_such_slot));
  return list;
}

Value BasketPage::instead_of(const Request& request, const Family& family, const Choice& choice, Instant starts, Why why) const {
  const auto& say = *request.say;
  const auto time = [&](Instant when) { return say.time(kernel_.calendar.minutes_of(request.actor.site, when)); };
  Value::List instead;
  const bool helps = why != Why::has_already && why != Why::too_many && why != Why::not_open;
  for (const auto& spot : helps ? nearest(family.situation(), choice, starts) : std::vector<Spot>{}) {
    instead.push_back(Value::Map{{"slot", slot_text(spot.desk, spot.slot)},
                                 {"day", family.plan().dates.size() > 1 ? day_words(kernel_, say, request.actor.site, spot.when.starts()) : ""},
                                 {"time", time(spot.when.starts())}});
  }
  return Value::Map{{"who", about_words(say, family, whom_of(choice))}, {"whom", text(whom_of(choice))},
                    {"time", time(starts)}, {"why", sentence(say, why)},
                    {"any_instead", !instead.empty()}, {"instead", std::move(instead)},
                    {"times", evening_link(family.evening(), "/times" + see_query({whom_of(choice)}) + "&one=1")}};
}

Value::List BasketPage::not_seen(const Request& request, const Family& family) const {
  Value::List list;
  for (const auto& one : request.query.every("without")) {
    const auto dot = one.rfind('.');
    const auto whom = parse_whom(one.substr(0, dot));
    const auto why = dot == std::string::npos ? std::nullopt : parse_no_time(std::string_view(one).substr(dot + 1));
    if (!whom || !why || !family.may_see(*whom)) continue;
    const bool by_hand = *why == NoTime::outside || *why == NoTime::clashes;
    list.push_back(Value::Map{{"who", about_words(*request.say, family, *whom)}, {"why", sentence(*request.say, *why)},
                               {"wait", *why == NoTime::full ? waiting_link(family.evening(), *whom) : ""},
                              {"times", by_hand ? evening_link(family.evening(), "/times" + see_query({*whom}) + "&one=1") : ""}});
  }
  return list;
}

Response BasketPage::show(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  if (family->stage != Stage::open) return stage_page(kernel_, request, *family);
  return page(request, *family, request.query.get("anew"), {}, 200, {});
}

Response BasketPage::page(const Request& request, const Family& family, const std::string& anew, const Fields& typed, int status,
                          const Fault& fault, const std::vector<Appointment>& taken) const {
  const auto& say = *request.say;
  const auto now = family.situation().now;
  auto values = evening_values(kernel_, request, family);
  auto gone = this->gone(request, family, taken);
  auto not_seen = this->not_seen(request, family);
  values["by_family"] = anew == kByFamily;
  values["by_school"] = anew == kBySchool;
  const bool told = !gone.empty() || !not_seen.empty() || anew == kByFamily || anew == kBySchool;
  if (family.held.empty() && !told) return Response::see_other(evening_link(family.evening()));
  values["any_gone"] = !gone.empty();
  values["gone"] = std::move(gone);
  values["any_not_seen"] = !not_seen.empty();
  values["not_seen"] = std::move(not_seen);
  values["stops"] = stops(request, family, typed);
  values["any"] = !family.held.empty();
  if (!family.held.empty()) {
    const bool live = std::ranges::all_of(family.held, [&](const Appointment& one) { return one.live(now); });
    const auto until = std::ranges::min(family.held, {}, [](const Appointment& one) { return *one.held_until; }).held_until;
    values["live"] = live;
    values["until"] = say.time(kernel_.calendar.minutes_of(request.actor.site, *until));
    values["book"] = say.say_many("Book {count} appointment", "Book {count} appointments", static_cast<std::int64_t>(family.held.size()));
  }
  values["any_booked"] = !family.booked.empty();
  values["notes"] = family.plan().evening.notes;
  add_number_field(values, is_rung(family.held, family.plan()), typed.has(kNumberField) ? typed.get(kNumberField) : family.situation().needs.telephone);
  values["faulty"] = !fault.words.empty();
  values["faults"] = Value::List{Value::Map{{"field", fault.field}, {"words", fault.words}}};
  std::vector<Whom> seen;
  for (const auto& one : family.held) seen.push_back(whom_of(one));
  values["again"] = evening_link(family.evening(), (seen.empty() ? std::string("?more=1") : see_query(seen)));
  return kernel_.pages.page(request, "parents_evening/basket", say.say("Your times"), values, status);
}

Response BasketPage::hold(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  if (family->stage != Stage::open) return stage_page(kernel_, request, *family);
  auto basket = with_notes(in_basket(kernel_, *family), family->plan(), request.form);
  auto choices = with(basket, noted(picks_of(request.form), basket, request.form));
  const auto drop = parse_whom(request.form.get("drop")), change = parse_whom(request.form.get("change"));
  if (drop) std::erase_if(choices, [&](const Choice& one) { return whom_of(one) == *drop; });
  if (request.form.has(kNumberField)) {
    if (const auto number = number_in(request.form, *family)) keep_number(kernel_, appointments_, request.actor, family->situation(), *number);
  }
  const auto gone = keep(kernel_, appointments_, request.actor, *family, std::move(choices));
  if (const auto now = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"))) {
    auto again = request;
    for (const auto& [choice, why] : gone) again.query.add("gone", text(choice, why));
    if (const auto fault = fault_in(request, *now); !fault.words.empty()) return page(again, *now, "", request.form, 400, fault);
  }
  if (change && gone.empty()) return Response::see_other(evening_link(family->evening(), "/times" + see_query({*change}) + "&one=1"));
  return Response::see_other(basket_link(family->evening(), gone));
}

BasketPage::Fault BasketPage::fault_in_notes(const Request& request, const Family& family) const {
  for (const auto& one : family.held) {
    const auto field = note_field(whom_of(one));
    if (unfit_note(family.plan(), request.form.get(field)) != Why::note_too_long) continue;
    return {field, request.say->say("A message is too long: at most 1,000 letters. Nothing is lost: shorten it, and book.")};
  }
  return {};
}

BasketPage::Fault BasketPage::fault_in(const Request& request, const Family& family) const {
  if (auto fault = fault_in_notes(request, family); !fault.words.empty()) return fault;
  const auto number = typed_number(request.form);
  if (number.empty() || is_number(number) || !is_rung(family.held, family.plan())) return {};
  return {std::string(kNumberField), number_fault(*request.say)};
}

Response BasketPage::book(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  const auto picks = picks_of(request.form);
  const auto& form = request.form;
  // In the basket's own form a button may change the basket, and all that was typed comes along.
  if (form.has("drop") || form.has("change") || (form.has("basket") && !picks.empty())) return hold(request);
  return picks.empty() ? book_basket(request, *family) : book_picks(request, *family, picks);
}

Response BasketPage::book_basket(const Request& request, const Family& family) const {
  if (auto fault = fault_in_notes(request, family); !fault.words.empty()) return page(request, family, "", request.form, 400, fault);
  std::map<BookingId, std::string> notes;
  for (const auto& one : family.held) {
    const auto name = note_field(whom_of(one));
    if (request.form.has(name)) notes.emplace(one.booking, request.form.get(name));
  }
  if (is_rung(family.held, family.plan())) {
    const auto number = number_in(request.form, family);
    if (!number) return page(request, family, "", request.form, 400, {std::string(kNumberField), number_fault(*request.say)});
    keep_number(kernel_, appointments_, request.actor, family.situation(), *number);
  }
  const auto seen = seen_in(request.form);
  const auto booked = appointments_.confirm(request.actor, family.evening(), family.household(), seen, notes);
  if (booked) return Response::see_other(evening_link(family.evening(), "/booked?done=booked"));
  const auto why = booked.error().front().why;
  if (why == Why::not_open) return stage_page(kernel_, request, family);
  if (why == Why::held_anew) {
    const auto now = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
    return now ? page(request, *now, whose_change(*now, seen), request.form, 409, {}, taken_of(kernel_, *now, seen)) : kernel_.pages.sorry(request, 404);
  }
  // Some of it went: the rest stays in the basket, with what was written.
  auto choices = with_notes(in_basket(kernel_, family), family.plan(), request.form);
  return Response::see_other(basket_link(family.evening(), keep(kernel_, appointments_, request.actor, family, std::move(choices))));
}

std::vector<Gone> BasketPage::keep_too(const Request& request, const Family& family, const std::vector<Choice>& picks) const {
  const auto before = in_basket(kernel_, family);
  return keep(kernel_, appointments_, request.actor, family, with(before, noted(picks, before, request.form)));
}

Response BasketPage::ask_number(const Request& request, const Family& family, const std::vector<Choice>& picks) const {
  const auto gone = keep_too(request, family, picks);
  if (!gone.empty()) return Response::see_other(basket_link(family.evening(), gone));
  const auto now = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  return now ? page(request, *now, "", request.form, 400, {std::string(kNumberField), number_fault(*request.say)}) : kernel_.pages.sorry(request, 404);
}

Response BasketPage::book_picks(const Request& request, const Family& family, const std::vector<Choice>& picks) const {
  // What is taken back stands by itself; else the page showed all that is held: as a rule nothing.
  const bool apart = request.form.has("apart");
  if (!apart && is_rung(picks, family.plan())) {
    const auto number = number_in(request.form, family);
    if (!number) return ask_number(request, family, picks);
    keep_number(kernel_, appointments_, request.actor, family.situation(), *number);
  }
  Basket basket{.evening = family.evening(), .household = family.household(), .choices = picks, .made_by = MadeBy::parent,
                .idempotency_key = request.idempotency_key, .instead_of_holds = !apart};
  if (!apart) basket.seen = seen_in(request.form);
  const auto booked = appointments_.book(request.actor, basket);
  if (booked) return Response::see_other(evening_link(family.evening(), "/booked?done=booked"));
  const auto why = booked.error().front().why;
  if (why == Why::not_open) return stage_page(kernel_, request, family);
  const auto gone = keep_too(request, family, picks);
  return Response::see_other(basket_link(family.evening(), gone, why == Why::held_anew ? kByFamily : ""));
}

}  // namespace lodge::parents_evening
