#include "waiting_page.h"

#include "refusals.h"
#include "settings.h"
#include "shown.h"
#include "stage_page.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

Value::Map who(const Say& say, const Family& family, const Whom& whom) {
  const auto* student = family.people().student(whom.student);
  return {{"teacher", seen_words(say, family.plan(), family.people(), whom.student, whom.teacher)},
          {"subject", subject_words(family.plan(), family.people(), whom.student, whom.teacher)},
          {"child", student == nullptr ? "" : student->first_name},
          {"whom", text(whom)}};
}

/// Places that are over and of which the family may want to know; one for each teacher and child.
bool is_told_of(const Waiting& place, const std::vector<Waiting>& places) {
  const bool over = place.state == WaitingState::lapsed || place.state == WaitingState::closed;
  return over && std::ranges::none_of(places, [&](const Waiting& one) { return one.whom == place.whom && (one.in_line() || one.changed_at > place.changed_at); });
}

}  // namespace

std::string why_not(const Say& say, Joined joined) {
  switch (joined) {
    case Joined::in_line: break;
    case Joined::not_yours: return say.say("This teacher cannot be booked for your child at this evening. Please ring the school office.");
    case Joined::not_open: return say.say("Booking is not open at the moment.");
    case Joined::has_already: return say.say("You have an appointment with this teacher already.");
    case Joined::too_many: return say.say("Your child has as many appointments as the school can give. Give one back first.");
    case Joined::free_now: return say.say("There is a free time now: you need not wait.");
  }
  return {};
}

std::string waiting_link(EveningId evening, const Whom& whom) { return evening_link(evening, "/waiting?whom=" + text(whom)); }

void WaitingPage::add_routes(Routes& routes) {
  const std::string path = "/parents/evenings/{evening}/waiting";
  routes.add({.method = Method::get, .pattern = path, .permission = kAttend, .handler = [this](const Request& request) { return show(request); }});
  routes.add({.method = Method::post, .pattern = path, .permission = kAttend, .handler = [this](const Request& request) { return act(request); }});
}

Value WaitingPage::offers(const Request& request, const Family& family, const std::vector<Waiting>& places) const {
  const auto& say = *request.say;
  Value::List list;
  for (const auto& one : family.offers) {
    const auto place = std::ranges::find_if(places, [&](const Waiting& some) { return some.offer == one.booking && some.state == WaitingState::offered; });
    if (place == places.end()) continue;
    auto values = shown(kernel_, say, family.plan(), family.people(), *family.known.rooms, one);
    values["whom"] = text(place->whom);
    values["until"] = moment(kernel_, say, request.actor.site, *one.held_until);
    list.push_back(std::move(values));
  }
  return list;
}

Value WaitingPage::places(const Request& request, const Family& family, const std::vector<Waiting>& places) const {
  const auto& say = *request.say;
  const auto line = kernel_.database.read([&](Reader& reader) { return waiting_for(reader, family.evening()); });
  Value::List list;
  for (const auto& place : places) {
    if (!family.may_see(place.whom) || family.is_booked(place.whom)) continue;
    if (place.state != WaitingState::waiting && !is_told_of(place, places)) continue;
    auto values = who(say, family, place.whom);
    const auto before = static_cast<std::int64_t>(families_before(family.people(), line, place));
    values["waits"] = place.state == WaitingState::waiting;
    values["lapsed"] = place.state == WaitingState::lapsed;
    values["before"] = before == 0 ? say.say("You are next in line.") : say.say_many("{count} family is before you.", "{count} families are before you.", before);
    list.push_back(std::move(values));
  }
  return list;
}

/// The teacher whom the address names, if there is somebody to wait for.
Value WaitingPage::wanted(const Request& request, const Family& family, const std::vector<Waiting>& places) const {
  const auto whom = parse_whom(request.query.get("whom"));
  const bool in_line = whom && std::ranges::any_of(places, [&](const Waiting& one) { return one.whom == *whom && one.in_line(); });
  if (!whom || in_line || family.stage != Stage::open || !family.may_see(*whom) || family.is_booked(*whom)) return {};
  const auto line = kernel_.database.read([&](Reader& reader) { return waiting_for(reader, family.evening()); });
  const Waiting last{family.evening(), *whom, same_person<ContactId>(request.actor.person), WaitingState::waiting, Instant::max(), {}, {}, {}};
  const auto before = static_cast<std::int64_t>(families_before(family.people(), line, last));
  auto values = who(*request.say, family, *whom);
  values["before"] = before == 0 ? request.say->say("Nobody waits yet.")
                                 : request.say->say_many("{count} family waits already.", "{count} families wait already.", before);
  return values;
}

Response WaitingPage::page(const Request& request, const Family& family, const std::string& fault, int status) const {
  const auto& say = *request.say;
  const auto all = list_.places(family.people(), family.evening(), family.household());
  auto values = evening_values(kernel_, request, family);
  auto offers = this->offers(request, family, all);
  auto places = this->places(request, family, all);
  const auto wanted = this->wanted(request, family, all);
  values["none"] = offers.list()->empty() && places.list()->empty() && wanted.map() == nullptr;
  values["any_places"] = !places.list()->empty();
  values["offers"] = std::move(offers);
  values["places"] = std::move(places);
  values["wanted"] = wanted;
  values["open"] = family.stage == Stage::open;
  values["joined"] = request.query.get("done") == "joined";
  values["left"] = request.query.get("done") == "left";
  values["gone"] = request.query.get("done") == "gone";
  values["any_booked"] = !family.booked.empty();
  values["fault"] = fault;
  return kernel_.pages.page(request, "parents_evening/waiting", say.say("Waiting for a time"), values, status);
}

Response WaitingPage::show(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  return family ? page(request, *family, "", 200) : kernel_.pages.sorry(request, 404);
}

Response WaitingPage::join(const Request& request, const Family& family, const Whom& whom) const {
  const auto joined = list_.join(request.actor, family.evening(), family.household(), whom);
  if (joined == Joined::in_line) return Response::see_other(evening_link(family.evening(), "/waiting?done=joined"));
  if (joined == Joined::free_now) return Response::see_other(evening_link(family.evening(), "/times" + see_query({whom}) + "&one=1"));
  return page(request, family, why_not(*request.say, joined), 409);
}

Response WaitingPage::act(const Request& request) const {
  const auto family = find_family(kernel_, appointments_, request.actor, request.parts.get("evening"));
  if (!family) return kernel_.pages.sorry(request, 404);
  const auto whom = parse_whom(request.form.get("whom"));
  const auto& what = request.form.get("act");
  if (!whom || !family->may_see(*whom)) return kernel_.pages.sorry(request, 404);
  const auto here = [&](std::string_view rest) { return Response::see_other(evening_link(family->evening(), rest)); };
  if (what == "join") return join(request, *family, *whom);
  if (what == "take") {
    const auto taken = list_.take(request.actor, family->evening(), family->household(), *whom);
    if (taken) return here("/booked?done=booked");
    const auto why = taken.error().front().why;
    return why == Why::taken ? here("/waiting?done=gone") : page(request, *family, sentence(*request.say, why, ""), 409);
  }
  list_.leave(request.actor, family->evening(), family->household(), *whom);
  return here("/waiting?done=left");
}

}  // namespace lodge::parents_evening
