#include "office.h"

#include "book.h"
#include "settings.h"
#include "shown.h"

#include <lodge/errors.h>

namespace lodge::parents_evening {

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

Response Office::perform(const Request& request, const Plan& before, const Act& wished, const Question& question) const {
  const auto& form = request.form;
  const bool meanwhile = form.get("version") != std::to_string(before.evening.version);
  auto act = wished;
  act.move.spreads = form.has("keep_apart") && !form.has("leave_close");
  if (meanwhile || !form.has("sure")) {
    auto seen = setup.preview(request.actor, act);
    if (!seen) return refused(request, before, seen.error(), question.back);
    const Preview preview{before, act, std::move(*seen), informed(before, act), meanwhile};
    if (preview.tells() || question.always) return show(request, preview, question);
  }
  const auto done = setup.apply(request.actor, act);
  if (!done) return refused(request, before, done.error(), question.back);
  const auto families = done->families();
  return Response::see_other(question.back + "?done=" + question.done + (families > 0 ? "&families=" + std::to_string(families) : ""));
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
