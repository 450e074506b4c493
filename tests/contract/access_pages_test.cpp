// The pages of sign-in, account and users, through their routes' handlers, with the real templates.
#include "contract/access_world.h"

#include "core/access/cookies.h"
#include "pages/access_pages.h"
#include "pages/frame.h"
#include "pages/languages.h"

#include <gmock/gmock.h>
#include <lodge/json.h>

namespace lodge::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class PlainRoutes : public Routes {
 public:
  void add(Route route) override { all_.push_back(std::move(route)); }
  const Route& find(Method method, const std::string& path, Fields& parts) const {
    for (const auto& route : all_) {
      const auto open = route.pattern.find('{'), close = route.pattern.find('}');
      if (route.method != method) continue;
      if (route.pattern == path) return route;
      if (open == std::string::npos || path.compare(0, open, route.pattern, 0, open) != 0) continue;
      const auto end = std::min(path.find('/', open), path.size());
      if (path.substr(end) != route.pattern.substr(close + 1)) continue;
      parts.add(route.pattern.substr(open + 1, close - open - 1), path.substr(open, end - open));
      return route;
    }
    throw std::runtime_error("no route for " + path);
  }
  std::vector<Route> all_;
};

using Form = std::vector<std::pair<std::string, std::string>>;

class AccessPagesTest : public AccessContract {
 protected:
  AccessPagesTest() { pages::register_access_pages(routes_, on_); }

  /// As a browser would: with the cookie it was given, and without permission where the door would say no.
  Response ask(Method method, std::string path, const Form& form = {}) {
    Request request;
    request.method = method;
    const auto question = path.find('?');
    for (const auto& [name, value] : method == Method::get ? form : Form()) request.query.add(name, value);
    if (question != std::string::npos) {
      const auto equals = path.find('=', question);
      request.query.add(path.substr(question + 1, equals - question - 1), path.substr(equals + 1));
      path.resize(question);
    }
    const auto& route = routes_.find(method, path, request.parts);
    request.path = path;
    if (method == Method::post)
      for (const auto& [name, value] : form) request.form.add(name, value);
    if (!device_.empty()) request.cookies.add(std::string(core::kDeviceCookie), device_);
    request.address = "192.0.2.7";
    request.received_at = clock_.now();
    request.say = &languages_.choose("", "");
    request.form_token = "token";
    if (const auto identity = who(login_)) {
      request.actor = identity->actor;
      request.view_key = identity->view_key;
      request.form_token = identity->form_token;
    }
    if (!access_.may(request.actor, route.permission)) return Response::html("", 403);
    auto response = route.handler(request);
    keep_cookies(response);
    return response;
  }
  Response get(const std::string& path, const Form& query = {}) { return ask(Method::get, path, query); }
  Response post(const std::string& path, const Form& form = {}) { return ask(Method::post, path, form); }
  Response sign_in_as(const std::string& name, const std::string& password = kGoodPassword) {
    return post("/sign-in", {{"name", name}, {"password", password}, {"then", "/staff/rooms"}});
  }
  void make_manager() { ASSERT_TRUE(host_.accounts.set_roles(root_, ada_, {Role::manager}).has_value()); }
  void sign_in_manager() {
    make_manager();
    sign_in_as("ada@ashdown.test");
    enrol(login_, ada_);
  }
  static std::string location(const Response& response) { return header(response, "Location"); }
  static std::string header(const Response& response, std::string_view wanted) {
    for (const auto& [name, value] : response.headers)
      if (name == wanted) return value;
    return "";
  }
  static std::string between(const std::string& text, const std::string& before, const std::string& after) {
    const auto start = text.find(before);
    if (start == std::string::npos) return "";
    return text.substr(start + before.size(), text.find(after, start + before.size()) - start - before.size());
  }

  void keep_cookies(const Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name != "Set-Cookie") continue;
      cookies_.push_back(value);
      const auto cookie = value.substr(0, value.find(';'));
      if (cookie.starts_with(std::string(core::kLoginCookie) + "=")) login_ = cookie.substr(core::kLoginCookie.size() + 1);
      if (cookie.starts_with(std::string(core::kDeviceCookie) + "=")) device_ = cookie.substr(core::kDeviceCookie.size() + 1);
    }
  }

  core::AccessTable access_;
  pages::CatalogueLanguages languages_{"", {}};
  pages::Frame frame_{{.folder = std::string(LODGE_SOURCE_DIR) + "/host/pages",
                       .plugins = {},
                       .site_name = [](SiteId) { return std::string("Ashdown School"); },
                       .shown_name = [](const Actor&) { return std::string("Ms Okafor"); }},
                      access_, languages_};
  pages::AccessPages on_{frame_, access_, central(), directory_, host_.accounts, host_.sessions, host_.sign_in,
                         host_.credentials, "https://lodge.test"};
  PlainRoutes routes_;
  std::string login_, device_;
  std::vector<std::string> cookies_;  ///< as they were set
};

TEST_P(AccessPagesTest, SignInGoesWhereTheWayLed) {
  EXPECT_THAT(get("/sign-in?then=/staff/rooms").body, HasSubstr("value=\"/staff/rooms\""));
  const auto in = sign_in_as("ada@ashdown.test");
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(location(in), "/staff/rooms");
  EXPECT_EQ(login_.size(), 26U);
  EXPECT_FALSE(device_.empty());
}

TEST_P(AccessPagesTest, CookiesAreForThisHostOverTlsAndForNoScript) {
  sign_in_as("ada@ashdown.test");
  get("/account/confirm");
  post("/account/confirm", {{"password", kGoodPassword}});
  const auto secrets = {login_, device_};
  for (const std::string path : {"/account", "/account/password", "/account/second-factor", "/account/recovery-codes"})
    for (const auto& secret : secrets) EXPECT_THAT(get(path).body, Not(HasSubstr(secret))) << path;
  post("/sign-out");
  ASSERT_EQ(cookies_.size(), 4U) << "in: login and device; confirmed: login; out: login";
  for (const auto& cookie : cookies_) {
    EXPECT_TRUE(cookie.starts_with("__Host-")) << cookie;
    for (const auto* attribute : {"; Path=/", "; Secure", "; HttpOnly", "; SameSite=Lax"}) EXPECT_THAT(cookie, HasSubstr(attribute));
    EXPECT_THAT(cookie, Not(HasSubstr("Domain")));
  }
}

TEST_P(AccessPagesTest, SigningInAgainEndsTheLoginBefore) {
  sign_in_as("ada@ashdown.test");
  const auto first = login_;
  sign_in_as("ada@ashdown.test");
  EXPECT_NE(login_, first);
  EXPECT_FALSE(who(first).has_value());
  EXPECT_TRUE(who(login_).has_value());
}

TEST_P(AccessPagesTest, OnlySigningInIsOpenToAnybody) {
  std::vector<std::string> open;
  for (const auto& route : routes_.all_)
    if (access_.may(Actor(), route.permission)) open.push_back(std::string(route.method == Method::get ? "GET " : "POST ") + route.pattern);
  EXPECT_THAT(open, testing::UnorderedElementsAre("GET /sign-in", "POST /sign-in", "GET /sign-in/code", "POST /sign-in/code", "POST /sign-out",
                                                  "GET /set-up", "POST /set-up"));
}

TEST_P(AccessPagesTest, ThePasswordAloneOpensNothingWhereACodeIsAskedFor) {
  sign_in_as("ada@ashdown.test");
  enrol(login_, ada_);
  login_.clear();
  cookies_.clear();
  EXPECT_EQ(sign_in_as("ada@ashdown.test").status, 200);
  EXPECT_TRUE(cookies_.empty());
  EXPECT_EQ(get("/account").status, 403);
  EXPECT_EQ(post("/account/password").status, 403);
}

TEST_P(AccessPagesTest, AFormSetsOnlyWhatItAsksFor) {
  sign_in_as("ada@ashdown.test");
  const auto password = "another heron paints trains";
  const Form form{{"old_password", kGoodPassword}, {"new_password", password}, {"again", password}, {"person", leo_.text()},
                  {"role", "administrator"}, {"roles", "administrator"}, {"site", SiteId::random().text()}, {"disabled", "1"}, {"totp", ""}};
  EXPECT_EQ(location(post("/account/password", form)), "/account?done=password");
  const auto account = *host_.accounts.find(ada_);
  EXPECT_EQ(account.roles, Roles{Role::teacher});
  EXPECT_EQ(account.site, site_);
  EXPECT_FALSE(account.disabled);
  EXPECT_FALSE(host_.accounts.find(leo_).has_value());
}

TEST_P(AccessPagesTest, TheApiTellsNoMoreOfAPersonThanItsName) {
  sign_in_as("ada@ashdown.test");
  const auto person = parse_json(get("/api/v1/people?limit=1").body)->at("items").list()->front();
  std::vector<std::string> fields;
  for (const auto& [name, value] : *person.map()) fields.push_back(name);
  EXPECT_THAT(fields, testing::ElementsAre("id", "kind", "name"));
  EXPECT_THAT(get("/api/v1/people").body, Not(HasSubstr("@")));
}

TEST_P(AccessPagesTest, APasswordCountsAsItWasTypedToItsLastCharacter) {
  const std::string typed = "  Heron Paints Slow Trains, and goes on to the end of a line where nobody has been before: zwölf mal zwölf ";
  sign_in_as("ada@ashdown.test");
  EXPECT_EQ(location(post("/account/password", {{"old_password", kGoodPassword}, {"new_password", typed}, {"again", typed}})), "/account?done=password");
  auto small = typed, other_end = typed;
  small[2] = 'h';
  other_end[typed.size() - 2] = 'x';
  const auto trimmed = typed.substr(2, typed.size() - 3);
  for (const auto& almost : {small, other_end, trimmed, typed.substr(0, 72), typed + " "}) EXPECT_NE(sign_in_as("ada@ashdown.test", almost).status, 303) << almost;
  clock_.move(std::chrono::minutes(1));  // so many wrong ones have to wait
  EXPECT_EQ(location(sign_in_as("ada@ashdown.test", typed)), "/staff/rooms");
}

TEST_P(AccessPagesTest, SignInNeverLeadsToAnotherHost) {
  for (const std::string there : {"https://evil.test/", "//evil.test/", "/\\evil.test", "javascript:alert(1)", "/a\r\nSet-Cookie: x"}) {
    const auto in = post("/sign-in", {{"name", "ada@ashdown.test"}, {"password", kGoodPassword}, {"then", there}});
    EXPECT_EQ(location(in), "/") << there;
    login_.clear();
  }
}

TEST_P(AccessPagesTest, ShowsOnePageForAWrongPasswordAndAnUnknownName) {
  const auto wrong = sign_in_as("ada@ashdown.test", "wrong"), unknown = sign_in_as("bob@ashdown.test", "wrong");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(unknown.status, 422);
  auto same = unknown.body;
  const auto at = same.find("bob@ashdown.test");
  ASSERT_NE(at, std::string::npos) << "what was typed is kept";
  same.replace(at, 3, "ada");
  EXPECT_EQ(wrong.body, same);
  EXPECT_THAT(wrong.body, Not(HasSubstr("value=\"wrong\"")));
  EXPECT_THAT(wrong.body, HasSubstr("<a href=\"#name\">"));
}

TEST_P(AccessPagesTest, EscapesWhatWasTyped) {
  EXPECT_THAT(sign_in_as("\"><script>alert(1)</script>", "wrong").body, Not(HasSubstr("<script>alert")));
}

TEST_P(AccessPagesTest, OffersTheCodeWhenThereWereManyWrongTries) {
  for (int i = 0; i < 5; ++i) sign_in_as("ada@ashdown.test", "wrong");
  const auto slow = sign_in_as("ada@ashdown.test");
  EXPECT_EQ(slow.status, 429);
  EXPECT_EQ(header(slow, "Retry-After"), "60");
  EXPECT_THAT(slow.body, HasSubstr("autocomplete=\"one-time-code\""));
}

TEST_P(AccessPagesTest, SignOutEndsTheLoginSessionAndClearsTheBrowser) {
  sign_in_as("ada@ashdown.test");
  const auto before = login_;
  const auto out = post("/sign-out");
  EXPECT_EQ(location(out), "/sign-in?out=1");
  EXPECT_THAT(header(out, "Clear-Site-Data"), HasSubstr("cache"));
  EXPECT_FALSE(who(before).has_value());
  EXPECT_TRUE(login_.empty());
}

TEST_P(AccessPagesTest, AManagerSetsUpTheSecondFactorFirst) {
  make_manager();
  const auto in = sign_in_as("ada@ashdown.test");
  EXPECT_EQ(location(in), "/account/second-factor?then=/staff/rooms");
  EXPECT_EQ(get("/admin/users").status, 403);
  const auto page = get("/account/second-factor").body;
  EXPECT_THAT(page, HasSubstr("<svg"));
  EXPECT_THAT(page, HasSubstr("autocomplete=\"one-time-code\""));
  const auto key = *core::parse_base32(between(page, "<code class=\"key\">", "</code>"));
  auto form = Form{{"sealed", between(page, "name=\"sealed\" value=\"", "\"")}, {"code", "000000"}, {"password", kGoodPassword}};
  const auto wrong = post("/account/second-factor", form);
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(*core::parse_base32(between(wrong.body, "<code class=\"key\">", "</code>")), key) << "the same key again";
  form[0].second = between(wrong.body, "name=\"sealed\" value=\"", "\"");
  form[1].second = code(key);
  const auto done = post("/account/second-factor", form);
  EXPECT_EQ(done.status, 200);
  EXPECT_THAT(done.body, HasSubstr("<li><code>"));
  EXPECT_EQ(get("/admin/users").status, 200);
}

TEST_P(AccessPagesTest, SignInAsksForTheCodeOnAPageOfItsOwn) {
  sign_in_as("ada@ashdown.test");
  const auto key = enrol(login_, ada_);
  clock_.move(std::chrono::seconds(60));
  login_.clear();
  const auto step = sign_in_as("ada@ashdown.test");
  EXPECT_EQ(step.status, 200);
  const auto ticket = between(step.body, "name=\"ticket\" value=\"", "\"");
  EXPECT_EQ(post("/sign-in/code", {{"ticket", ticket}, {"code", "111111"}}).status, 422);
  const auto in = post("/sign-in/code", {{"ticket", ticket}, {"code", code(key)}, {"then", "/staff/rooms"}});
  EXPECT_EQ(location(in), "/staff/rooms");
}

TEST_P(AccessPagesTest, TheAccountShowsWhereOneIsSignedInAndEndsIt) {
  sign_in_as("ada@ashdown.test");
  const auto other = signed_in().secret;
  const auto page = get("/account").body;
  EXPECT_THAT(page, HasSubstr("Another device"));
  EXPECT_THAT(page, HasSubstr("ada@ashdown.test"));
  EXPECT_EQ(location(post("/account/devices/" + session_of(other).text() + "/end")), "/account?done=ended");
  EXPECT_FALSE(who(other).has_value());
  EXPECT_EQ(post("/account/devices/" + LoginSessionId::random().text() + "/end").status, 404);
}

TEST_P(AccessPagesTest, AsksForThePasswordBeforeOtherDevicesAreSignedOut) {
  sign_in_as("ada@ashdown.test");
  const auto other = signed_in().secret;
  clock_.move(std::chrono::minutes(6));
  const auto ways = {"/account/devices/" + session_of(other).text() + "/end", std::string("/account/devices/end-others")};
  for (const auto& way : ways) EXPECT_EQ(location(post(way)), "/account/confirm?then=/account");
  EXPECT_TRUE(who(other).has_value());
  post("/account/confirm", {{"password", kGoodPassword}});
  for (const auto& way : ways) EXPECT_THAT(location(post(way)), HasSubstr("/account?done="));
  EXPECT_FALSE(who(other).has_value());
}

TEST_P(AccessPagesTest, ChangesThePasswordAndStaysSignedIn) {
  sign_in_as("ada@ashdown.test");
  const auto before = login_;
  const auto change = [&](std::string old, std::string fresh, std::string again) {
    return post("/account/password", {{"old_password", std::move(old)}, {"new_password", std::move(fresh)}, {"again", std::move(again)}});
  };
  EXPECT_THAT(change("wrong", "another heron paints", "another heron paints").body, HasSubstr("href=\"#old_password\""));
  EXPECT_THAT(change(kGoodPassword, "short", "short").body, HasSubstr("Use 15 characters or more"));
  EXPECT_THAT(change(kGoodPassword, "one thing", "another").body, HasSubstr("href=\"#again\""));
  const auto done = change(kGoodPassword, "another heron paints trains", "another heron paints trains");
  EXPECT_EQ(location(done), "/account?done=password");
  EXPECT_FALSE(who(before).has_value());
  EXPECT_EQ(get("/account?done=password").status, 200);
}

TEST_P(AccessPagesTest, ALinkSetsAPasswordOnce) {
  const auto secret = *host_.accounts.new_set_up_secret(root_, ada_);
  EXPECT_THAT(get("/set-up?secret=" + secret).body, HasSubstr("autocomplete=\"new-password\""));
  const Form form{{"secret", secret}, {"new_password", "another heron paints trains"}, {"again", "another heron paints trains"}};
  EXPECT_EQ(location(post("/set-up", form)), "/sign-in?set=1");
  EXPECT_EQ(post("/set-up", form).status, 404);
  EXPECT_EQ(get("/set-up?secret=" + secret).status, 404);
}

TEST_P(AccessPagesTest, AManagerAddsSomebodyAndHandsTheLinkOn) {
  sign_in_manager();
  EXPECT_THAT(get("/admin/users").body, HasSubstr("Ms Okafor"));
  EXPECT_THAT(get("/admin/users/new").body, HasSubstr("Lowther, Leo (leo@ashdown.test)"));
  const auto made = post("/admin/users/new", {{"person", leo_.text()}, {"role", "teacher"}, {"role", "administrator"}});
  EXPECT_EQ(made.status, 422) << "a manager makes no administrator";
  const auto added = post("/admin/users/new", {{"person", leo_.text()}, {"role", "teacher"}});
  EXPECT_EQ(added.status, 200);
  EXPECT_THAT(added.body, HasSubstr("https://lodge.test/set-up?secret="));
  const auto page = "/admin/users/" + leo_.text();
  EXPECT_EQ(get(page).status, 200);
  EXPECT_EQ(location(post(page + "/roles", {{"role", "office"}})), page + "?done=roles");
  EXPECT_EQ(host_.accounts.find(leo_)->roles, Roles{Role::office});
  EXPECT_EQ(post(page + "/roles", {}).status, 422);
  EXPECT_EQ(location(post(page + "/close")), page + "?done=close");
  EXPECT_THAT(get(page).body, HasSubstr("Open the account again"));
  EXPECT_EQ(location(post(page + "/open")), page + "?done=open");
  EXPECT_EQ(location(post(page + "/reset-second-factor")), page + "?done=reset");
  EXPECT_THAT(post(page + "/set-up-link").body, HasSubstr("https://lodge.test/set-up?secret="));
}

TEST_P(AccessPagesTest, AsksForThePasswordBeforeFarReachingActs) {
  sign_in_manager();
  clock_.move(std::chrono::minutes(6));
  const auto page = "/admin/users/" + ada_.text();
  EXPECT_EQ(location(post(page + "/set-up-link")), "/account/confirm?then=" + page);
  EXPECT_EQ(post("/account/confirm", {{"password", "wrong"}, {"then", page}}).status, 422);
  EXPECT_EQ(location(post("/account/confirm", {{"password", kGoodPassword}, {"then", page}})), page);
  EXPECT_EQ(post(page + "/set-up-link").status, 200);
}

TEST_P(AccessPagesTest, ShowsNoUserOfAnotherSite) {
  sign_in_manager();
  const auto there = core::create_site(central(), audit_, clock_, "elsewhere", "Elsewhere", "Europe/London")->id;
  const auto stranger = *host_.accounts.add_local(root_, there, "stranger", "A Stranger", {Role::office});
  EXPECT_EQ(get("/admin/users/" + stranger.text()).status, 404);
  EXPECT_EQ(post("/admin/users/" + stranger.text() + "/close").status, 404);
  EXPECT_EQ(get("/admin/users/" + PersonId::random().text()).status, 404);
}

TEST_P(AccessPagesTest, TheApiNamesTeachersPageByPage) {
  sign_in_as("ada@ashdown.test");
  const auto first = *parse_json(get("/api/v1/people?limit=1").body);
  ASSERT_EQ(first.at("items").list()->size(), 1U);
  const auto second = *parse_json(get("/api/v1/people", {{"limit", "1"}, {"cursor", first.text_or("next")}}).body);
  ASSERT_EQ(second.at("items").list()->size(), 1U);
  EXPECT_NE(first.at("items").list()->front(), second.at("items").list()->front());
  EXPECT_TRUE(second.at("next").is_null());
  EXPECT_EQ(get("/api/v1/people?limit=501").status, 400);
  EXPECT_EQ(get("/api/v1/people?cursor=!").status, 400);
  EXPECT_THAT(get("/api/v1/sites").body, HasSubstr("ashdown"));
  EXPECT_EQ(get("/api/v1/people?kind=student").body, R"({"items":[],"next":null})");
}

TEST_P(AccessPagesTest, EveryPageOfTheAccountIsThere) {
  sign_in_as("ada@ashdown.test");
  for (const std::string path : {"/account", "/account/password", "/account/confirm", "/account/second-factor", "/account/recovery-codes"})
    EXPECT_EQ(get(path).status, 200) << path;
  enrol(login_, ada_);
  EXPECT_THAT(get("/account").body, HasSubstr("10 recovery codes are left"));
  EXPECT_EQ(post("/account/recovery-codes", {{"password", "wrong"}}).status, 422);
  EXPECT_THAT(post("/account/recovery-codes", {{"password", kGoodPassword}}).body, HasSubstr("<li><code>"));
}

INSTANTIATE_TEST_SUITE_P(OneEngine, AccessPagesTest, testing::Values(Engine::sqlite),
                         [](const auto& one) { return name_of(one.param); });

}  // namespace
}  // namespace lodge::test
