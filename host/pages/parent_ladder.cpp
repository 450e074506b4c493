#include "core/access/cookies.h"
#include "core/access/roles.h"
#include "core/parents/codes.h"
#include "core/sites/sites.h"
#include "pages/access_pages.h"
#include "pages/form.h"
#include "pages/language_choice.h"
#include "pages/login_cookies.h"
#include "pages/parent_pages.h"
#include "pages/wait_words.h"

#include <algorithm>

namespace lodge::pages {
namespace {

using core::ParentSignIn;

constexpr std::size_t kLongestName = 200;

std::string then_of(const Fields& fields) {
  const auto then = own_path(fields.get("then"), "");
  return then == "/parents" || then == "/kept" || then.starts_with("/parents/") || then.starts_with("/parents?") ? then : "";
}

Response too_late(const Fields& fields) {
  const auto then = then_of(fields);
  return Response::see_other(with_then("/parents/sign-in", then) + (then.empty() ? "?late=1" : "&late=1"));
}

std::string with_ticket(std::string_view ticket, const std::string& then) {
  auto path = "/parents/code?ticket=" + std::string(ticket);
  return then.empty() ? path : path + "&" + with_then("", then).substr(1);
}

Value::List schools(const std::vector<core::Site>& sites, const std::string& chosen) {
  Value::List shown;
  for (const auto& site : sites) shown.push_back(Value::Map{{"code", site.code}, {"words", site.name}, {"chosen", site.code == chosen}});
  return shown;
}

/// The school that was chosen, or the only one.
const core::Site* site_of(const std::vector<core::Site>& sites, const std::string& code) {
  if (sites.size() == 1) return &sites.front();
  const auto found = std::ranges::find(sites, code, &core::Site::code);
  return found == sites.end() ? nullptr : &*found;
}

struct Shown {
  FormFaults faults;
  int status = 200;
  std::string note;
};

Response show_form(const ParentPages& on, const Request& request, const Shown& shown) {
  const auto& form = request.method == Method::post ? request.form : Fields();
  const auto sites = core::sites(on.central);
  auto values = form_values(request);
  for (const auto* name : {"parent", "child", "born_or_class"}) values[name] = form.get(name);
  const auto* site = site_of(sites, form.get("school"));
  values["several"] = sites.size() > 1;
  values["schools"] = schools(sites, form.get("school"));
  const auto then = then_of(request.method == Method::post ? request.form : request.query);
  values["then"] = then;
  values["letter"] = with_then("/parents/letter", then);
  values["note"] = shown.note;
  values["office"] = office_words(on, request, site != nullptr ? site->id : SiteId());
  values["language_choice"] = language_choice(on.languages, request, with_then("/parents/sign-in", then));
  shown.faults.put_into(values);
  return on.pages.page(request, "host/parents_sign_in", request.say->say("Sign in as a parent or carer"), values, shown.status);
}

Response begin(const ParentPages& on, const Request& request) {
  const auto then = then_of(request.query);
  if (core::is_parent(request.actor.roles)) return Response::see_other(own_path(then, "/parents"));
  Shown shown;
  if (request.query.has("late")) shown.note = request.say->say("That code is not good any more. Ask for a new one here.");
  return show_form(on, request, shown);
}

FormFaults judge(const Request& request, bool no_school) {
  const auto& say = *request.say;
  const auto& form = request.form;
  FormFaults faults;
  if (no_school) faults.add("school", say.say("Choose your child's school."));
  if (form.get("parent").empty()) faults.add("parent", say.say("Type your own name."));
  if (form.get("child").empty()) faults.add("child", say.say("Type the name of one of your children."));
  if (form.get("born_or_class").empty()) faults.add("born_or_class", say.say("Type your child's date of birth, or the class."));
  for (const auto* name : {"parent", "child", "born_or_class"}) {
    if (form.get(name).size() > kLongestName) faults.add(name, say.say("That is too long for a name. Shorten it."));
  }
  return faults;
}

Response too_many(const ParentPages& on, const Request& request, std::chrono::seconds wait) {
  Shown shown{.faults = {}, .status = 429, .note = {}};
  shown.faults.add("parent", request.say->say("Too many people have asked from where you are. You can try again {when}.",
                                              {{"when", wait_words(*request.say, wait)}}));
  return show_form(on, request, shown).with("Retry-After", std::to_string(wait.count()));
}

// Nobody is looked up here: whoever asks is answered alike and as fast.
Response ask(const ParentPages& on, const Request& request) {
  const auto sites = core::sites(on.central);
  const auto* site = site_of(sites, request.form.get("school"));
  const auto faults = judge(request, site == nullptr);
  if (faults.any()) return show_form(on, request, {.faults = faults, .status = 422, .note = {}});
  if (const auto wait = on.sign_in.too_many_knocks(request.address)) return too_many(on, request, *wait);
  const auto& form = request.form;
  const core::TypedNames names{form.get("parent"), form.get("child"), form.get("born_or_class")};
  const auto knock = on.knocks.knock(site->id, names, request.say->language(), request.address);
  return Response::see_other(with_ticket(on.sign_in.ticket_for(site->id, knock), then_of(form)));
}

Response show_code(const ParentPages& on, const Request& request, const Fields& fields, const FormFaults& faults, int status) {
  if (!on.sign_in.ticket_is_good(fields.get("ticket"))) return too_late(fields);
  auto values = form_values(request);
  values["ticket"] = fields.get("ticket");
  values["then"] = then_of(fields);
  values["office"] = office_words(on, request, on.sign_in.site_of(fields.get("ticket")));
  faults.put_into(values);
  return on.pages.page(request, "host/parents_code", request.say->say("Look in your e-mail"), values, status);
}

/// The language chosen at the door goes before one that was kept another day.
void keep_language(const ParentPages& on, const Request& request, PersonId person) {
  const auto& chosen = request.cookies.get(core::kLanguageCookie);
  if (chosen.empty()) return;
  Actor actor;
  actor.person = person;
  on.accounts.set_language(actor, on.languages.choose(chosen, "").language());
}

/// Whoever was signed in here before is not any more.
Response go_in(const ParentPages& on, const Request& request, const ParentSignIn::SignedIn& in) {
  if (request.actor.by == Actor::By::page) on.sessions.end(request.actor, login_session_of(request));
  keep_language(on, request, in.person);
  return with_login(Response::see_other(own_path(then_of(request.form), "/parents")), in.secret);
}

std::string wait_sentence(const Say& say, const ParentSignIn::TooMany& slow) {
  return say.say("There were several wrong tries. You can try again {when}.", {{"when", wait_words(say, slow.wait)}});
}

Response give_code(const ParentPages& on, const Request& request) {
  const auto& say = *request.say;
  const auto& form = request.form;
  const auto answer = on.sign_in.with_digits(form.get("ticket"), form.get("code"), request.address, say.language());
  if (const auto* in = std::get_if<ParentSignIn::SignedIn>(&answer)) return go_in(on, request, *in);
  if (std::holds_alternative<ParentSignIn::TooLate>(answer)) return too_late(form);
  FormFaults faults;
  const auto* slow = std::get_if<ParentSignIn::TooMany>(&answer);
  faults.add("code", slow ? wait_sentence(say, *slow) : say.say("That is not the code. Type the six digits of our newest e-mail."));
  return show_code(on, request, form, faults, slow ? 429 : 422);
}

Response show_letter(const ParentPages& on, const Request& request, const Fields& fields, const FormFaults& faults, int status) {
  const auto code = core::parse_letter_code(fields.get("code"));
  auto values = form_values(request);
  values["code"] = code ? core::shown_letter_code(*code) : fields.get("code").substr(0, 40);
  values["filled"] = code.has_value() && !faults.any();
  values["then"] = then_of(fields);
  values["no_letter"] = with_then("/parents/sign-in", then_of(fields));
  values["office"] = office_words(on, request, SiteId());
  values["language_choice"] = language_choice(on.languages, request, code ? letter_path(*code) : "/parents/letter");
  faults.put_into(values);
  return on.pages.page(request, "host/parents_letter", request.say->say("The code of your letter"), values, status);
}

Response give_letter(const ParentPages& on, const Request& request) {
  const auto& say = *request.say;
  const auto answer = on.sign_in.with_letter(request.form.get("code"), request.address, say.language());
  if (const auto* in = std::get_if<ParentSignIn::SignedIn>(&answer)) return go_in(on, request, *in);
  FormFaults faults;
  const auto* slow = std::get_if<ParentSignIn::TooMany>(&answer);
  faults.add("code", slow ? wait_sentence(say, *slow)
                          : say.say("That code does not open anything. It is in your newest letter: ten letters and numbers."));
  return show_letter(on, request, request.form, faults, slow ? 429 : 422);
}

}  // namespace

void add_ladder_routes(Routes& routes, const ParentPages& on) {
  routes.add({Method::get, "/parents/sign-in", kAnybody, [on](const Request& request) { return begin(on, request); }});
  routes.add({Method::post, "/parents/sign-in", kAnybody, [on](const Request& request) { return ask(on, request); }});
  routes.add({Method::get, "/parents/code", kAnybody, [on](const Request& request) {
    return show_code(on, request, request.query, {}, 200);
  }});
  routes.add({Method::post, "/parents/code", kAnybody, [on](const Request& request) { return give_code(on, request); }});
  routes.add({Method::get, "/parents/letter", kAnybody, [on](const Request& request) {
    return show_letter(on, request, request.query, {}, 200);
  }});
  routes.add({Method::post, "/parents/letter", kAnybody, [on](const Request& request) { return give_letter(on, request); }});
}

}  // namespace lodge::pages
