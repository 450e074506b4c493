#include "cli/demo/evenings.h"

#include "http/router.h"

#include <lodge/errors.h>
#include <lodge/iso8601.h>

#include <ranges>
#include <set>

namespace lodge::demo {
namespace {

constexpr std::size_t kFamilies = 24, kMostTeachers = 4;
constexpr int kDaysAhead = 17;

/// The modules' pages, as somebody signed in meets them.
class Browser {
 public:
  Browser(assembly::House& house, SiteId site) : house_(house), site_(site) {
    for (auto& [name, module] : house.modules) module->add_routes(router_);
  }

  Response ask(Method method, const std::string& path, PersonId person, Roles roles, Fields form = {}) {
    auto found = router_.find(method, path);
    if (found.route == nullptr) return {.status = 404, .body = "", .headers = {}};  // the module could not be started; the journal says why
    Request request;
    request.method = method;
    request.path = path;
    request.parts = std::move(found.parts);
    request.form = std::move(form);
    request.actor.by = Actor::By::page;
    request.actor.site = site_;
    request.actor.person = person;
    request.actor.roles = roles;
    request.received_at = house_.services.clock.now();
    request.say = &house_.languages.choose("en", "");
    return found.route->route.handler(request);
  }

 private:
  assembly::House& house_;
  SiteId site_;
  http::Router router_;
};

std::string target(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value.substr(0, value.find('?'));
  }
  return {};
}

LocalDate evening_day(const assembly::House& house, SiteId site) {
  const std::chrono::sys_days first = std::chrono::sys_days(house.services.calendar.date_of(site, house.services.clock.now())) + std::chrono::days(kDaysAhead);
  for (int looked = 0; looked < 120; ++looked) {
    const auto day = first + std::chrono::days(looked);
    if (house.services.calendar.day(site, day).kind == SchoolDay::Kind::school) return day;
  }
  return first;
}

Fields evening_form(const LocalDate& day, const LocalDate& today) {
  Fields form;
  for (const auto& [name, value] : std::initializer_list<std::pair<const char*, std::string>>{
           {"title", "Years 7 to 9 parents' evening"}, {"year_group", "7"}, {"year_group", "8"}, {"year_group", "9"}, {"class_teachers", "yes"},
           {"date", date_text(day)}, {"from", "16:00"}, {"to", "19:00"}, {"slot", "10"}, {"mode", "in_person"},
           {"opens_at", date_text(std::chrono::sys_days(today) - std::chrono::days(1)) + "T18:00"}, {"closes_at", date_text(day) + "T12:00"}}) {
    form.add(name, value);
  }
  return form;
}

/// The fields of the form for the whole of each date.
void come_all_evening(const std::string& page, Fields& form) {
  constexpr std::string_view kFrom = "name=\"from-";
  for (auto at = page.find(kFrom); at != std::string::npos; at = page.find(kFrom, at + 1)) {
    const auto date = page.substr(at + kFrom.size(), RawId::kTextSize);
    form.add("from-" + date, "960");
    form.add("to-" + date, "1140");
  }
}

std::set<std::string> whom_to_see(const People& people, const Contact& contact) {
  std::set<std::string> whom;
  for (const auto& tie : people.students_of(contact.id)) {
    for (const auto* one : people.classes_of(tie.student)) {
      if (whom.size() < kMostTeachers) whom.insert(tie.student.text() + "." + one->teachers.front().text());
    }
  }
  return whom;
}

void book(Browser& browser, const People& people, const Contact& contact, const std::string& evening) {
  const auto person = same_person<PersonId>(contact.id);
  const auto page = browser.ask(Method::get, "/parents/evenings/" + evening, person, {Role::parent});
  if (page.status != 200) return;
  Fields form;
  for (const auto& one : whom_to_see(people, contact)) form.add("see", one);
  come_all_evening(page.body, form);
  if (browser.ask(Method::post, "/parents/evenings/" + evening + "/find", person, {Role::parent}, form).status != 303) return;
  browser.ask(Method::post, "/parents/evenings/" + evening + "/book", person, {Role::parent});
}

}  // namespace

void make_evening(assembly::House& house, SiteId site) {
  Browser browser(house, site);
  const auto office = PersonId::random();
  const auto today = house.services.calendar.date_of(site, house.services.clock.now());
  const auto made = browser.ask(Method::post, "/admin/evenings/new", office, {Role::office}, evening_form(evening_day(house, site), today));
  if (made.status != 303) return;
  const auto link = target(made);
  Fields first;
  first.add("version", "1");
  if (browser.ask(Method::post, link + "/publish", office, {Role::office}, first).status != 303) return;
  const auto people = house.services.directory.people(site);
  std::set<HouseholdId> families;
  // From the other end of the list than the parent who signs in, so that she has still to book.
  for (const auto* contact : people->contacts() | std::views::reverse) {
    if (families.size() >= kFamilies) break;
    if (families.insert(contact->household).second) book(browser, *people, *contact, link.substr(link.rfind('/') + 1));
  }
}

}  // namespace lodge::demo
