#pragma once
#include "plugins/parents_evening/school.h"

#include "appointments.h"

#include <lodge/json.h>

namespace lodge::parents_evening {

/// Families of the school at their pages.
class AFamily : public testing::TestWithParam<Engine> {
 protected:
  using Pairs = std::initializer_list<std::pair<std::string, std::string>>;
  std::string here(const std::string& rest = {}) const { return "/parents/evenings/" + school_.evening.text() + rest; }
  static std::string whom(StudentId student, TeacherId teacher) { return student.text() + "." + teacher.text(); }
  std::string slot(TeacherId teacher, int number) const { return school_.desk(teacher).id.text() + "." + std::to_string(number); }
  static std::string target(const Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name == "Location") return value;
    }
    return "";
  }
  Response post(ContactId who, const std::string& path, Pairs pairs) {
    Fields form;
    for (const auto& [name, value] : pairs) form.add(name, value);
    return seen(who, school_.post(school_.parent(who), path, std::move(form)));
  }
  Response get(ContactId who, const std::string& path) { return seen(who, school_.get(school_.parent(who), path)); }
  std::string page(ContactId who, const std::string& path) { return get(who, path).body; }
  /// A form is sent, and the page to which it leads is looked at.
  std::string page_after(ContactId who, const std::string& path, Pairs pairs) {
    const auto answer = post(who, path, pairs);
    return answer.status == 303 ? page(who, target(answer)) : answer.body;
  }
  Response api(ContactId who, Method method, const std::string& rest, const std::string& json = "{}", const std::string& key = {}) {
    auto request = school_.request(school_.parent(who), "/api/v1/evenings/" + school_.evening.text() + rest);
    request.method = method;
    request.json = *parse_json(json);
    request.idempotency_key = key;
    return seen(who, school_.serve(std::move(request)));
  }
  /// Everything that a contact was ever answered.
  Response seen(ContactId who, Response response) {
    answered_[who] += response.body;
    for (const auto& [name, value] : response.headers) answered_[who] += name + ": " + value + "\n";
    return response;
  }
  std::string date() const { return school_.plan()->dates[0].id.text(); }
  std::string find_all(ContactId who) {
    return page_after(who, here("/find"), {{"see", whom(school_.maya, school_.okafor)}, {"see", whom(school_.maya, school_.lowther)},
                                           {"see", whom(school_.leo, school_.bo)}, {"from-" + date(), "990"}, {"to-" + date(), "1080"}});
  }
  /// What a page's form says that it shows.
  static Fields held_in(const std::string& page) {
    constexpr std::string_view kField = "name=\"held\" value=\"";
    Fields form;
    for (auto at = page.find(kField); at != std::string::npos; at = page.find(kField, at)) {
      at += kField.size();
      form.add("held", page.substr(at, page.find('"', at) - at));
    }
    return form;
  }
  /// "Book" on a page of the basket, which may be an old one.
  Response press_book(ContactId who, const std::string& basket, Pairs more = {}) {
    auto form = held_in(basket);
    for (const auto& [name, value] : more) form.add(name, value);
    return seen(who, school_.post(school_.parent(who), here("/book"), std::move(form)));
  }
  std::string book_basket(ContactId who) {
    const auto answer = press_book(who, page(who, here("/basket")));
    return answer.status == 303 ? page(who, target(answer)) : answer.body;
  }
  std::string find_one(ContactId who, TeacherId teacher, int minutes) {
    return page_after(who, here("/find"), {{"see", whom(school_.maya, teacher)}, {"from-" + date(), std::to_string(minutes)}, {"to-" + date(), "1080"}});
  }
  /// The private address of a calendar, as the page shows it to whoever made one.
  std::string calendar_path(ContactId who) {
    const auto shown = page(who, here("/booked"));
    const auto at = shown.find("/parents/calendar/", shown.find("id=\"feed\""));
    return shown.substr(at, shown.find('"', at) - at);
  }
  /// What a calendar is answered that fetches it by itself: no cookie, no language.
  Response fetched(const std::string& path) { return school_.get({Actor::By::nobody, school_.site, {}, {}, {}, {}}, path); }
  std::vector<Appointment> booked(HouseholdId household) const {
    auto all = school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, household); });
    std::erase_if(all, [](const Appointment& one) { return one.state != AppointmentState::booked; });
    return all;
  }

  mutable test::EveningSchool school_{GetParam()};
  std::map<ContactId, std::string> answered_;
};

}  // namespace lodge::parents_evening
