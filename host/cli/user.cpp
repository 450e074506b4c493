#include "cli/tool.h"
#include "core/access/roles.h"

namespace lodge::cli {
namespace {

std::string sentence(core::AccountFault fault) {
  switch (fault) {
    case core::AccountFault::unknown: return "There is no such account (lodge user list names them).";
    case core::AccountFault::exists: return "This person has an account already.";
    case core::AccountFault::name_taken: return "Somebody else signs in by this name.";
    case core::AccountFault::bad_name: return "A sign-in name has 2 to 64 characters and no @; the shown name 1 to 100.";
    case core::AccountFault::no_role: return "Name a role: --roles office,teacher. A screen has a name without @ and the role display alone; parents get in by themselves.";
    case core::AccountFault::not_yours: return "A manager may not touch an administrator.";
    case core::AccountFault::yourself: return "Nobody disables their own account.";
  }
  return "That was refused.";
}

template <class T>
T or_refuse(std::expected<T, core::AccountFault> answer) {
  if (!answer) throw Refused{sentence(answer.error())};
  if constexpr (!std::is_void_v<T>) return *std::move(answer);
}

Roles roles_from(const Arguments& arguments) {
  const auto roles = core::parse_roles(arguments.get("--roles", "teacher"));
  if (!roles) throw UsageError{"--roles takes administrator, manager, office, teacher, technician or data_protection, with commas; or display."};
  return *roles;
}

core::Account account(Tool& tool, const Arguments& arguments) {
  const auto found = tool.services().accounts.by_sign_in_name(arguments.plain[0]);
  if (!found) throw Refused{sentence(core::AccountFault::unknown)};
  return *found;
}

std::string link(Tool& tool, const Actor& actor, PersonId person) {
  const auto secret = or_refuse(tool.services().accounts.new_set_up_secret(actor, person));
  return tool.config().text("public_url") + "/set-up?secret=" + secret;
}

// Staff are known by the e-mail that the MIS holds; anybody else gets a sign-in name of their own.
PersonId make_account(Tool& tool, const Arguments& arguments, const Actor& actor) {
  const auto& name = arguments.plain[0];
  auto& services = tool.services();
  if (name.find('@') == std::string::npos) {
    return or_refuse(services.accounts.add_local(actor, actor.site, name, arguments.get("--name", name), roles_from(arguments)));
  }
  for (const auto person : services.directory.people(actor.site)->by_email(name)) {
    if (services.directory.people(actor.site)->teacher(same_person<TeacherId>(person)) == nullptr) continue;
    or_refuse(services.accounts.add_staff(actor, actor.site, person, roles_from(arguments)));
    return person;
  }
  throw Refused{"No teacher of this school has that e-mail. For somebody who is in no MIS, give a name without @."};
}

Outcome add(Tool& tool, const Arguments& arguments) {
  const auto actor = technician(tool.site(arguments).id);
  const auto person = make_account(tool, arguments, actor);
  const auto where = link(tool, actor, person);
  return {"The account stands. Within 24 hours, its owner sets a password here:\n  " + where + "\n",
          Value::Map{{"person", person.text()}, {"set_up", where}}};
}

Outcome new_link(Tool& tool, const Arguments& arguments) {
  const auto found = account(tool, arguments);
  const auto where = link(tool, technician(found.site), found.person);
  return {"Within 24 hours, a new password can be set here:\n  " + where + "\n", Value::Map{{"set_up", where}}};
}

Outcome list(Tool& tool, const Arguments& arguments) {
  Outcome outcome;
  Value::List all;
  for (const auto& one : tool.services().accounts.of_site(tool.site(arguments).id)) {
    const auto name = tool.services().accounts.sign_in_name(one);
    outcome.text += name + "  " + core::words(one.roles) + (one.disabled ? "  disabled" : "") +
                    (one.has_second_factor() ? "  second factor" : "") + "\n";
    all.push_back(Value::Map{{"person", one.person.text()}, {"name", tool.services().accounts.shown_name(one)},
                             {"sign_in", name}, {"roles", core::words(one.roles)},
                             {"disabled", one.disabled}, {"second_factor", one.has_second_factor()}});
  }
  outcome.value = Value::Map{{"users", std::move(all)}};
  return outcome;
}

Outcome change(Tool& tool, const Arguments& arguments, void (*act)(core::Accounts&, const Actor&, const core::Account&, Roles)) {
  const auto found = account(tool, arguments);
  act(tool.services().accounts, technician(found.site), found, arguments.has("--roles") ? roles_from(arguments) : found.roles);
  return {"Done.\n", Value::Map{{"person", found.person.text()}}};
}

constexpr Option kRoles{"--roles", "ROLES", "administrator, manager, office, teacher, technician, data_protection, with commas; or display, for a screen on a wall."};

}  // namespace

std::vector<Command> user_commands(Tool& tool) {
  const auto changing = [&tool](auto act) { return [&tool, act](const Arguments& arguments) { return change(tool, arguments, act); }; };
  return {
      {"user list", "", "Names the accounts of a school.",
       "lodge user list", {kSiteOption}, [&tool](const Arguments& a) { return list(tool, a); }},
      {"user add", "NAME", "Makes an account for a teacher's e-mail or a new name, and prints the link for its password.",
       "lodge user add a.pargeter@ashdown.example --roles teacher",
       {kRoles, {"--name", "NAME", "What others read, for an account that is in no MIS."}, kSiteOption},
       [&tool](const Arguments& a) { return add(tool, a); }},
      {"user link", "NAME", "Prints a new link for setting a password.",
       "lodge user link a.pargeter@ashdown.example", {}, [&tool](const Arguments& a) { return new_link(tool, a); }},
      {"user roles", "NAME", "Gives an account other roles.",
       "lodge user roles a.pargeter@ashdown.example --roles teacher,office", {kRoles},
       changing([](core::Accounts& accounts, const Actor& actor, const core::Account& found, Roles roles) {
         or_refuse(accounts.set_roles(actor, found.person, roles));
       })},
      {"user disable", "NAME", "Ends an account's sign-ins and lets it sign in no more.",
       "lodge user disable a.pargeter@ashdown.example", {},
       changing([](core::Accounts& accounts, const Actor& actor, const core::Account& found, Roles) {
         or_refuse(accounts.set_disabled(actor, found.person, true));
       })},
      {"user enable", "NAME", "Lets a disabled account sign in again.",
       "lodge user enable a.pargeter@ashdown.example", {},
       changing([](core::Accounts& accounts, const Actor& actor, const core::Account& found, Roles) {
         or_refuse(accounts.set_disabled(actor, found.person, false));
       })},
      {"user forget-factor", "NAME", "Takes a lost second factor away; the next sign-in sets up a new one.",
       "lodge user forget-factor a.pargeter@ashdown.example", {},
       changing([](core::Accounts& accounts, const Actor& actor, const core::Account& found, Roles) {
         or_refuse(accounts.reset_second_factor(actor, found.person));
       })},
  };
}

}  // namespace lodge::cli
