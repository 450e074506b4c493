#include "pages/access_pages.h"

#include "core/access/access_table.h"
#include "core/access/roles.h"
#include "pages/form.h"
#include "pages/login_cookies.h"

namespace lodge::pages {
namespace {

using core::kSignedIn;

std::string ago(const Say& say, std::chrono::microseconds since) {
  const auto minutes = std::chrono::duration_cast<std::chrono::minutes>(since).count();
  if (minutes < 2) return say.say("just now");
  if (minutes < 120) return say.say_many("one minute ago", "{count} minutes ago", minutes);
  return say.say_many("one hour ago", "{count} hours ago", minutes / 60);
}

Value::List devices(const AccessPages& on, const Request& request) {
  Value::List shown;
  for (const auto& session : on.sessions.of_person(request.actor.person)) {
    if (session.expires_at <= request.received_at) continue;
    shown.push_back(Value::Map{{"id", session.id.text()},
                               {"here", session.id.text() == request.view_key},
                               {"began", ago(*request.say, request.received_at - session.created_at)},
                               {"seen", ago(*request.say, request.received_at - session.seen_at)}});
  }
  return shown;
}

std::string done_words(const Say& say, const std::string& done) {
  if (done == "password") return say.say("Your password is changed. You are signed out everywhere else.");
  if (done == "ended") return say.say("That device is signed out.");
  if (done == "others") return say.say("You are signed out everywhere else.");
  return {};
}

// A parent has no password to look after.
Response account(const AccessPages& on, const Request& request) {
  if (core::is_parent(request.actor.roles)) return Response::see_other("/parents");
  const auto& say = *request.say;
  const auto found = on.accounts.find(request.actor.person);
  if (!found) return on.pages.sorry(request, 403);
  auto values = form_values(request);
  auto all = devices(on, request);
  values["done"] = done_words(say, request.query.get("done"));
  values["shown_name"] = on.accounts.shown_name(*found);
  values["sign_in_name"] = on.accounts.sign_in_name(*found);
  values["roles"] = roles_words(say, found->roles);
  values["second_factor"] = found->has_second_factor();
  values["must_enrol"] = on.accounts.needs_second_factor(*found) && !found->has_second_factor();
  values["codes_left"] = say.say_many("One recovery code is left.", "{count} recovery codes are left.",
                                      on.credentials.codes_left(found->person));
  values["several"] = all.size() > 1;
  values["devices"] = std::move(all);
  return on.pages.page(request, "host/account", say.say("Your account"), values);
}

Response show_password(const AccessPages& on, const Request& request, const FormFaults& faults, int status) {
  auto values = form_values(request);
  const auto found = on.accounts.find(request.actor.person);
  const auto shortest = found ? on.credentials.shortest(*found) : core::kShortestAlone;
  values["rule"] = request.say->say_many("At least one character; the longer the better.",
                                         "At least {count} characters; the longer the better.",
                                         static_cast<std::int64_t>(shortest));
  faults.put_into(values);
  return on.pages.page(request, "host/password", request.say->say("Change your password"), values, status);
}

std::string_view field_of(const core::CredentialFault& fault) {
  using Kind = core::CredentialFault::Kind;
  const bool old = fault.kind == Kind::wrong_password || fault.kind == Kind::too_many || fault.kind == Kind::ended;
  return old ? "old_password" : "new_password";
}

Response change_password(const AccessPages& on, const Request& request) {
  const auto& form = request.form;
  FormFaults faults;
  if (form.get("new_password") != form.get("again")) {
    faults.add("again", request.say->say("The two are not the same. Type the new password once more."));
    return show_password(on, request, faults, 422);
  }
  const auto changed = on.credentials.change_password(request.actor, login_session_of(request), form.get("old_password"),
                                                      form.get("new_password"));
  if (changed) return with_login(Response::see_other("/account?done=password"), *changed);
  faults.add(field_of(changed.error()), fault_words(*request.say, changed.error()));
  return show_password(on, request, faults, 422);
}

Response show_confirm(const AccessPages& on, const Request& request, std::string then, const FormFaults& faults,
                      int status) {
  auto values = form_values(request);
  values["then"] = std::move(then);
  faults.put_into(values);
  return on.pages.page(request, "host/confirm", request.say->say("Is it still you?"), values, status);
}

Response confirm(const AccessPages& on, const Request& request) {
  const auto then = own_path(request.form.get("then"), "/account");
  const auto confirmed = on.credentials.confirm(request.actor, login_session_of(request), request.form.get("password"));
  if (confirmed) return with_login(Response::see_other(then), *confirmed);
  FormFaults faults;
  faults.add("password", fault_words(*request.say, confirmed.error()));
  return show_confirm(on, request, then, faults, 422);
}

// Whoever found this browser open shall not sign its owner out everywhere else (ASVS 7.5.2).
std::optional<Response> asks_first(const AccessPages& on, const Request& request) {
  if (on.sessions.confirmed_lately(login_session_of(request))) return std::nullopt;
  return Response::see_other(with_then("/account/confirm", "/account"));
}

// The own one ends like a sign-out; that of another person is none of ours and looks like one that has ended.
Response end_device(const AccessPages& on, const Request& request) {
  const auto id = LoginSessionId::parse(request.parts.get("device"));
  const bool here = id && id->text() == request.view_key;
  if (auto first = here ? std::nullopt : asks_first(on, request)) return *std::move(first);
  if (!id || !on.sessions.end(request.actor, *id)) return on.pages.sorry(request, 404);
  if (here) return without_login(Response::see_other("/sign-in?out=1"));
  return Response::see_other("/account?done=ended");
}

Response end_others(const AccessPages& on, const Request& request) {
  if (auto first = asks_first(on, request)) return *std::move(first);
  on.sessions.end_others(request.actor, login_session_of(request));
  return Response::see_other("/account?done=others");
}

}  // namespace

void add_account_routes(Routes& routes, const AccessPages& on) {
  routes.add({Method::get, "/account", kSignedIn, [on](const Request& request) { return account(on, request); }});
  routes.add({Method::get, "/account/password", kSignedIn, [on](const Request& request) {
    return show_password(on, request, {}, 200);
  }});
  routes.add({Method::post, "/account/password", kSignedIn, [on](const Request& request) { return change_password(on, request); }});
  routes.add({Method::get, "/account/confirm", kSignedIn, [on](const Request& request) {
    return show_confirm(on, request, own_path(request.query.get("then"), "/account"), {}, 200);
  }});
  routes.add({Method::post, "/account/confirm", kSignedIn, [on](const Request& request) { return confirm(on, request); }});
  routes.add({Method::post, "/account/devices/{device}/end", kSignedIn, [on](const Request& request) { return end_device(on, request); }});
  routes.add({Method::post, "/account/devices/end-others", kSignedIn, [on](const Request& request) { return end_others(on, request); }});
}

}  // namespace lodge::pages
