#include "cli/demo/browsing.h"

#include <lodge/errors.h>

namespace lodge::demo {
namespace {

constexpr std::size_t kMostTeachers = 4;

/// What a page of the basket says that it shows, for its "Book".
Fields held_in(const std::string& page) {
  constexpr std::string_view kHeld = "name=\"held\" value=\"";
  Fields form;
  for (auto at = page.find(kHeld); at != std::string::npos; at = page.find(kHeld, at)) {
    at += kHeld.size();
    form.add("held", page.substr(at, page.find('"', at) - at));
  }
  return form;
}

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

}  // namespace

std::string target(const Response& response) {
  for (const auto& [name, value] : response.headers) {
    if (name == "Location") return value.substr(0, value.find('?'));
  }
  return {};
}

void book(Browser& browser, const People& people, const Contact& contact, const std::string& evening) {
  const auto person = same_person<PersonId>(contact.id);
  const auto here = "/parents/evenings/" + evening;
  const auto page = browser.ask(Method::get, here, person, {Role::parent});
  if (page.status != 200) return;
  Fields form;
  for (const auto& one : whom_to_see(people, contact)) form.add("see", one);
  come_all_evening(page.body, form);
  if (browser.ask(Method::post, here + "/find", person, {Role::parent}, form).status != 303) return;
  const auto basket = browser.ask(Method::get, here + "/basket", person, {Role::parent});
  browser.ask(Method::post, here + "/book", person, {Role::parent}, held_in(basket.body));
}

}  // namespace lodge::demo
