#include "office_home.h"

#include "allocating.h"
#include "appointments.h"
#include "doubtful.h"
#include "office_opening.h"
#include "roomless.h"
#include "settings.h"
#include "shown.h"
#include "told.h"

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {
namespace {

std::string audience_words(const Say& say, const Audience& audience) {
  std::vector<std::string> words;
  for (const auto year : audience.year_groups) words.push_back(say.say("Year {year}", {{"year", std::to_string(year)}}));
  for (const auto* list : {&audience.registration_classes, &audience.classes, &audience.groups}) words.insert(words.end(), list->begin(), list->end());
  return listed(say, words);
}

}  // namespace

/// Rooms that somebody had when the evening was made.
std::string OfficeHome::rooms_left_out(const Request& request) const {
  const auto rooms = office_.kernel.rooms.rooms(request.actor.site);
  std::vector<std::string> names;
  const auto& text = request.query.get("rooms");
  for (std::size_t at = 0; at < text.size(); at += RawId::kTextSize + 1) {
    const auto id = RoomId::parse(text.substr(at, RawId::kTextSize));
    if (const auto* room = id ? rooms->room(*id) : nullptr) names.push_back(room->name);
  }
  return names.empty() ? "" : request.say->say("Somebody else has these rooms then, so desks are without them: {rooms}.", {{"rooms", listed(*request.say, names)}});
}

std::string OfficeHome::roomless(const Request& request, const Plan& plan) const {
  const auto people = office_.kernel.directory.people(request.actor.site);
  std::set<std::string> names;
  for (const auto* desk : desks_without_place(plan, office_.kernel.clock.now())) names.insert(teachers_words(*request.say, *people, *desk));
  return names.empty() ? "" : request.say->say("These desks have no room: {desks}.", {{"desks", listed(*request.say, {names.begin(), names.end()})}});
}

std::string done_words(const Request& request) {
  const auto& say = *request.say;
  const auto& done = request.query.get("done");
  const auto& text = request.query.get("families");
  std::int64_t families = 0;
  std::from_chars(text.data(), text.data() + text.size(), families);
  const auto told = families == 0 ? "" : " " + say.say_many("{count} family gets a message.", "{count} families get a message each.", families);
  if (done == "made") return say.say("The evening is made. Nobody sees it until you publish it.");
  if (done == "published") return say.say("Published. Families can see it from now on.") + told;
  if (done == "cancelled") return say.say("The evening is called off.") + told;
  return done.empty() ? "" : say.say("Saved.") + told;
}

namespace {

/// "Year 9: Thursday 5 November, 6 pm" for each year group that has a time of its own.
Value::List years_of(const Kernel& kernel, const Say& say, const Plan& plan) {
  Value::List list;
  for (const auto& [year, opens] : plan.staggered) {
    list.push_back(say.say("Year {year}: {moment}", {{"year", std::to_string(year)}, {"moment", moment_words(kernel, say, plan.evening.site, opens)}}));
  }
  return list;
}

std::string reminder_words(const Kernel& kernel, const Say& say, SiteId site) {
  const auto before = kernel.settings.duration(site, kRemindBefore);
  if (before == std::chrono::seconds(0)) return say.say("None");
  if (before % std::chrono::hours(1) != std::chrono::seconds(0)) {
    return say.say_many("{count} minute before each date", "{count} minutes before each date", std::chrono::ceil<std::chrono::minutes>(before).count());
  }
  return say.say_many("{count} hour before each date", "{count} hours before each date", before / std::chrono::hours(1));
}

/// Where the pack for the night comes from by itself.
std::string pack_words(const Kernel& kernel, const Say& say, SiteId site) {
  const auto folder = kernel.settings.text(site, kPackFolder), printer = kernel.settings.text(site, kPackPrinter);
  if (folder.empty() && printer.empty()) return say.say("Not made by itself: neither a printer nor a folder is set.");
  if (folder.empty()) return say.say("Printed an hour before each date: {printer}", {{"printer", printer}});
  if (printer.empty()) return say.say("Written an hour before each date to {folder}", {{"folder", folder}});
  return say.say("Printed an hour before each date: {printer}, and written to {folder}", {{"printer", printer}, {"folder", folder}});
}

std::string pack_fault(const Say& say, PackPart part, const std::string& where, const std::string& why) {
  if (why == kPackIsOld) return say.say("The evening has changed since it was printed.");
  return part == PackPart::printer
             ? say.say("Could not be printed on {printer}. Is it on, and has it paper? Lodge goes on trying; its journal says more.", {{"printer", where}})
             : say.say("Could not be written to {folder}. Is that folder there, and may Lodge write to it? Lodge goes on trying; its journal says more.", {{"folder", where}});
}

/// Where it failed to come from, or is old: words, link (of the pack, to be printed by hand). Until the date is over.
Value::List pack_faults(const Kernel& kernel, const Say& say, const Plan& plan) {
  const auto printer = kernel.settings.text(plan.evening.site, kPackPrinter), folder = kernel.settings.text(plan.evening.site, kPackFolder);
  Value::List list;
  for (const auto& date : plan.held_dates()) {
    if (date.when.ends() <= kernel.clock.now()) continue;
    const auto link = office_link(plan.evening.id) + "/dates/" + date.id.text() + "/pack.pdf";
    for (const auto& [part, why] : kernel.database.read([&](Reader& reader) { return pack_failures(reader, date.id); })) {
      const auto& where = part == PackPart::printer ? printer : folder;
      if (why.empty() || where.empty()) continue;
      list.push_back(Value::Map{{"words", pack_fault(say, part, where, why)}, {"link", link}});
    }
  }
  return list;
}

}  // namespace

void OfficeHome::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings/{evening}", [this](const Request& request) { return home(request); });
  add_office_route(routes, "/admin/evenings/{evening}/publish", [this](const Request& request) { return ask_to_publish(request); },
                   [this](const Request& request) { return publish(request); });
  add_office_route(routes, "/admin/evenings/{evening}/cancel", [this](const Request& request) { return ask_to_cancel(request); },
                   [this](const Request& request) { return cancel(request); });
}

Value::Map OfficeHome::facts(const Request& request, const Plan& plan) const {
  const auto& say = *request.say;
  const auto& kernel = office_.kernel;
  const auto site = request.actor.site;
  const auto people = kernel.directory.people(site);
  Value::List dates;
  for (const auto& date : plan.dates) {
    dates.push_back(Value::Map{{"words", say.say("{day}, {times}", {{"day", say.full_day(date.date)}, {"times", say.times(date.from, date.to)}})},
                               {"mode", mode_words(say, date.mode)},
                               {"called_off", date.called_off},
                               {"link", office_link(plan.evening.id) + "/dates/" + date.id.text()}});
  }
  const auto seated = std::ranges::count_if(plan.desks, [](const Desk& desk) { return !desk.away; });
  const auto moment = [&](const std::optional<Instant>& when) { return moment_words(kernel, say, site, when); };
  auto faults = pack_faults(kernel, say, plan);
  return {{"dates", std::move(dates)},
          {"who", audience_words(say, plan.audience)},
          {"families", say.say_many("{count} family", "{count} families", static_cast<std::int64_t>(families(plan, *people).size()))},
          {"desks", say.say_many("{count} desk", "{count} desks", seated)},
          {"opens", moment(plan.evening.opens_at)},
          {"any_years", !plan.staggered.empty()},
          {"years", years_of(kernel, say, plan)},
          {"early", plan.early.empty() ? "" : moment(plan.evening.early_from)},
          {"closes", moment(plan.evening.closes_at)},
          {"wishes", moment(plan.evening.wishes_from)},
          {"reminders", reminder_words(kernel, say, site)},
          {"pack", faults.empty() ? pack_words(kernel, say, site) : ""},
          {"pack_faults", std::move(faults)}};
}

Response OfficeHome::home(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto now = office_.kernel.clock.now();
  auto values = facts(request, *plan);
  const auto state = plan->evening.state;
  const bool to_come = state == EveningState::published && now < plan->ends();
  const auto booked = office_.setup.appointments(plan->evening.id);
  values["state"] = state_words(say, *plan, now);
  values["done"] = done_words(request);
  values["draft"] = state == EveningState::draft;
  values["busy"] = state == EveningState::cancelled || now >= plan->ends() ? Value::List() : office_.done_without(request, *plan, office_.setup.busy(*plan));
  values["any_busy"] = !values["busy"].list()->empty();
  values["rooms_left_out"] = rooms_left_out(request);
  values["roomless"] = state == EveningState::cancelled || now >= plan->ends() ? "" : roomless(request, *plan);
  values["published"] = to_come;
  values["cancelled"] = state == EveningState::cancelled;
  values["wish_round"] = plan->evening.wishes_from.has_value();
  values["booked"] = say.say_many("{count} appointment is booked", "{count} appointments are booked",
                                  std::ranges::count(booked, AppointmentState::booked, &Appointment::state));
  values["missing"] = to_come || state == EveningState::draft ? missing(request, *plan) : Value::List();
  values["to_book"] = state == EveningState::published ? round_to_book(say, *plan) : "";
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto doubt = std::ranges::count_if(booked, [&](const Appointment& one) { return doubtful(*plan, *people, one, now); });
  values["doubtful"] = doubt == 0 ? "" : say.say_many("{count} appointment may no longer stand: the school's records changed.",
                                                      "{count} appointments may no longer stand: the school's records changed.", doubt);
  return office_.page(request, *plan, "evening", plan->evening.title, std::move(values));
}

/// What the office has to look at, for families wait for it.
std::string OfficeHome::round_to_book(const Say& say, const Plan& plan) const {
  const auto run = office_.kernel.database.read([&](Reader& reader) { return find_run(reader, plan.evening.id); });
  if (!run || run->state != "ready") return {};
  return say.say("The preference round is worked out: {placed} of {wishes} wishes are met. Nothing is booked yet, and families wait for their times.",
                 {{"placed", std::to_string(run->placed)}, {"wishes", std::to_string(run->wishes)}});
}

Value::List OfficeHome::missing(const Request& request, const Plan& plan) const {
  const auto& say = *request.say;
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto link = office_link(plan.evening.id);
  const auto now = office_.kernel.clock.now();
  Value::List list;
  const auto add = [&](std::string words, const std::string& page) { list.push_back(Value::Map{{"words", std::move(words)}, {"link", link + page}}); };
  if (plan.held_dates().empty() || plan.ends() <= now) add(say.say("It has no date that is still to come."), "/dates/new");
  if (families(plan, *people).empty()) add(say.say("No family is invited."), "/who");
  if (std::ranges::none_of(plan.desks, [](const Desk& desk) { return !desk.away; })) add(say.say("No teacher has a desk."), "/teachers");
  if (!plan.evening.opens_at && plan.staggered.empty() && !plan.evening.wishes_from) add(say.say("Nothing says when booking opens."), "/stages");
  for (auto& fault : stage_faults(say, plan, *people, now)) add(std::move(fault.words), "/stages");
  return list;
}

Response OfficeHome::ask_to_publish(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  auto values = facts(request, *plan);
  auto missing = this->missing(request, *plan);
  values["ready"] = missing.empty();
  values["missing"] = std::move(missing);
  return office_.page(request, *plan, "publish", request.say->say("Publish the evening"), std::move(values));
}

Response OfficeHome::publish(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  if (!missing(request, *plan).empty() || plan->evening.state != EveningState::draft) return ask_to_publish(request);
  Act act{.after = *plan};
  act.after.evening.state = EveningState::published;
  const auto link = office_link(plan->evening.id);
  return office_.perform(request, *plan, act, {.title = "", .sentence = "", .button = "", .back = link, .done = "published"});
}

Response OfficeHome::ask_to_cancel(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  return office_.page(request, *plan, "call_off", request.say->say("Call the evening off"), {});
}

Response OfficeHome::cancel(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  Act act{.after = *plan, .move = {.by = {}, .cancels = true}, .cause = Cause::cancelled};
  act.after.evening.state = EveningState::cancelled;
  return office_.perform(request, *plan, act,
                         {.title = say.say("Call the evening off"),
                          .sentence = say.say("The evening is called off for good, its rooms and its teachers' time are given back. This cannot be undone."),
                          .button = say.say("Call it off"), .back = office_link(plan->evening.id), .done = "cancelled", .always = true});
}

}  // namespace lodge::parents_evening
