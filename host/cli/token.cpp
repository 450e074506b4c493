#include "cli/tool.h"

#include <algorithm>
#include <charconv>
#include <set>

namespace lodge::cli {
namespace {

std::chrono::days lifetime(const Arguments& arguments) {
  const auto text = arguments.get("--days", "365");
  int days = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), days);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size() || days < 1 || days > 3650) {
    throw UsageError{"--days takes a number from 1 to 3650."};
  }
  return std::chrono::days(days);
}

void refuse_unknown(const std::string& scope, const std::set<std::string>& known) {
  if (known.contains(scope)) return;
  std::string all;
  for (const auto& one : known) all += (all.empty() ? "" : ", ") + one;
  throw UsageError{"There is no scope " + scope + ". There are: " + all + "."};
}

Outcome create(Tool& tool, const Arguments& arguments) {
  auto& services = tool.services();
  auto scopes = arguments.get("--scopes");
  std::ranges::replace(scopes, ',', ' ');
  if (scopes.empty()) throw UsageError{"--scopes names what the token may do: --scopes rooms.view,rooms.book."};
  for (const auto& scope : core::split_scopes(scopes)) refuse_unknown(scope, assembly::scopes(tool.house()));
  core::ApiTokens::New wanted{tool.site(arguments).id, {}, core::split_scopes(scopes), arguments.get("--name", "token"), lifetime(arguments)};
  if (arguments.has("--for")) {
    const auto account = services.accounts.by_sign_in_name(arguments.get("--for"));
    if (!account) throw Refused{"There is no account " + arguments.get("--for") + " (lodge user list names them)."};
    wanted.site = account->site;
    wanted.acts_for = account->person;
  }
  const auto made = services.tokens.create(technician(wanted.site), wanted);
  return {"Shown this once; keep it where nobody else reads it:\n  " + made.secret + "\n",
          Value::Map{{"id", made.id.text()}, {"token", made.secret}}};
}

Outcome list(Tool& tool, const Arguments& arguments) {
  Outcome outcome;
  Value::List all;
  for (const auto& [token, name] : tool.services().tokens.of_site(tool.site(arguments).id)) {
    outcome.text += token.id.text() + "  " + name + "\n";
    all.push_back(Value::Map{{"id", token.id.text()}, {"name", name}});
  }
  outcome.value = Value::Map{{"tokens", std::move(all)}};
  return outcome;
}

Outcome revoke(Tool& tool, const Arguments& arguments) {
  const auto id = TokenId::parse(arguments.plain[0]);
  if (!id || !tool.services().tokens.revoke(technician(tool.site(arguments).id), *id)) {
    throw Refused{"There is no such token (lodge token list names them)."};
  }
  return {"The token opens nothing any more.\n", Value::Map{{"id", id->text()}}};
}

}  // namespace

std::vector<Command> token_commands(Tool& tool) {
  return {
      {"token create", "", "Makes a bearer token for the JSON API and shows it, this once.",
       "lodge token create --name timetable-screen --scopes rooms.view --days 90",
       {{"--scopes", "SCOPES", "What it may do: names of permissions, such as rooms.view,rooms.book."},
        {"--for", "NAME", "The account on whose behalf it acts; its own otherwise."},
        {"--name", "NAME", "For whom or what it is."},
        {"--days", "N", "How long it lives; 365 unless given."},
        kSiteOption},
       [&tool](const Arguments& a) { return create(tool, a); }},
      {"token list", "", "Names the tokens of a school.",
       "lodge token list", {kSiteOption}, [&tool](const Arguments& a) { return list(tool, a); }},
      {"token revoke", "ID", "Makes a token worthless at once.",
       "lodge token revoke 0c6t9x1m4v7k2q8s5d3w0z9b1n", {kSiteOption}, [&tool](const Arguments& a) { return revoke(tool, a); }},
  };
}

}  // namespace lodge::cli
