#include "pages/access_pages.h"

#include "core/access/roles.h"
#include "pages/form.h"

#include <algorithm>

namespace lodge::pages {
namespace {

using core::Account;
using core::AccountFault;

constexpr Roles kOffered{Role::administrator, Role::manager,    Role::office,
                         Role::teacher,       Role::technician, Role::data_protection};

std::string fault_words(const Say& say, AccountFault fault) {
  switch (fault) {
    case AccountFault::unknown:
      return say.say("There is no such person here any more.");
    case AccountFault::exists:
      return say.say("This person can sign in already.");
    case AccountFault::name_taken:
      return say.say("Somebody else signs in by that name. Choose another.");
    case AccountFault::bad_name:
      return say.say("A sign-in name has 2 to 64 characters and no @, and the name to show may not be empty.");
    case AccountFault::no_role:
      return say.say("Choose at least one role.");
    case AccountFault::not_yours:
      return say.say("Only an administrator may change administrators.");
    case AccountFault::yourself:
      return say.say("You cannot close your own account or take your own administrator's role away. Ask another administrator.");
  }
  return {};
}

Roles roles_of(const Fields& form) {
  Roles roles;
  for (const auto& name : form.every("role")) {
    const auto role = core::parse_role(name);
    if (role && kOffered.has(*role)) roles.add(*role);
  }
  return roles;
}

// An administrator's role is offered to those only who may give it.
Value::List role_choices(const AccessPages& on, const Request& request, Roles chosen) {
  Value::List choices;
  for (const auto role : core::kAllRoles) {
    if (!kOffered.has(role)) continue;
    if (role == Role::administrator && !on.access.may(request.actor, core::kManageAdministrators)) continue;
    choices.push_back(Value::Map{{"role", core::word(role)},
                                 {"words", role_words(*request.say, role)},
                                 {"chosen", chosen.has(role)}});
  }
  return choices;
}

std::string state_words(const AccessPages& on, const Say& say, const Account& account) {
  if (account.disabled) return say.say("Closed");
  if (on.accounts.gone(account)) return say.say("Left the school");
  if (!account.has_password()) return say.say("Has not signed in yet");
  if (on.accounts.needs_second_factor(account) && !account.has_second_factor()) return say.say("Second factor to be set up");
  return {};
}

Response list(const AccessPages& on, const Request& request) {
  const auto& say = *request.say;
  std::vector<std::pair<std::string, Value>> users;
  for (const auto& account : on.accounts.of_site(request.actor.site)) {
    auto name = on.accounts.shown_name(account);
    if (name.empty()) name = say.say("A person who has left");
    users.emplace_back(name, Value::Map{{"id", account.person.text()},
                                        {"name", name},
                                        {"roles", roles_words(say, account.roles)},
                                        {"state", state_words(on, say, account)},
                                        {"second_factor", account.has_second_factor()}});
  }
  std::ranges::sort(users, {}, &std::pair<std::string, Value>::first);
  Value::List shown;
  for (auto& [name, user] : users) shown.push_back(std::move(user));
  const bool none = shown.empty();
  return on.pages.page(request, "host/users", say.say("Users"), Value::Map{{"users", std::move(shown)}, {"none", none}});
}

/// The account that the address names, if the actor's site has it.
std::optional<Account> named(const AccessPages& on, const Request& request) {
  const auto person = PersonId::parse(request.parts.get("person"));
  auto account = person ? on.accounts.find(*person) : std::nullopt;
  const bool here = account && on.access.may(request.actor, kManageUsers, {account->site, account->person});
  return here ? account : std::nullopt;
}

std::string done_words(const Say& say, const std::string& done) {
  if (done == "roles") return say.say("The roles are saved. This person has to sign in again.");
  if (done == "close") return say.say("The account is closed and signed out everywhere.");
  if (done == "open") return say.say("The account is open again.");
  if (done == "reset") return say.say("The second factor is gone. This person sets a new one up at the next sign-in.");
  return {};
}

Response show_user(const AccessPages& on, const Request& request, const Account& account, const FormFaults& faults,
                   Roles chosen, int status) {
  const auto& say = *request.say;
  auto values = form_values(request);
  values["id"] = account.person.text();
  values["done"] = done_words(say, request.query.get("done"));
  values["sign_in_name"] = on.accounts.sign_in_name(account);
  values["state"] = state_words(on, say, account);
  values["closed"] = account.disabled;
  values["second_factor"] = account.has_second_factor();
  values["roles"] = role_choices(on, request, chosen);
  faults.put_into(values);
  return on.pages.page(request, "host/user", on.accounts.shown_name(account), values, status);
}

Response user(const AccessPages& on, const Request& request) {
  const auto account = named(on, request);
  return account ? show_user(on, request, *account, {}, account->roles, 200) : on.pages.sorry(request, 404);
}

/// One button of a user's page. Who has not given a password lately is asked for it first.
Response act(const AccessPages& on, const Request& request, std::string_view done,
             const std::function<std::expected<void, AccountFault>(const Account&)>& do_it) {
  const auto account = named(on, request);
  if (!account) return on.pages.sorry(request, 404);
  const auto page = "/admin/users/" + account->person.text();
  if (!on.sessions.confirmed_lately(login_session_of(request))) return Response::see_other(with_then("/account/confirm", page));
  const auto result = do_it(*account);
  if (result) return Response::see_other(page + "?done=" + std::string(done));
  FormFaults faults;
  faults.add("roles", fault_words(*request.say, result.error()));
  const auto chosen = done == "roles" ? roles_of(request.form) : account->roles;
  return show_user(on, request, *account, faults, chosen, 422);
}

// Shown in the answer alone: a link that sets a password stands in no address and no log.
Response show_link(const AccessPages& on, const Request& request, const Account& account, const std::string& secret) {
  Value::Map values{{"id", account.person.text()},
                    {"name", on.accounts.shown_name(account)},
                    {"link", on.public_url + "/set-up?secret=" + secret}};
  return on.pages.page(request, "host/set_up_link", request.say->say("Link to set a password"), values);
}

Response make_link(const AccessPages& on, const Request& request) {
  std::string secret;
  auto response = act(on, request, "link", [&](const Account& account) -> std::expected<void, AccountFault> {
    auto made = on.accounts.new_set_up_secret(request.actor, account.person);
    if (!made) return std::unexpected(made.error());
    secret = *made;
    return {};
  });
  if (secret.empty()) return response;
  return show_link(on, request, *named(on, request), secret);
}

Value::List teachers_without_account(const AccessPages& on, const Request& request, const std::string& chosen) {
  std::vector<PersonId> known;
  for (const auto& account : on.accounts.of_site(request.actor.site)) known.push_back(account.person);
  std::ranges::sort(known);
  Value::List shown;
  for (const auto* teacher : on.directory.people(request.actor.site)->teachers()) {
    const auto person = same_person<PersonId>(teacher->id);
    if (std::ranges::binary_search(known, person) || teacher->email.empty()) continue;
    shown.push_back(Value::Map{{"id", person.text()},
                               {"words", teacher->surname + ", " + teacher->first_name + " (" + teacher->email + ")"},
                               {"chosen", person.text() == chosen}});
  }
  return shown;
}

Response show_new(const AccessPages& on, const Request& request, const FormFaults& faults, int status) {
  const auto& form = request.form;
  auto values = form_values(request);
  auto teachers = teachers_without_account(on, request, form.get("person"));
  values["some"] = !teachers.empty();
  values["teachers"] = std::move(teachers);
  values["sign_in_name"] = form.get("sign_in_name");
  values["shown_name"] = form.get("shown_name");
  values["roles"] = role_choices(on, request, roles_of(form));
  faults.put_into(values);
  return on.pages.page(request, "host/user_new", request.say->say("Let somebody sign in"), values, status);
}

std::expected<PersonId, AccountFault> added(const AccessPages& on, const Request& request) {
  const auto& form = request.form;
  const auto roles = roles_of(form);
  if (form.get("person").empty())
    return on.accounts.add_local(request.actor, request.actor.site, form.get("sign_in_name"), form.get("shown_name"), roles);
  const auto person = PersonId::parse(form.get("person"));
  if (!person) return std::unexpected(AccountFault::unknown);
  const auto done = on.accounts.add_staff(request.actor, request.actor.site, *person, roles);
  return done ? std::expected<PersonId, AccountFault>(*person) : std::unexpected(done.error());
}

Response add_user(const AccessPages& on, const Request& request) {
  if (!on.sessions.confirmed_lately(login_session_of(request)))
    return Response::see_other(with_then("/account/confirm", "/admin/users/new"));
  const auto person = added(on, request);
  if (!person) {
    FormFaults faults;
    const bool roles = person.error() == AccountFault::no_role || person.error() == AccountFault::not_yours;
    const bool name = person.error() == AccountFault::bad_name || person.error() == AccountFault::name_taken;
    faults.add(roles ? "roles" : name ? "sign_in_name" : "person", fault_words(*request.say, person.error()));
    return show_new(on, request, faults, 422);
  }
  const auto secret = on.accounts.new_set_up_secret(request.actor, *person);
  if (!secret) return Response::see_other("/admin/users/" + person->text());
  return show_link(on, request, *on.accounts.find(*person), *secret);
}

using Change = std::expected<void, AccountFault> (*)(const AccessPages&, const Request&, const Account&);

void add_act(Routes& routes, const AccessPages& on, std::string pattern, std::string done, Change change) {
  routes.add({Method::post, std::move(pattern), kManageUsers, [on, done, change](const Request& request) {
    return act(on, request, done, [&](const Account& account) { return change(on, request, account); });
  }});
}

}  // namespace

void add_user_routes(Routes& routes, const AccessPages& on) {
  routes.add({Method::get, "/admin/users", kManageUsers, [on](const Request& request) { return list(on, request); }});
  routes.add({Method::get, "/admin/users/new", kManageUsers, [on](const Request& request) {
    return show_new(on, request, {}, 200);
  }});
  routes.add({Method::post, "/admin/users/new", kManageUsers, [on](const Request& request) { return add_user(on, request); }});
  routes.add({Method::get, "/admin/users/{person}", kManageUsers, [on](const Request& request) { return user(on, request); }});
  routes.add({Method::post, "/admin/users/{person}/set-up-link", kManageUsers, [on](const Request& request) {
    return make_link(on, request);
  }});
  add_act(routes, on, "/admin/users/{person}/roles", "roles", [](auto& pages, auto& request, auto& account) {
    return pages.accounts.set_roles(request.actor, account.person, roles_of(request.form));
  });
  add_act(routes, on, "/admin/users/{person}/close", "close", [](auto& pages, auto& request, auto& account) {
    return pages.accounts.set_disabled(request.actor, account.person, true);
  });
  add_act(routes, on, "/admin/users/{person}/open", "open", [](auto& pages, auto& request, auto& account) {
    return pages.accounts.set_disabled(request.actor, account.person, false);
  });
  add_act(routes, on, "/admin/users/{person}/reset-second-factor", "reset", [](auto& pages, auto& request, auto& account) {
    return pages.accounts.reset_second_factor(request.actor, account.person);
  });
}

}  // namespace lodge::pages
