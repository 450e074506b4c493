#include "pages/access_pages.h"

#include "core/encoding.h"
#include "pages/api_list.h"

#include <algorithm>
#include <set>

namespace lodge::pages {
namespace {

constexpr auto kSitesSchema =
    R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["id","code","name","time_zone"],"properties":{"id":{"type":"string"},"code":{"type":"string"},"name":{"type":"string"},"time_zone":{"type":"string"}}}},"next":{"type":["string","null"],"description":"cursor of the next page"}}})";
constexpr auto kKind = R"("kind":{"type":"string","enum":["teacher","student"],"default":"teacher"},)";
constexpr auto kPeopleSchema =
    R"({"type":"object","required":["items","next"],"properties":{"items":{"type":"array","items":{"type":"object","additionalProperties":false,"required":["id","kind","name"],"properties":{"id":{"type":"string"},"kind":{"type":"string","enum":["teacher","student"]},"name":{"type":"string"},"registration_class":{"type":"string"},"year_group":{"type":"integer"}}}},"next":{"type":["string","null"],"description":"cursor of the next page"}}})";

/// By their ids, which is the order of the pages.
using Listed = std::map<std::string, Value>;

Response page_of(const Request& request, const Listed& listed) {
  const auto limit = limit_of(request);
  const auto after = core::parse_base64url(request.query.get("cursor"));
  if (!limit || !after) return malformed(request, limit ? "cursor" : "limit");
  Value::List items;
  auto one = listed.upper_bound(*after);
  for (; one != listed.end() && std::ssize(items) < *limit; ++one) items.push_back(one->second);
  const bool more = one != listed.end() && one != listed.begin();
  const auto next = more ? Value(core::to_base64url(std::prev(one)->first)) : Value();
  return Response::json(Value::Map{{"items", std::move(items)}, {"next", next}});
}

Response sites(const AccessPages& on, const Request& request) {
  Listed listed;
  for (const auto& site : core::sites(on.central)) {
    if (!on.access.may(request.actor, kReadSites, {site.id, {}})) continue;
    listed[site.id.text()] = Value::Map{{"id", site.id.text()}, {"code", site.code}, {"name", site.name}, {"time_zone", site.time_zone}};
  }
  return page_of(request, listed);
}

Value shown(const Teacher& teacher) {
  return Value::Map{{"id", teacher.id.text()}, {"kind", "teacher"}, {"name", teacher.shown()}};
}

Value shown(const Student& student) {
  Value::Map person{{"id", student.id.text()},
                    {"kind", "student"},
                    {"name", student.first_name + " " + student.surname},
                    {"registration_class", student.registration_class}};
  if (student.year_group) person["year_group"] = *student.year_group;
  return person;
}

Listed teachers(const AccessPages& on, const Request& request) {
  Listed listed;
  for (const auto* teacher : on.directory.people(request.actor.site)->teachers()) listed.emplace(teacher->id.text(), shown(*teacher));
  return listed;
}

std::set<StudentId> taught_by(const People& people, TeacherId teacher) {
  std::set<StudentId> taught;
  for (const auto* one : people.classes_taught_by(teacher)) taught.insert(one->students.begin(), one->students.end());
  for (const auto& group : people.groups())
    if (std::ranges::find(group.teachers, teacher) != group.teachers.end())
      taught.insert(group.students.begin(), group.students.end());
  return taught;
}

// A teacher, or a token that acts for one, sees those she teaches; a token of no person sees what its scope says.
Listed students(const AccessPages& on, const Request& request) {
  const auto people = on.directory.people(request.actor.site);
  const bool all = on.access.may(request.actor, kReadStudents, {request.actor.site, {}});
  const auto taught = all ? std::set<StudentId>() : taught_by(*people, same_person<TeacherId>(request.actor.person));
  Listed listed;
  for (const auto* student : people->students())
    if (all || taught.contains(student->id)) listed.emplace(student->id.text(), shown(*student));
  return listed;
}

Response people(const AccessPages& on, const Request& request) {
  const auto& kind = request.query.get("kind");
  if (kind != "" && kind != "teacher" && kind != "student")
    return malformed(request, "kind");
  if (kind != "student") return page_of(request, teachers(on, request));
  const Object own{request.actor.site, request.actor.person};
  if (!on.access.may(request.actor, kReadStudents, own))
    return Response::problem(403, "not-allowed", request.say->say("You may not see students here."));
  return page_of(request, students(on, request));
}

}  // namespace

void add_people_routes(Routes& routes, const AccessPages& on) {
  routes.add({.method = Method::get,
              .pattern = "/api/v1/sites",
              .permission = kReadSites,
              .handler = [on](const Request& request) { return sites(on, request); },
              .api = ApiDoc{"The schools that you may see", paging_query(), "", kSitesSchema}});
  routes.add({.method = Method::get,
              .pattern = "/api/v1/people",
              .permission = kReadTeachers,
              .handler = [on](const Request& request) { return people(on, request); },
              .api = ApiDoc{"Teachers, or the students that you may see", paging_query(kKind), "", kPeopleSchema}});
}

}  // namespace lodge::pages
