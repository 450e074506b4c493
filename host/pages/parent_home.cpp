#include "core/access/access_table.h"
#include "core/access/roles.h"
#include "pages/form.h"
#include "pages/language_choice.h"
#include "pages/parent_pages.h"

#include <lodge/parents.h>

namespace lodge::pages {
namespace {

std::string own_page(const Actor& actor) { return core::is_parent(actor.roles) ? "/parents" : "/staff/rooms"; }

Response who_are_you(const ParentPages& on, const Request& request) {
  if (request.actor.by == Actor::By::page) return Response::see_other(own_page(request.actor));
  auto values = form_values(request);
  values["out"] = request.query.has("out");
  values["language_choice"] = language_choice(on.languages, request, "/");
  return on.pages.page(request, "host/who_are_you", request.say->say("Who are you?"), values);
}

Value::List children(const People& people, const Actor& actor, const Say& say) {
  Value::List shown;
  for (const auto* child : children_of(people, household_of(people, actor.person))) {
    const auto& form = child->registration_class;
    shown.push_back(Value::Map{{"name", child->first_name + " " + child->surname},
                               {"form", form.empty() ? "" : say.say("Class {class}", {{"class", form}})}});
  }
  return shown;
}

Value::List ways(const ParentPages& on, const Request& request) {
  Value::List shown;
  for (const auto& way : on.ways) {
    if (!on.access.may(request.actor, way.permission)) continue;
    shown.push_back(Value::Map{{"href", way.href}, {"words", request.say->say(way.words)}});
  }
  return shown;
}

Response home(const ParentPages& on, const Request& request) {
  const auto& say = *request.say;
  auto values = form_values(request);
  auto offered = ways(on, request);
  auto known = children(*on.directory.people(request.actor.site), request.actor, say);
  values["nothing_to_do"] = offered.empty() && !known.empty();
  values["no_children"] = known.empty();
  values["children"] = std::move(known);
  values["ways"] = std::move(offered);
  values["office"] = office_words(on, request, request.actor.site);
  values["language_choice"] = language_choice(on.languages, request, "/parents");
  return on.pages.page(request, "host/parents", say.say("Your children"), values);
}

}  // namespace

std::string office_words(const ParentPages& on, const Request& request, SiteId site) {
  const auto telephone = on.settings.text(site, core::kOfficeTelephone);
  if (telephone.empty()) return request.say->say("Or telephone the school office.");
  return request.say->say("Or telephone the school office, {telephone}.", {{"telephone", telephone}});
}

void add_parent_home_routes(Routes& routes, const ParentPages& on) {
  routes.add({Method::get, "/", kAnybody, [on](const Request& request) { return who_are_you(on, request); }});
  routes.add({Method::get, "/parents", kParentsHome, [on](const Request& request) { return home(on, request); }});
}

void register_parent_pages(Routes& routes, const ParentPages& on) {
  add_parent_home_routes(routes, on);
  add_ladder_routes(routes, on);
  add_language_route(routes, on.languages, on.accounts);
}

}  // namespace lodge::pages
