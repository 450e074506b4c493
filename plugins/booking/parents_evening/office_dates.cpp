#include "office_dates.h"

#include "appointments.h"
#include "night.h"
#include "shown.h"

#include <lodge/iso8601.h>

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {
namespace {

using std::chrono::minutes;

std::string date_link(const Plan& plan, const EveningDate& date) { return office_link(plan.evening.id) + "/dates/" + date.id.text(); }

std::string date_words(const Say& say, const EveningDate& date) {
  return say.say_many("{day}, {times}, {mode}, {count} minute each", "{day}, {times}, {mode}, {count} minutes each", date.slot.count(),
                      {{"day", say.full_day(date.date)}, {"times", say.times(date.from, date.to)}, {"mode", mode_words(say, date.mode)}});
}

minutes read_number(const Fields& form, std::string_view field, int most) {
  const auto& text = form.get(field);
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return minutes(std::clamp(value, 0, most));
}

std::vector<const EveningDate*> still_to_end(const Plan& plan, LocalDate day, Instant now) {
  auto sittings = sittings_of(plan, day);
  std::erase_if(sittings, [&](const EveningDate* one) { return one->when.ends() <= now; });
  return sittings;
}

EveningDate later(EveningDate date, minutes by) {
  date.from += by;
  date.to += by;
  date.shifted += by;
  date.when = *Interval::make(date.when.starts() + by, date.when.ends() + by);
  return date;
}

/// The appointments of a date go with it by whole days; on the same day they stay by the clock.
Move moved(const Calendar& calendar, SiteId site, const EveningDate& before, const EveningDate& after) {
  return before.date == after.date ? Move{} : Move{.by = {{before.id, days_between(calendar, site, before, after)}}};
}

/// At its own times.
std::expected<EveningDate, UnfitDate> on_day(const Kernel& kernel, SiteId site, const EveningDate& sitting, LocalDate day) {
  auto wish = wish_of(sitting);
  wish.date = day;
  return make_date(kernel.calendar, site, wish, kernel.clock.now(), sitting.id);
}

/// What the office said of a sitting stays said of it wherever it goes.
EveningDate as_said(EveningDate after, const EveningDate& before) {
  after.called_off = before.called_off;
  if (after.mode == before.mode) after.planned = before.planned;
  if (after.from == before.from) after.shifted = before.shifted;
  return after;
}

}  // namespace

void OfficeDates::add_routes(Routes& routes) const {
  const std::string evening = "/admin/evenings/{evening}";
  add_office_route(routes, evening + "/dates/new", [this](const Request& request) { return form(request); }, [this](const Request& request) { return add(request); });
  add_office_route(routes, evening + "/dates/{date}", [this](const Request& request) { return date(request); }, [this](const Request& request) { return set_date(request); });
  add_office_route(routes, evening + "/dates/{date}/breaks", nullptr, [this](const Request& request) { return set_breaks(request); });
  add_office_route(routes, evening + "/dates/{date}/call-off", nullptr, [this](const Request& request) { return call_off(request); });
  add_office_route(routes, evening + "/dates/{date}/hold", nullptr, [this](const Request& request) { return hold_after_all(request); });
  add_office_route(routes, evening + "/dates/{date}/remove", nullptr, [this](const Request& request) { return remove(request); });
  add_office_route(routes, evening + "/shift", [this](const Request& request) { return ask_to_shift(request); }, [this](const Request& request) { return shift(request); });
  add_office_route(routes, evening + "/online", [this](const Request& request) { return ask_to_go_online(request); },
                   [this](const Request& request) { return go_online(request); });
}

Response OfficeDates::form(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto today = office_.kernel.calendar.date_of(request.actor.site, office_.kernel.clock.now());
  auto wish = plan->dates.empty() ? DateWish{today, minutes(960), minutes(1140)} : wish_of(plan->dates.back());
  wish.date = std::chrono::sys_days(wish.date) + std::chrono::days(7);
  return show(request, *plan, nullptr, wish, {});
}

Response OfficeDates::show(const Request& request, const Plan& plan, const EveningDate* date, const DateWish& wish, const OfficeFaults& faults) const {
  const auto& say = *request.say;
  auto values = date_values(say, wish);
  values["known"] = date != nullptr;
  values["action"] = date == nullptr ? office_link(plan.evening.id) + "/dates/new" : date_link(plan, *date);
  if (date != nullptr) {
    values["called_off"] = date->called_off;
    const auto with_it = meant(plan, *date, office_.kernel.clock.now());
    values["all_of"] = with_it.size() > 1 ? say.say("All of {day}.", {{"day", sitting_words(say, with_it)}}) : "";
    values["only"] = with_it.size() > 1 ? say.say("Only {times}", {{"times", say.times(date->from, date->to)}}) : "";
    values["whole_day"] = with_it.size() > 1 ? say.say("To another date goes all of {day}", {{"day", sitting_words(say, with_it)}}) : "";
    values["along"] = !request.form.has("date") || request.form.has("whole_day");
    values["removable"] = plan.dates.size() > 1 && !office_.kernel.database.read([&](Reader& reader) { return ever_booked(reader, date->id); });
    const auto breaks = std::ranges::count_if(plan.desks, [&](const Desk& desk) { return desk.date == date->id && !desk.breaks.empty(); });
    values["breaks"] = say.say_many("{count} desk has a break.", "{count} desks have a break.", breaks);
    values["break_from"] = minutes_text(date->from + (date->to - date->from) / 2 / minutes(5) * minutes(5));
    values["break_until"] = minutes_text(date->to);
  }
  faults.put_into(values);
  const auto title = date == nullptr ? say.say("A further date") : say.full_day(date->date);
  return office_.page(request, plan, "date", title, std::move(values), faults.any() ? 400 : 200);
}

Response OfficeDates::add(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto wish = read_date(request.form);
  const auto date = wish ? make_date(office_.kernel.calendar, request.actor.site, *wish, office_.kernel.clock.now()) : std::unexpected(UnfitDate::ends_before_starts);
  if (!date) {
    OfficeFaults faults;
    faults.add("date", sentence(*request.say, date.error()));
    return show(request, *plan, nullptr, wish.value_or(DateWish{}), faults);
  }
  Act act{.after = *plan};
  act.after.dates.push_back(*date);
  seat_everybody(act.after, *office_.kernel.directory.people(request.actor.site), date->id);
  return office_.perform(request, *plan, act, {.title = "", .sentence = "", .button = "", .back = office_link(plan->evening.id), .all_the_same = true});
}

Response OfficeDates::date(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* date = plan ? date_in(*plan, request) : nullptr;
  return date == nullptr ? office_.not_found(request) : show(request, *plan, date, wish_of(*date), {});
}

std::vector<const EveningDate*> OfficeDates::goes_along(const Request& request, const Plan& plan, const EveningDate& before, const EveningDate& after) const {
  if (!request.form.has("whole_day") || before.date == after.date) return {};
  auto all = meant(plan, before, office_.kernel.clock.now());
  std::erase_if(all, [&](const EveningDate* one) { return one->id == before.id; });
  return all;
}

Response OfficeDates::set_date(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* before = plan ? date_in(*plan, request) : nullptr;
  if (before == nullptr) return office_.not_found(request);
  const auto& say = *request.say;
  const auto& calendar = office_.kernel.calendar;
  const auto wish = read_date(request.form);
  auto after = wish ? make_date(calendar, request.actor.site, *wish, office_.kernel.clock.now(), before->id) : std::unexpected(UnfitDate::ends_before_starts);
  const auto refuse = [&](UnfitDate why) {
    OfficeFaults faults;
    faults.add("date", sentence(say, why));
    return show(request, *plan, before, wish.value_or(wish_of(*before)), faults);
  };
  if (!after) return refuse(after.error());
  Act act{.after = *plan, .cause = Cause::other_date};
  const auto go = [&](const EveningDate& from, const EveningDate& to) {
    act.move.by.merge(moved(calendar, request.actor.site, from, to).by);
    replace_date(act.after, as_said(to, from));
  };
  go(*before, *after);
  auto becomes = say.say("{was} becomes {is}.", {{"was", date_words(say, *before)}, {"is", date_words(say, *after)}});
  for (const auto* other : goes_along(request, *plan, *before, *after)) {
    const auto to = on_day(office_.kernel, request.actor.site, *other, after->date);
    if (!to) return refuse(to.error());
    go(*other, *to);
    becomes += " " + say.say("{was} becomes {is}.", {{"was", date_words(say, *other)}, {"is", date_words(say, *to)}});
  }
  return office_.perform(request, *plan, act,
                         {.title = say.say("Change the date"),
                          .sentence = becomes,
                          .button = say.say("Change it"), .back = date_link(*plan, *before), .all_the_same = true});
}

Response OfficeDates::set_breaks(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto* date = plan ? date_in(*plan, request) : nullptr;
  if (date == nullptr) return office_.not_found(request);
  const auto& form = request.form;
  Act act{.after = *plan};
  if (form.has("clear")) {
    for (auto& desk : act.after.desks) {
      if (desk.date == date->id) desk.breaks.clear();
    }
  } else {
    const auto& spread = form.get("spread");
    BreakWish wish{.spread = spread == "staggered" ? BreakSpread::staggered : spread == "random" ? BreakSpread::random : BreakSpread::all_at_once,
                   .from = parse_minutes(form.get("break_from")).value_or(date->from), .until = parse_minutes(form.get("break_until")).value_or(date->to),
                   .length = read_number(form, "length", 120)};
    add_breaks(act.after, date->id, wish);
  }
  const auto& say = *request.say;
  return office_.perform(request, *plan, act, {.title = say.say("Breaks"), .sentence = say.say("Some breaks fall on appointments that are booked. They go to the nearest time that is free."),
                                               .button = say.say("Add the breaks"), .back = date_link(*plan, *date)});
}

Response OfficeDates::ask_to_shift(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto now = office_.kernel.clock.now();
  std::optional<LocalDate> day;
  Value::List days;
  for (const auto& date : plan->held_dates()) {
    if (date.when.ends() <= now || day == date.date) continue;
    day = date.date;
    days.push_back(Value::Map{{"id", date.id.text()}, {"words", sitting_words(*request.say, still_to_end(*plan, *day, now))}, {"chosen", days.empty()}});
  }
  return office_.page(request, *plan, "shift", request.say->say("Everything starts later"), {{"none", days.empty()}, {"dates", std::move(days)}});
}

Response OfficeDates::shift(const Request& request) const {
  const auto plan = office_.plan(request);
  const auto id = EveningDateId::parse(request.form.get("date"));
  const auto* date = plan && id ? plan->date(*id) : nullptr;
  const auto by = read_number(request.form, "minutes", 180) / 5 * 5;
  if (date == nullptr) return office_.not_found(request);
  const auto sittings = still_to_end(*plan, date->date, office_.kernel.clock.now());
  if (by == minutes(0) || sittings.empty()) return ask_to_shift(request);
  if (std::ranges::any_of(sittings, [&](const EveningDate* one) { return one->to + by > std::chrono::days(1); })) {
    return office_.kernel.pages.sorry(request, 400, request.say->say("It would end after midnight. Move it to another date instead."));
  }
  Act act{.after = *plan, .cause = Cause::shifted, .by = by};
  for (const auto* sitting : sittings) {
    act.move.by[sitting->id] = by;
    replace_date(act.after, later(*sitting, by));
  }
  const auto& say = *request.say;
  return office_.perform(request, *plan, act,
                         {.title = say.say("Everything starts later"),
                          .sentence = say.say_many("All that is still to come begins {count} minute later.", "All that is still to come begins {count} minutes later.", by.count()),
                          .button = say.say("Shift it"), .back = office_link(plan->evening.id), .all_the_same = true});
}

Response OfficeDates::ask_to_go_online(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  return office_.page(request, *plan, "online", request.say->say("It moves online"), {{"online_link", plan->evening.online_link}, {"desk_place", std::string(kDeskPlace)}});
}

Response OfficeDates::go_online(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto& link = request.form.get("online_link");
  if (auto fault = fault_of_link(say, link); !fault.empty()) {
    OfficeFaults faults;
    faults.add("online_link", std::move(fault));
    Value::Map values{{"online_link", link}, {"desk_place", std::string(kDeskPlace)}};
    faults.put_into(values);
    return office_.page(request, *plan, "online", say.say("It moves online"), std::move(values), 400);
  }
  Act act{.after = *plan, .cause = Cause::online};
  act.after.evening.online_link = link;
  for (auto& date : act.after.dates) {
    if (date.mode != Mode::online) date.planned = date.planned.value_or(date.mode);
    date.mode = Mode::online;
  }
  renew_links(act.after, plan->evening);
  for (auto& desk : act.after.desks) {
    if (desk.mode != Mode::online) set_mode(desk, act.after.evening, Mode::online);
  }
  const auto without = desks_without_call(act.after);
  auto sentence = say.say("Every appointment keeps its time and gets a link. The rooms are given back.");
  if (without > 0) {
    sentence = say.say_many("Every appointment keeps its time. The rooms are given back. {count} desk has no address for its calls yet: give it at the desk.",
                            "Every appointment keeps its time. The rooms are given back. {count} desks have no address for their calls yet: give it at each desk.", without);
  }
  return office_.perform(request, *plan, act, {.title = say.say("It moves online"), .sentence = std::move(sentence),
                                               .button = say.say("Move it online"), .back = office_link(plan->evening.id), .done = "saved", .always = true});
}

}  // namespace lodge::parents_evening
