#include "core/directory/words.h"
#include "pages/family_pages.h"
#include "pages/form.h"
#include "pages/message_pages.h"

#include <lodge/names.h>

#include <algorithm>
#include <array>

namespace lodge::pages {
namespace {

constexpr std::size_t kMostShown = 50, kLongestNote = 2000;

bool fits(std::span<const std::string> typed, const People& people, const Contact& contact) {
  if (searches_for(typed, std::array{full_name(contact)})) return true;
  return std::ranges::any_of(people.students_of(contact.id), [&](const Tie& tie) {
    const auto* child = people.student(tie.student);
    return child != nullptr && searches_for(typed, std::array{child->first_name + " " + child->surname});
  });
}

std::string children_words(const People& people, const Contact& contact) {
  std::string text;
  for (const auto& tie : people.students_of(contact.id)) {
    const auto* child = people.student(tie.student);
    if (child == nullptr) continue;
    text += (text.empty() ? "" : ", ") + child->first_name + " " + child->surname;
    if (!child->registration_class.empty()) text += " (" + child->registration_class + ")";
  }
  return text;
}

Response search(const FamilyPages& on, const Request& request) {
  const auto people = on.directory.people(request.actor.site);
  const auto typed = name_words(request.query.get("q"));
  Value::List found;
  for (const auto* contact : people->contacts()) {
    if (typed.empty() || found.size() > kMostShown || people->students_of(contact->id).empty() || !fits(typed, *people, *contact)) continue;
    found.push_back(Value::Map{{"href", link_to(*contact)}, {"name", full_name(*contact)}, {"children", children_words(*people, *contact)}});
  }
  const bool more = found.size() > kMostShown;
  if (more) found.pop_back();
  Value::Map values{{"form_token", request.form_token}, {"q", request.query.get("q")}, {"none", !typed.empty() && found.empty()}, {"more", more},
                    {"messages", message_trouble_words(on.central, request)}, {"families", std::move(found)}};
  return on.pages.page(request, "host/families", request.say->say("Families"), values);
}

Response show(const FamilyPages& on, const Request& request) {
  const auto people = on.directory.people(request.actor.site);
  const auto* contact = contact_of(*people, request);
  if (contact == nullptr) return on.pages.sorry(request, 404);
  return on.pages.page(request, "host/family", full_name(*contact), family_values(on, request, *people, *contact));
}

Response ask_about_rule(const FamilyPages& on, const Request& request, const Contact& contact, const Student& student,
                        const std::vector<std::string>& besides) {
  auto values = form_values(request);
  values["student"] = student.id.text();
  values["name"] = student.first_name + " " + student.surname;
  values["rule"] = request.form.get("rule");
  values["words"] = rule_words(*request.say, core::contact_rule(request.form.get("rule")));
  values["note"] = request.form.get("note");
  values["action"] = link_to(contact) + "/rule";
  values["back"] = link_to(contact);
  values["besides"] = sentences_shown(besides);
  return on.pages.page(request, "host/family_rule", request.say->say("Who may book"), values);
}

Response set_rule(const FamilyPages& on, const Request& request) {
  const auto people = on.directory.people(request.actor.site);
  const auto* contact = contact_of(*people, request);
  const auto student = StudentId::parse(request.form.get("student"));
  const auto rule = core::contact_rule(request.form.get("rule"));
  if (contact == nullptr || !student || people->student(*student) == nullptr || core::word_of(rule) != request.form.get("rule")) {
    return on.pages.sorry(request, 404);
  }
  const auto& note = request.form.get("note");
  if (note.size() > kLongestNote) return on.pages.sorry(request, 400, request.say->say("That note is too long. Shorten it."));
  if (!request.form.has("sure")) {
    const auto besides = on.rules.preview(request.actor, *student, rule, *request.say);
    if (!besides.empty()) return ask_about_rule(on, request, *contact, *people->student(*student), besides);
  }
  if (!on.rules.set(request.actor, *student, rule, note, *request.say)) {
    return on.pages.sorry(request, 409, request.say->say("Somebody else is changing families just now, so nothing was changed. Please try once more in a moment."));
  }
  return Response::see_other(link_to(*contact) + "?done=rule");
}

Response let_in(const FamilyPages& on, const Request& request) {
  const auto people = on.directory.people(request.actor.site);
  const auto* contact = contact_of(*people, request);
  const auto code = contact == nullptr ? std::nullopt : on.sign_in.telephone_code(request.actor, contact->id);
  if (!code) return on.pages.sorry(request, 404);
  const Value values = Value::Map{{"code", *code}, {"name", full_name(*contact)}, {"href", link_to(*contact)},
                                  {"address", on.public_url + "/parents/letter"}};
  return on.pages.page(request, "host/family_code", request.say->say("A code for the telephone"), values);
}

}  // namespace

const Contact* contact_of(const People& people, const Request& request) {
  const auto id = ContactId::parse(request.parts.get("contact"));
  const auto* contact = id ? people.contact(*id) : nullptr;
  return contact == nullptr || people.students_of(contact->id).empty() ? nullptr : contact;
}

Value::List sentences_shown(const std::vector<std::string>& sentences) {
  Value::List shown;
  for (const auto& words : sentences) shown.push_back(Value::Map{{"words", words}});
  return shown;
}

std::string full_name(const Contact& contact) {
  return (contact.title.empty() ? "" : contact.title + " ") + contact.first_name + " " + contact.surname;
}

std::string link_to(const Contact& contact) { return "/admin/families/" + contact.id.text(); }

void add_family_routes(Routes& routes, const FamilyPages& on) {
  routes.add({Method::get, "/admin/families", kManageFamilies, [on](const Request& request) { return search(on, request); }});
  routes.add({Method::get, "/admin/families/{contact}", kManageFamilies, [on](const Request& request) { return show(on, request); }});
  routes.add({Method::post, "/admin/families/{contact}/rule", kManageFamilies, [on](const Request& request) { return set_rule(on, request); }});
  routes.add({Method::post, "/admin/families/{contact}/let-in", kManageFamilies, [on](const Request& request) { return let_in(on, request); }});
}

std::vector<NavigationEntry> family_navigation() { return {{"/admin/families", "Families", kManageFamilies}}; }

void register_family_pages(Routes& routes, const FamilyPages& on) {
  add_family_routes(routes, on);
  add_regrouping_routes(routes, on);
  add_attempt_routes(routes, on);
}

}  // namespace lodge::pages
