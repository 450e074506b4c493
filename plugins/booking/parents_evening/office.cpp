#include "office.h"

#include "book.h"
#include "office_opening.h"
#include "settings.h"
#include "shown.h"

#include <lodge/errors.h>
#include <lodge/rooms.h>

#include <algorithm>
#include <set>

namespace lodge::parents_evening {
namespace {

/// Several desks may miss the same.
std::vector<InTheWay> each_once(const std::vector<InTheWay>& clashes) {
  std::vector<InTheWay> some;
  std::set<std::pair<ResourceId, BookingId>> seen;
  for (const auto& clash : clashes) {
    if (seen.emplace(clash.taken.wanted.resource, clash.taken.by).second) some.push_back(clash);
  }
  return some;
}

/// How the evening does without what somebody has.
std::string without_words(const Say& say, const Plan& plan, const Taken& taken, bool is_room) {
  const auto resource = taken.wanted.resource;
  const auto sits = [&](const DeskTeacher& seat) { return diary_of(seat.who_sits()) == resource; };
  for (const auto& desk : plan.desks) {
    if (desk.slots == 0 || !desk.when(0, desk.slots).overlaps(taken.clash)) continue;
    if (is_room && !desk.away && desk.room && resource_of(*desk.room) == resource) {
      return say.say("The evening has the room until then. What comes after needs another place.");
    }
    if (!is_room && std::ranges::any_of(desk.teachers, sits)) {
      return desk.away ? say.say("Nobody is seen at the desk on that day.") : say.say("The desk has a break then.");
    }
  }
  if (is_room) return say.say("Desks are without the room.");
  const bool interprets = std::ranges::any_of(plan.interpreters, [&](const Interpreter& one) { return one.teacher && diary_of(*one.teacher) == resource; });
  return interprets ? say.say("Nobody interprets instead.") : say.say("The others at the desk stay.");
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

std::optional<Response> Office::look(const Request& request, const Plan& before, Act act, const Question& question, std::string meanwhile) const {
  act.all_the_same = question.all_the_same;
  act.clashes_shown.clear();
  auto seen = setup.preview(request.actor, act);
  if (!seen) return refused(request, before, seen.error(), question.back);
  const Preview preview{before, act, std::move(*seen), informed(before, act), stage_warnings(kernel, *request.say, before, act.after), std::move(meanwhile)};
  return preview.tells() || question.always ? std::optional(show(request, preview, question)) : std::nullopt;
}

Response Office::perform(const Request& request, const Plan& before, const Act& wished, const Question& question) const {
  const auto& say = *request.say;
  const auto& form = request.form;
  const bool meanwhile = form.get("version") != std::to_string(before.evening.version);
  auto act = wished;
  act.move.spreads = form.has("keep_apart") && !form.has("leave_close");
  act.tells_invited = form.has("tell_invited");
  const bool sure = form.has("sure") && !meanwhile;
  if (!sure) {
    auto asked = look(request, before, act, question, meanwhile ? say.say("The evening was changed since you opened the page. This is what your change does now.") : "");
    if (asked) return std::move(*asked);
  }
  act.clashes_shown = sure ? form.get("all_the_same") : "";
  act.all_the_same = question.all_the_same && !act.clashes_shown.empty();  // as it was shown
  const auto done = setup.apply(request.actor, act);
  if (!done && question.all_the_same && std::holds_alternative<std::vector<InTheWay>>(done.error())) {
    auto asked = look(request, before, act, question, say.say("Somebody has booked or given back time since you looked. This is what your change does now."));
    if (asked) return std::move(*asked);
  }
  if (!done) return refused(request, before, done.error(), question.back);
  const auto families = done->families() + (act.tells_invited ? done->invited.size() : 0);
  const auto& back = done->left_out.empty() ? question.back : office_link(before.evening.id);  // where most of it stays listed
  return Response::see_other(back + "?done=" + question.done + (families > 0 ? "&families=" + std::to_string(families) : ""));
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

std::string Office::booked_words(const Request& request, const InTheWay& clash) const {
  const auto& say = *request.say;
  const auto site = request.actor.site;
  const auto resource = clash.taken.wanted.resource;
  const auto rooms = kernel.rooms.rooms(site);
  const auto* room = rooms->room(room_of(resource));
  const auto name = room != nullptr ? room->name : kernel.directory.people(site)->name(same_person<PersonId>(resource));
  const auto held = clash.by && !clash.by->wants.empty() ? clash.by->wants.front().when : clash.taken.clash;
  return say.say("{name} is booked {times}, {day}, by {who}.", {{"name", name}, {"times", time_words(kernel, say, site, held)},
                                                                {"day", day_words(kernel, say, site, held.starts())}, {"who", who_has(request, clash)}});
}

Value::List Office::in_the_way(const Request& request, const std::vector<InTheWay>& clashes) const {
  Value::List list;
  for (const auto& clash : each_once(clashes)) list.push_back(Value::Map{{"words", booked_words(request, clash)}});
  return list;
}

Value::List Office::done_without(const Request& request, const Plan& plan, const std::vector<InTheWay>& clashes) const {
  Value::List list;
  const auto rooms = kernel.rooms.rooms(request.actor.site);
  for (const auto& clash : each_once(clashes)) {
    const bool is_room = rooms->room(room_of(clash.taken.wanted.resource)) != nullptr;
    list.push_back(Value::Map{{"words", booked_words(request, clash)}, {"without", without_words(*request.say, plan, clash.taken, is_room)}});
  }
  return list;
}

}  // namespace lodge::parents_evening
