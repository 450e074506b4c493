#pragma once
#include "contract/a_school.h"
#include "contract/school.h"

#include "core/access/accounts.h"
#include "core/access/access_table.h"
#include "core/access/api_tokens.h"
#include "core/login/identities.h"
#include "core/parents/codes.h"
#include "core/parents/knocks.h"
#include "core/parents/parent_sign_in.h"
#include "core/settings/stored_settings.h"
#include "pages/frame.h"
#include "pages/languages.h"
#include "pages/parent_pages.h"
#include "plugins/fakes.h"

#include <gtest/gtest.h>
#include <lodge/parents.h>

#include <set>

namespace lodge::test {

inline constexpr std::string_view kHere = "192.0.2.7";

/// ASchool with a father of S1001 and a carer without e-mail, and each way for parents to get in.
class ParentsContract : public SchoolContract {
 protected:
  ParentsContract() {
    mis.contacts.push_back({{}, "C9", "Mr", "Second", "Parent", "second@home.example", "S1001", "Father", "no", "2"});
    mis.contacts.push_back({{}, "C8", "Mx", "Robin", "Silent", "", "S1002", "Carer", "yes", "1"});
    EXPECT_TRUE(sync.apply(sync.plan(site, mis.pulled(), technician).id, technician));
    people = directory.snapshot(site);
  }
  ContactId contact(const char* mis_id) { return same_person<ContactId>(people->by_mis_id(core::PersonKind::contact, mis_id)->id); }
  HouseholdId household(const char* mis_id) { return people->contact(contact(mis_id))->household; }
  std::vector<std::string> letters(std::string_view what, std::vector<HouseholdId> households) {
    return central().write([&](Transaction& transaction) {
      return access.letter_codes(transaction, site, what, households, letters_end);
    });
  }
  core::ParentSignIn::Answer by_letter(std::string_view code, std::string_view from = kHere) { return sign_in.with_letter(code, from, "pl"); }
  std::optional<PersonId> person_in(const core::ParentSignIn::Answer& answer) {
    const auto* in = std::get_if<core::ParentSignIn::SignedIn>(&answer);
    return in ? std::optional(in->person) : std::nullopt;
  }
  /// Knocks, and lets the job look.
  std::string knock(std::string parent = "Parent Family1", std::string child = "Ben Family1", std::string born = "8A") {
    return knock_from(kHere, {std::move(parent), std::move(child), std::move(born)});
  }
  std::string knock_from(std::string_view address, const core::TypedNames& names = {"Parent Family1", "Ben Family1", "8A"}) {
    last_knock = knocks.knock(site, names, "cy", address);
    knocks.look(site);
    return sign_in.ticket_for(site, last_knock);
  }
  std::string digits(const char* mis_id) { return core::six_digits(keys, site, last_knock.text(), contact(mis_id)); }
  core::ParentSignIn::Answer by_digits(const std::string& ticket, std::string_view typed, std::string_view from = kHere) {
    return sign_in.with_digits(ticket, typed, from, "cy");
  }
  static std::string other(std::string digits) {
    digits.back() = digits.back() == '9' ? '0' : static_cast<char>(digits.back() + 1);
    return digits;
  }
  void later(std::chrono::microseconds time) { clock.set(clock.now() + time); }
  std::int64_t count(const std::string& from) {
    return central().read([&](Reader& r) { return std::get<0>(*r.row<std::int64_t>("select count(*) from " + from)); });
  }
  std::int64_t audited(std::string_view action) {
    return central().read([&](Reader& r) { return std::get<0>(*r.row<std::int64_t>("select count(*) from audit where action = ?", {action})); });
  }

  ASchool mis;
  std::shared_ptr<const core::SitePeople> people;
  core::StoredSettings settings{central(), clock};
  core::IdentityCache cache;
  core::AccessParts parts{central(), directory, keyring, keys, audit, settings, clock, cache};
  core::Accounts accounts{parts};
  core::ApiTokens tokens{parts};
  core::StoredIdentities identities{parts, accounts, tokens};
  core::LoginSessions sessions{parts};
  core::Throttle throttle{central(), clock};
  KeptOutbox outbox;
  core::ParentSignIn sign_in{parts, accounts, sessions, throttle};
  core::ParentKnocks knocks{central(), vaults, directory, calendar, outbox, keys, throttle, clock};
  core::StoredParentAccess access{keys, directory, clock, "https://lodge.example"};
  RawId last_knock;
  const Instant letters_end = clock.now() + std::chrono::hours(24);
};

/// The pages on top, through their handlers.
class ParentPagesContract : public ParentsContract {
 protected:
  ParentPagesContract() {
    settings.declare({core::kOfficeTelephone});
    pages::register_parent_pages(routes, {frame, table, central(), directory, settings, languages, accounts, sessions, sign_in, knocks, {}});
  }
  Response ask(Method method, const std::string& path, Fields fields, const std::string& cookie = {}) {
    Request request;
    request.method = method;
    request.path = path;
    (method == Method::get ? request.query : request.form) = std::move(fields);
    request.address = kHere;
    request.received_at = clock.now();
    request.say = &languages.choose("", "");
    request.form_token = "token";
    if (const auto identity = identities.of_cookie(cookie, clock.now())) {
      request.actor = identity->actor;
      request.view_key = identity->view_key;
    }
    for (const auto& route : routes.all) {
      if (route.method == method && route.pattern == path) {
        return table.may(request.actor, route.permission) ? route.handler(request) : Response::html("", 403);
      }
    }
    return Response::html("", 404);
  }
  static Fields fields(std::initializer_list<std::pair<std::string, std::string>> all) {
    Fields fields;
    for (const auto& [name, value] : all) fields.add(name, value);
    return fields;
  }
  static std::string header(const Response& response, std::string_view name) {
    for (const auto& [key, value] : response.headers) {
      if (key == name) return value;
    }
    return {};
  }
  static std::string cookie(const Response& response) {
    const auto text = header(response, "Set-Cookie");
    return text.substr(text.find('=') + 1, RawId::kTextSize);
  }
  static std::string ticket_in(const std::string& location) { return location.substr(location.find('=') + 1); }

  KeptRoutes routes;
  core::AccessTable table;
  pages::CatalogueLanguages languages{"/nonexistent", {}};
  pages::Frame frame{{.folder = LODGE_SOURCE_DIR "/host/pages", .plugins = {}, .site_name = [](SiteId) { return "Ashdown School"; },
                      .shown_name = [this](const Actor& actor) { return accounts.shown_name(actor.site, actor.person); }},
                     table, languages};
};

}  // namespace lodge::test
