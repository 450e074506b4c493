#include "pages/access_pages.h"

#include "core/access/access_table.h"
#include "core/access/cookies.h"
#include "core/access/roles.h"
#include "pages/form.h"
#include "pages/login_cookies.h"
#include "pages/wait_words.h"

namespace lodge::pages {
namespace {

using core::SignIn;

constexpr std::string_view kSecondFactorPage = "/account/second-factor";

core::Caller caller_of(const Request& request) { return {request.address, request.cookies.get(core::kDeviceCookie)}; }

std::string then_of(const Fields& fields) { return own_path(fields.get("then"), ""); }

struct Shown {
  FormFaults faults;
  int status = 200;
  std::string name, note;
  bool ask_code = false;
};

Response show_sign_in(const AccessPages& on, const Request& request, std::string then, const Shown& shown) {
  auto values = form_values(request);
  values["then"] = std::move(then);
  values["name"] = shown.name;
  values["note"] = shown.note;
  values["ask_code"] = shown.ask_code;
  shown.faults.put_into(values);
  return on.pages.page(request, "host/sign_in", request.say->say("Sign in"), values, shown.status);
}

Response show_code(const AccessPages& on, const Request& request, std::string_view ticket, std::string then,
                   const FormFaults& faults, int status) {
  auto values = form_values(request);
  values["ticket"] = ticket;
  values["then"] = std::move(then);
  faults.put_into(values);
  return on.pages.page(request, "host/sign_in_code", request.say->say("Your code"), values, status);
}

// Whoever was signed in on this browser before is not any more (assurance.md S2).
Response go_in(const AccessPages& on, const Request& request, const SignIn::SignedIn& in, const std::string& then) {
  if (request.actor.by == Actor::By::page) on.sessions.end(request.actor, login_session_of(request));
  auto response = Response::see_other(in.must_enrol ? with_then(kSecondFactorPage, then) : own_path(then, "/"));
  return with_device(with_login(std::move(response), in.secret), in.device);
}

std::string too_many(const Say& say, std::chrono::seconds wait) {
  return say.say("There were several wrong tries. You can try again {when}.", {{"when", wait_words(say, wait)}});
}

// What is shown for a wrong password, a name that nobody has, and an account that is closed is the same page.
Response sign_in(const AccessPages& on, const Request& request) {
  const auto& say = *request.say;
  const auto then = then_of(request.form);
  const auto &name = request.form.get("name"), &password = request.form.get("password");
  Shown shown{.faults = {}, .status = 422, .name = name, .note = {}, .ask_code = request.form.has("code")};
  if (name.empty()) shown.faults.add("name", say.say("Type your e-mail address or your sign-in name."));
  if (password.empty()) shown.faults.add("password", say.say("Type your password."));
  if (shown.faults.any()) return show_sign_in(on, request, then, shown);
  const auto answer = on.sign_in.with_password(name, password, request.form.get("code"), caller_of(request));
  if (const auto* in = std::get_if<SignIn::SignedIn>(&answer)) return go_in(on, request, *in, then);
  if (const auto* step = std::get_if<SignIn::NeedsCode>(&answer)) return show_code(on, request, step->ticket, then, {}, 200);
  if (const auto* slow = std::get_if<SignIn::TooMany>(&answer)) {
    shown.status = 429;
    shown.ask_code = true;
    shown.faults.add("name", too_many(say, slow->wait));
    shown.note = say.say("If you use an authenticator app, type its code as well and you need not wait.");
    return show_sign_in(on, request, then, shown).with("Retry-After", std::to_string(slow->wait.count()));
  }
  shown.faults.add("name", say.say("The name and the password do not fit together. Check both and try again."));
  return show_sign_in(on, request, then, shown);
}

Response sign_in_code(const AccessPages& on, const Request& request) {
  const auto& say = *request.say;
  const auto then = then_of(request.form);
  const auto& ticket = request.form.get("ticket");
  const auto answer = on.sign_in.with_code(ticket, request.form.get("code"), caller_of(request));
  if (const auto* in = std::get_if<SignIn::SignedIn>(&answer)) return go_in(on, request, *in, then);
  FormFaults faults;
  if (std::holds_alternative<SignIn::TooLate>(answer)) {
    Shown shown;
    shown.status = 422;
    shown.faults.add("name", say.say("That took more than five minutes, so please begin again."));
    return show_sign_in(on, request, then, shown);
  }
  if (const auto* slow = std::get_if<SignIn::TooMany>(&answer)) {
    faults.add("code", too_many(say, slow->wait));
    return show_code(on, request, ticket, then, faults, 429).with("Retry-After", std::to_string(slow->wait.count()));
  }
  faults.add("code", say.say("That code does not fit or was used already. Wait for the next one in your app."));
  return show_code(on, request, ticket, then, faults, 422);
}

Response sign_out(const AccessPages& on, const Request& request) {
  if (request.actor.by == Actor::By::page) on.sessions.end(request.actor, login_session_of(request));
  return without_login(Response::see_other(core::is_parent(request.actor.roles) ? "/?out=1" : "/sign-in?out=1")).with("Clear-Site-Data", R"("cache", "storage")");
}

Response show_set_up(const AccessPages& on, const Request& request, std::string_view secret, const FormFaults& faults,
                     int status) {
  if (!on.credentials.set_up_secret_is_good(secret))
    return on.pages.sorry(request, 404, request.say->say("This link has been used already or is too old. Ask for a new one."));
  auto values = form_values(request);
  values["secret"] = secret;
  faults.put_into(values);
  return on.pages.page(request, "host/set_up", request.say->say("Choose your password"), values, status);
}

Response set_up(const AccessPages& on, const Request& request) {
  const auto& secret = request.form.get("secret");
  FormFaults faults;
  if (request.form.get("new_password") != request.form.get("again")) {
    faults.add("again", request.say->say("The two are not the same. Type the new password once more."));
    return show_set_up(on, request, secret, faults, 422);
  }
  const auto set = on.credentials.set_password_by_link(secret, request.form.get("new_password"));
  if (set) return Response::see_other("/sign-in?set=1");
  faults.add("new_password", fault_words(*request.say, set.error()));
  return show_set_up(on, request, secret, faults, 422);
}

Response begin(const AccessPages& on, const Request& request) {
  const auto& say = *request.say;
  const auto then = then_of(request.query);
  if (request.actor.by == Actor::By::page) return Response::see_other(own_path(then, "/"));
  Shown shown;
  if (request.query.has("out")) shown.note = say.say("You are signed out.");
  if (request.query.has("set")) shown.note = say.say("Your password is set. Sign in with it now.");
  return show_sign_in(on, request, then, shown);
}

}  // namespace

void add_sign_in_routes(Routes& routes, const AccessPages& on) {
  routes.add({Method::get, "/sign-in", kAnybody, [on](const Request& request) { return begin(on, request); }});
  routes.add({Method::post, "/sign-in", kAnybody, [on](const Request& request) { return sign_in(on, request); }});
  routes.add({Method::get, "/sign-in/code", kAnybody, [](const Request&) { return Response::see_other("/sign-in"); }});
  routes.add({Method::post, "/sign-in/code", kAnybody, [on](const Request& request) { return sign_in_code(on, request); }});
  routes.add({Method::post, "/sign-out", kAnybody, [on](const Request& request) { return sign_out(on, request); }});
  routes.add({Method::get, "/set-up", kAnybody, [on](const Request& request) {
    return show_set_up(on, request, request.query.get("secret"), {}, 200);
  }});
  routes.add({Method::post, "/set-up", kAnybody, [on](const Request& request) { return set_up(on, request); }});
}

}  // namespace lodge::pages
