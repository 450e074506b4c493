// Who may do what, and did they mean it: the checks that stand before every handler.
#include <vector>

#include "host/http/house.h"

namespace lodge::http {
namespace {

struct Door : testing::Test, House {
  void SetUp() override {
    const auto page = [this](const Request& request) {
      ++handled;
      return Response::html("<p>" + request.form_token + "</p>");
    };
    const auto api = [this](const Request& request) {
      ++handled;
      return Response::json(request.json.is_null() ? Value("nothing") : request.json);
    };
    router.add({.method = Method::get, .pattern = "/rooms", .permission = kTeach, .handler = page});
    router.add({.method = Method::post, .pattern = "/rooms", .permission = kTeach, .handler = page});
    router.add({.method = Method::post, .pattern = "/rooms/{room}/cancel", .permission = kTeach, .handler = page});
    router.add({.method = Method::post, .pattern = "/office", .permission = kOfficeOnly, .handler = page});
    router.add({.method = Method::get, .pattern = "/sign-in", .permission = kAnybody, .handler = page});
    router.add({.method = Method::post, .pattern = "/sign-in", .permission = kAnybody, .handler = page});
    router.add({.method = Method::get, .pattern = "/api/v1/bookings", .permission = kTeach, .handler = api});
    router.add({.method = Method::post, .pattern = "/api/v1/bookings", .permission = kTeach, .handler = api});
    router.add({.method = Method::del, .pattern = "/api/v1/bookings/{booking}", .permission = kTeach, .handler = api});
    router.add({.method = Method::post, .pattern = "/api/v1/office", .permission = kOfficeOnly, .handler = api});
    open();
    port = server->port();
  }
  std::atomic<int> handled{0};
  std::uint16_t port = 0;
};

const std::string kCookie = "Cookie: __Host-lodge=teacher-cookie\r\n";
const std::string kBearer = "Authorization: Bearer teacher-token\r\n";
const std::string kToken = "form_token=teacher-form-token";

// A path that the pattern matches.
std::string filled(std::string pattern) {
  while (pattern.contains('{')) pattern.replace(pattern.find('{'), pattern.find('}') - pattern.find('{') + 1, "1");
  return pattern;
}

TEST_F(Door, RefusesEveryForgeryOnEveryRouteThatChangesState) {
  int tried = 0;
  for (const auto& served : router.all()) {
    if (!served->changes_state() || served->is_api()) continue;
    const auto path = filled(served->route.pattern);
    const bool reads_too = router.find(Method::get, path).route != nullptr;
    const std::vector<std::string> forgeries = {
        post(port, path, kCookie, "a=1"),
        post(port, path, kCookie, "form_token=office-form-token"),
        post(port, path, kCookie, ""),
        post(port, path, kCookie + "Origin: https://evil.example\r\n", kToken),
        post(port, path, kCookie + "Origin: null\r\n", kToken),
        post(port, path, kCookie + "Origin: https://localhost\r\n", kToken),
        post(port, path, kCookie + "Sec-Fetch-Site: cross-site\r\n", kToken),
        post(port, path, kCookie + "Sec-Fetch-Site: same-site\r\n", kToken),
        post(port, path, kCookie, kToken, "text/plain"),
        post(port, path, kCookie, kToken, "multipart/form-data; boundary=x"),
        post(port, path, kCookie, kToken, ""),
        reads_too ? "HTTP/1.1 405 " : get(port, path + "?" + kToken, kCookie),
    };
    for (const auto& answer : forgeries) EXPECT_TRUE(status_of(answer) == 403 || status_of(answer) == 405) << path << "\n" << answer;
    tried += static_cast<int>(forgeries.size());
  }
  EXPECT_EQ(handled, 0);
  EXPECT_GE(tried, 48);
}

TEST_F(Door, RefusesApiChangesThatComeWithACookie) {
  for (const auto& served : router.all()) {
    if (!served->changes_state() || !served->is_api()) continue;
    const auto method = std::string(name_of(served->route.method));
    const auto request = method + " " + filled(served->route.pattern) + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n";
    EXPECT_EQ(status_of(ask(port, request + kCookie + "\r\n")), 403);
    EXPECT_EQ(status_of(ask(port, request + "\r\n")), 401);
  }
  EXPECT_EQ(handled, 0);
}

TEST_F(Door, TakesTheFormTokenFromTheFormAlone) {
  EXPECT_EQ(status_of(post(port, "/rooms?" + kToken, kCookie, "a=1")), 403);
  EXPECT_EQ(status_of(post(port, "/rooms", kCookie + "form_token: teacher-form-token\r\n", "a=1")), 403);
  EXPECT_EQ(status_of(post(port, "/rooms", kCookie + "Cookie: form_token=teacher-form-token\r\n", "a=1")), 403);
  EXPECT_EQ(handled, 0);
}

TEST_F(Door, WritesInTheJournalWhatItRefused) {
  const auto journal_of = [](const auto& act) {
    testing::internal::CaptureStderr();
    act();
    return testing::internal::GetCapturedStderr();
  };
  const auto told = [](const std::string& journal, const std::string& why) {
    return journal.contains("HTTP-011") && journal.contains("why=\"" + why + "\"");
  };
  EXPECT_TRUE(told(journal_of([&] { post(port, "/office", kCookie, kToken); }), "not-allowed"));
  EXPECT_TRUE(told(journal_of([&] { post(port, "/rooms", kCookie, "a=1"); }), "form-token"));
  EXPECT_TRUE(told(journal_of([&] { post(port, "/rooms", kCookie + "Origin: https://evil.example\r\n", kToken); }), "forged"));
  EXPECT_TRUE(told(journal_of([&] { post(port, "/api/v1/bookings", kCookie, "{}", "application/json"); }), "bearer-only"));
  const auto bad = journal_of([&] { get(port, "/api/v1/bookings", "Authorization: Bearer hunter2\r\n"); });
  EXPECT_TRUE(told(bad, "bad-token"));
  EXPECT_FALSE(bad.contains("hunter2"));
  EXPECT_EQ(journal_of([&] { get(port, "/api/v1/bookings"); }), "") << "a stranger without a token is no event";
}

TEST_F(Door, TakesAFormThatWasMeant) {
  EXPECT_EQ(status_of(post(port, "/rooms", kCookie, kToken)), 200);
  EXPECT_EQ(status_of(post(port, "/rooms", kCookie + "Origin: http://localhost\r\nSec-Fetch-Site: same-origin\r\n", kToken)), 200);
  EXPECT_EQ(handled, 2);
}

TEST_F(Door, SendsStrangersToTheSignInPageAndBack) {
  const auto answer = get(port, "/rooms?day=2026-11-12&q=a%26b");
  EXPECT_EQ(status_of(answer), 303);
  EXPECT_EQ(header_of(answer, "Location"), "/sign-in?then=/rooms%3Fday%3D2026-11-12%26q%3Da%2526b");
  EXPECT_EQ(header_of(get(port, "/rooms", "Cookie: __Host-lodge=ended\r\n"), "Location"), "/sign-in?then=/rooms");
  const auto posted = post(port, "/rooms", "Referer: http://localhost/rooms/day?x=1\r\n", kToken);
  EXPECT_EQ(header_of(posted, "Location"), "/sign-in?then=/rooms/day%3Fx%3D1");
  for (const auto* elsewhere : {"https://evil.example/", "http://localhost//evil.example/", "http://localhost.evil.example/a", "nonsense"}) {
    const auto answer_there = post(port, "/rooms", "Referer: " + std::string(elsewhere) + "\r\n", kToken);
    EXPECT_EQ(header_of(answer_there, "Location"), "/sign-in?then=/") << elsewhere;
  }
}

TEST_F(Door, SendsWhoNeedsASecondFactorToSetItUp) {
  const auto answer = get(port, "/rooms", "Cookie: __Host-lodge=manager-cookie\r\n");
  EXPECT_EQ(status_of(answer), 303);
  EXPECT_EQ(header_of(answer, "Location"), "/account/second-factor?then=/rooms");
}

TEST_F(Door, RefusesWhatTheRoleMayNot) {
  EXPECT_EQ(status_of(post(port, "/office", kCookie, kToken)), 403);
  const auto answer = post(port, "/api/v1/office", kBearer, "{}", "application/json");
  EXPECT_EQ(status_of(answer), 403);
  EXPECT_EQ(header_of(answer, "Content-Type"), "application/problem+json");
}

TEST_F(Door, GivesAStrangersFormATokenOfItsOwnVisit) {
  const auto page = get(port, "/sign-in");
  const auto cookie = header_of(page, "Set-Cookie");
  ASSERT_TRUE(cookie.starts_with("__Host-visit=")) << page;
  EXPECT_TRUE(cookie.ends_with("; Path=/; Secure; HttpOnly; SameSite=Lax"));
  const auto visit = cookie.substr(0, cookie.find(';'));
  const auto token = "form_token=token-of-" + visit.substr(visit.find('=') + 1);
  EXPECT_EQ(status_of(post(port, "/sign-in", "Cookie: " + visit + "\r\n", token)), 200);
  EXPECT_EQ(status_of(post(port, "/sign-in", "", token)), 403);
  EXPECT_EQ(status_of(post(port, "/sign-in", "Cookie: __Host-visit=other\r\n", token)), 403);
  EXPECT_EQ(header_of(get(port, "/sign-in", "Cookie: " + visit + "\r\n"), "Set-Cookie"), "");
}

TEST_F(Door, KeepsTheLoginSecretFromHandlers) {
  std::string seen;
  router.add({.method = Method::get, .pattern = "/late", .permission = kTeach, .handler = [&](const Request& request) {
    for (const auto& [name, value] : request.cookies.all()) seen += name + "=" + value + ";";
    return Response::html("");
  }});
  get(port, "/late", "Cookie: a=1; __Host-lodge=teacher-cookie; b=2\r\n");
  EXPECT_EQ(seen, "a=1;b=2;");
}

TEST_F(Door, ReadsJsonAndNothingElseOnTheApi) {
  const auto send = [&](const std::string& body, const std::string& type) { return post(port, "/api/v1/bookings", kBearer, body, type); };
  EXPECT_EQ(body_of(send(R"({"room":"s03"})", "application/json; charset=utf-8")), R"({"room":"s03"})");
  EXPECT_EQ(status_of(send("room=s03", "application/x-www-form-urlencoded")), 415);
  EXPECT_EQ(status_of(send("{}", "text/plain")), 415);
  EXPECT_EQ(status_of(send("{", "application/json")), 400);
  EXPECT_EQ(status_of(send(R"({"a":1,"a":2})", "application/json")), 400);
  EXPECT_EQ(status_of(send(std::string(10'000, '[') + std::string(10'000, ']'), "application/json")), 400);
  EXPECT_EQ(status_of(send(std::string(1'000'000, '9'), "application/json")), 400);
  EXPECT_EQ(status_of(send(std::string(10'000'000, '9'), "application/json")), 413);
}

TEST_F(Door, RefusesAnIdempotencyKeyThatCannotBeOne) {
  const auto send = [&](const std::string& key) { return status_of(post(port, "/api/v1/bookings", kBearer + "Idempotency-Key: " + key + "\r\n", "{}", "application/json")); };
  EXPECT_EQ(send("one-key"), 200);
  EXPECT_EQ(send(std::string(64, 'k')), 200);
  EXPECT_EQ(send(std::string(65, 'k')), 400);
  EXPECT_EQ(send("caf\xc3\xa9"), 400);
  EXPECT_EQ(status_of(post(port, "/rooms", kCookie, kToken + "&idempotency_key=" + std::string(65, 'k'))), 400);
}

TEST_F(Door, ChallengesWhoeverBringsNoTokenOrABadOne) {
  EXPECT_EQ(header_of(get(port, "/api/v1/bookings"), "WWW-Authenticate"), "Bearer");
  EXPECT_EQ(status_of(get(port, "/api/v1/bookings", "Authorization: Bearer wrong\r\n")), 401);
  EXPECT_EQ(status_of(get(port, "/api/v1/bookings", "Authorization: Basic dGVhY2hlcg==\r\n")), 401);
  EXPECT_EQ(status_of(get(port, "/api/v1/bookings", kBearer)), 200);
  EXPECT_EQ(status_of(get(port, "/api/v1/bookings", kCookie)), 200);
  EXPECT_NE(status_of(get(port, "/rooms", kBearer)), 200);
}

TEST_F(Door, SaysNothingChangedWhenTheReaderKnowsIt) {
  const auto first = get(port, "/api/v1/bookings", kBearer);
  const auto etag = header_of(first, "ETag");
  ASSERT_FALSE(etag.empty());
  const auto second = get(port, "/api/v1/bookings", kBearer + "If-None-Match: " + etag + "\r\n");
  EXPECT_EQ(status_of(second), 304);
  EXPECT_EQ(body_of(second), "");
}

TEST_F(Door, SaysWhichMethodsThereAre) {
  const auto answer = ask(port, "PUT /rooms HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n" + kCookie + "\r\n");
  EXPECT_EQ(status_of(answer), 405);
  EXPECT_EQ(header_of(answer, "Allow"), "GET, HEAD, POST");
}

TEST(SameSecret, ComparesWholeTexts) {
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
  EXPECT_FALSE(same_secret("", "a"));
}

}  // namespace
}  // namespace lodge::http
