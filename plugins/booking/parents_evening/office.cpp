#include "office.h"

#include "book.h"
#include "settings.h"
#include "shown.h"

#include <lodge/errors.h>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kMostShown = 200;

std::string family_words(const People& people, HouseholdId household) {
  std::string words;
  for (const auto contact : people.members_of(household)) {
    words += (words.empty() ? "" : ", ") + people.name(same_person<PersonId>(contact));
  }
  return words;
}

std::string spot_words(const Kernel& kernel, const Say& say, const Plan& plan, const Appointment& one) {
  const auto site = plan.evening.site;
  const auto day = say.short_day(kernel.calendar.date_of(site, one.when.starts()));
  return say.say("{day}, {times}", {{"day", day}, {"times", time_words(kernel, say, site, one.when)}});
}

Value::List repeated(const Fields& form) {
  Value::List list;
  for (const auto& [name, value] : form.all()) {
    if (name != "form_token" && name != "sure") list.push_back(Value::Map{{"name", name}, {"value", value}});
  }
  return list;
}

}  // namespace

void add_office_route(Routes& routes, std::string pattern, Handler get, Handler post) {
  if (get) routes.add({.method = Method::get, .pattern = pattern, .permission = kManage, .handler = std::move(get)});
  if (post) routes.add({.method = Method::post, .pattern = std::move(pattern), .permission = kManage, .handler = std::move(post)});
}

std::shared_ptr<const Plan> Office::plan(const Request& request) const {
  const auto id = EveningId::parse(request.parts.get("evening"));
  return id ? setup.find(request.actor.site, *id) : nullptr;
}

Response Office::page(const Request& request, const Plan& plan, std::string_view name, std::string_view title, Value::Map values,
                      int status) const {
  values["form_token"] = request.form_token;
  values["version"] = plan.evening.version;
  values["evening"] = office_link(plan.evening.id);
  values["evening_title"] = plan.evening.title;
  return kernel.pages.page(request, "parents_evening/" + std::string(name), title, values, status);
}

Response Office::perform(const Request& request, const Plan& before, const Act& act, const Question& question) const {
  if (request.form.get("version") != std::to_string(before.evening.version)) return refused(request, before, Overtaken{}, question.back);
  std::size_t families = 0;
  if (!request.form.has("sure")) {
    const auto seen = setup.preview(request.actor, act);
    if (!seen) return refused(request, before, seen.error(), question.back);
    if (seen->families() > 0 || question.always) return ask(request, before, act, *seen, question);
  }
  const auto done = setup.apply(request.actor, act);
  if (!done) return refused(request, before, done.error(), question.back);
  families = done->families();
  return Response::see_other(question.back + "?done=" + question.done + (families > 0 ? "&families=" + std::to_string(families) : ""));
}

Response Office::ask(const Request& request, const Plan& before, const Act& act, const Outcome& outcome, const Question& question) const {
  const auto& say = *request.say;
  const auto people = kernel.directory.people(request.actor.site);
  Value::List rows;
  std::size_t lost = 0;
  for (const auto& [household, some] : touched(outcome.fates)) {
    for (const auto* fate : some) {
      lost += fate->after ? 0U : 1U;
      if (rows.size() >= kMostShown) continue;
      rows.push_back(Value::Map{{"family", family_words(*people, household)},
                                {"student", people->name(same_person<PersonId>(fate->before.student))},
                                {"teacher", people->name(same_person<PersonId>(fate->before.teacher))},
                                {"was", spot_words(kernel, say, before, fate->before)},
                                {"kept", fate->after.has_value()},
                                {"becomes", fate->after ? spot_words(kernel, say, act.after, *fate->after) : ""}});
    }
  }
  const auto families = outcome.families();
  Value::Map values{{"sentence", question.sentence},
                    {"button", question.button},
                    {"back", question.back},
                    {"action", request.path},
                    {"fields", repeated(request.form)},
                    {"any", families > 0},
                    {"families", say.say_many("{count} family is touched and gets one message.", "{count} families are touched. Each gets one message.",
                                              static_cast<std::int64_t>(families))},
                    {"lost", lost == 0 ? "" : say.say_many("For {count} appointment there is no time left: the family is asked to choose anew.",
                                                           "For {count} appointments there is no time left: the families are asked to choose anew.",
                                                           static_cast<std::int64_t>(lost))},
                    {"rows", std::move(rows)}};
  return page(request, before, "touches", question.title, std::move(values));
}

Response Office::refused(const Request& request, const Plan& plan, const SetupRefusal& why, const std::string& back) const {
  const auto& say = *request.say;
  const auto* clashes = std::get_if<std::vector<InTheWay>>(&why);
  Value::Map values{{"back", back}, {"overtaken", clashes == nullptr}};
  if (clashes != nullptr) values["clashes"] = in_the_way(request, *clashes);
  return page(request, plan, "in_the_way", say.say("Nothing was changed"), std::move(values), 409);
}

std::string Office::who_has(const Request& request, const InTheWay& clash) const {
  const auto& say = *request.say;
  if (clash.taken.by_kind == kSittingKind) return say.say("a parents' evening");
  const auto lesson = kernel.database.read([&](Reader& reader) { return kernel.timetable.lesson(reader, clash.taken.by); });
  if (lesson) return say.say("a lesson, {classes}", {{"classes", lesson->classes.empty() ? lesson->subject : lesson->classes.front()}});
  const auto name = clash.by ? kernel.directory.people(request.actor.site)->name(clash.by->owner) : "";
  return name.empty() ? say.say("somebody else") : name;
}

Value::List Office::in_the_way(const Request& request, const std::vector<InTheWay>& clashes) const {
  const auto& say = *request.say;
  const auto site = request.actor.site;
  const auto rooms = kernel.rooms.rooms(site);
  const auto people = kernel.directory.people(site);
  Value::List list;
  for (const auto& clash : clashes) {
    const auto* room = rooms->room(room_of(clash.taken.wanted.resource));
    const auto name = room != nullptr ? room->name : people->name(same_person<PersonId>(clash.taken.wanted.resource));
    const auto held = clash.by && !clash.by->wants.empty() ? clash.by->wants.front().when : clash.taken.clash;
    list.push_back(Value::Map{{"words", say.say("{name} is booked {times}, {day}, by {who}.",
                                                {{"name", name}, {"times", time_words(kernel, say, site, held)},
                                                 {"day", day_words(kernel, say, site, held.starts())}, {"who", who_has(request, clash)}})}});
  }
  return list;
}

}  // namespace lodge::parents_evening
