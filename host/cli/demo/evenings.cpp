#include "cli/demo/evenings.h"

#include "cli/demo/browsing.h"

#include <lodge/iso8601.h>

#include <ranges>
#include <set>

namespace lodge::demo {
namespace {

constexpr std::size_t kFamilies = 24;
constexpr int kDaysAhead = 17;

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
