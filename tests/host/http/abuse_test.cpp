// Every fault of POCO's HTTP server that was seen in trials, against ours.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <algorithm>
#include <vector>

#include "host/http/house.h"
#include "http/watchdog.h"

namespace lodge::http {
namespace {

using namespace std::string_literals;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Now = std::chrono::steady_clock;

struct Abuse : testing::Test, House {
  Abuse() {
    router.add({.method = Method::get, .pattern = "/hello", .permission = kAnybody, .handler = [](const Request&) { return Response::html("hello"); }});
    router.add({.method = Method::get, .pattern = "/secret", .permission = kAnybody, .handler = [this](const Request&) { ++secrets; return Response::html("secret"); }});
    router.add({.method = Method::get, .pattern = "/reflect", .permission = kAnybody,
                .handler = [](const Request& request) { return Response::html("x").with("X-Out", request.query.get("q")); }});
    router.add({.method = Method::get, .pattern = "/split", .permission = kAnybody,
                .handler = [](const Request&) { return Response::html("x").with("X-Out", "a\r\nInjected: 1"); }});
    // Takes a body and never looks at it.
    router.add({.method = Method::post, .pattern = "/api/v1/ignore", .permission = kAnybody, .handler = [](const Request&) { return Response::json(1); }, .body_limit = 1000});
    router.add({.method = Method::post, .pattern = "/api/v1/teach", .permission = kTeach, .handler = [](const Request&) { return Response::json(1); }, .body_limit = 1000});
    router.add({.method = Method::get, .pattern = "/big", .permission = kAnybody, .handler = [](const Request&) { return Response::html(std::string(30U << 20U, 'b')); }});
  }
  std::uint16_t opened() {
    open();
    return server->port();
  }
  std::atomic<int> secrets{0};
};

std::string post_head(const std::string& path, const std::string& length, const std::string& more = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: " + length + "\r\n" + more + "\r\n";
}

/// As far as this user may.
void allow_files(rlim_t wanted) {
  rlimit files{};
  ASSERT_EQ(::getrlimit(RLIMIT_NOFILE, &files), 0);
  files.rlim_cur = std::min(files.rlim_max, std::max(files.rlim_cur, wanted));
  ASSERT_EQ(::setrlimit(RLIMIT_NOFILE, &files), 0);
}

const std::string kHidden = "GET /secret HTTP/1.1\r\nHost: localhost\r\n\r\n";

TEST_F(Abuse, NeverTakesABodyThatNobodyReadForARequest) {
  RawClient client(opened());
  const auto size = std::to_string(kHidden.size());
  for (const auto* path : {"/api/v1/ignore", "/api/v1/teach", "/api/v1/nowhere", "/hello"}) {
    client.send(post_head(path, size) + kHidden);
    client.response();
  }
  client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(body_of(client.response()), "hello");
  EXPECT_EQ(secrets, 0);
}

TEST_F(Abuse, ClosesAfterABodyItWillNotRead) {
  const auto port = opened();
  const auto all = ask(port, post_head("/api/v1/ignore", "5000000") + kHidden + kHidden);
  EXPECT_EQ(status_of(all), 413);
  EXPECT_EQ(header_of(all, "Connection"), "close");
  EXPECT_EQ(secrets, 0);
}

TEST_F(Abuse, TakesLittleFromStrangersWhateverTheRouteAllows) {
  router.add({.method = Method::post, .pattern = "/api/v1/upload", .permission = kAnybody, .handler = [](const Request&) { return Response::json(1); }, .body_limit = 1U << 20U});
  const auto port = opened();
  const auto body = "\"" + std::string(70'000, 'a') + "\"";
  EXPECT_EQ(status_of(post(port, "/api/v1/upload", "", body, "application/json")), 413);
  EXPECT_EQ(status_of(post(port, "/api/v1/upload", "Authorization: Bearer teacher-token\r\n", body, "application/json")), 200);
}

TEST_F(Abuse, AnswersAmbiguousFramingWith4xxAndCloses) {
  const auto port = opened();
  const std::string head = "POST /api/v1/ignore HTTP/1.1\r\nHost: localhost\r\n";
  const std::vector<std::string> attacks = {
      head + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kHidden,
      head + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n" + kHidden,
      head + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + kHidden,
      head + "Content-Length: -1\r\n\r\n" + kHidden,
      head + "Content-Length: zzz\r\n\r\n" + kHidden,
      head + "Content-Length: =?utf-8?q?0?=\r\n\r\n" + kHidden,
      head + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + kHidden,
      head + "Transfer-Encoding: chunked\r\n\r\n-1\r\n" + kHidden,
      head + "Transfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n" + kHidden,
      head + "Transfer-Encoding: =?utf-8?q?chunked?=\r\n\r\n0\r\n\r\n" + kHidden,
      head + "Content-Length: 0\r\nX: a\r\n b\r\n\r\n" + kHidden,
      head + "Content-Length : 0\r\n\r\n" + kHidden,
      head + "Content-Length: 0\r\nX: a\0b\r\n\r\n"s + kHidden,
      "POST /api/v1/ignore HTTP/1.1\nHost: localhost\nContent-Length: 0\n\n" + kHidden,
      "GET /hello HTTP/1.1\r\n\r\n" + kHidden,
      "GET /hello HTTP/9.9\r\nHost: localhost\r\n\r\n" + kHidden,
      "BREW /hello HTTP/1.1\r\nHost: localhost\r\n\r\n" + kHidden,
      "TRACE /hello HTTP/1.1\r\nHost: localhost\r\n\r\n" + kHidden,
  };
  for (const auto& attack : attacks) {
    const auto all = ask(port, attack);
    EXPECT_GE(status_of(all), 400) << attack;
    EXPECT_EQ(header_of(all, "Connection"), "close") << attack;
    EXPECT_EQ(all.find("HTTP/1.1", 9), std::string::npos) << "two answers to " << attack;
  }
  EXPECT_EQ(secrets, 0);
}

TEST_F(Abuse, NeverDecodesAHeaderValue) {
  std::string seen;
  router.add({.method = Method::get, .pattern = "/api/v1/key", .permission = kAnybody,
              .handler = [&](const Request& request) { seen = request.idempotency_key; return Response::json(1).with("X-Out", seen); }});
  const auto response = get(opened(), "/api/v1/key", "Idempotency-Key: =?utf-8?q?a=0D=0AInjected:_1?=\r\n");
  EXPECT_EQ(seen, "=?utf-8?q?a=0D=0AInjected:_1?=");
  EXPECT_EQ(header_of(response, "Injected"), "");
}

TEST_F(Abuse, NeverLetsAHandlerSplitAResponse) {
  const auto port = opened();
  EXPECT_EQ(status_of(get(port, "/split")), 500);
  EXPECT_EQ(header_of(get(port, "/split"), "Injected"), "");
  EXPECT_EQ(status_of(get(port, "/reflect?q=a%0d%0aInjected:1")), 400);
}

TEST_F(Abuse, AnswersOnlyToItsOwnNames) {
  config.hosts = {"lodge.school.example"};
  const auto port = opened();
  const auto to = [&](const std::string& host) { return status_of(ask(port, "GET /hello HTTP/1.1\r\nConnection: close\r\nHost: " + host + "\r\n\r\n")); };
  EXPECT_EQ(to("LODGE.school.example"), 200);
  EXPECT_EQ(to("lodge.school.example:443"), 200);
  EXPECT_EQ(to("evil.example"), 421);
  EXPECT_EQ(to("lodge.school.example.evil.example"), 421);
  EXPECT_EQ(header_of(ask(port, "GET /api/v1/key HTTP/1.1\r\nConnection: close\r\nHost: evil.example\r\n\r\n"), "Content-Type"), "application/problem+json");
  EXPECT_EQ(body_of(ask(port, "HEAD /hello HTTP/1.1\r\nConnection: close\r\nHost: evil.example\r\n\r\n")), "");
}

TEST_F(Abuse, EndsAHeadThatTricklesForTooLong) {
  RawClient client(opened());
  client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n");
  const Trickle trickle(client, "X: 1\r\n");
  EXPECT_EQ(status_of(client.rest()), 408);
}

TEST_F(Abuse, EndsABodyThatTricklesForTooLong) {
  RawClient client(opened());
  client.send(post_head("/api/v1/ignore", "500"));
  const Trickle trickle(client, "x");
  const auto answer = client.rest();
  EXPECT_EQ(status_of(answer), 408);
  EXPECT_EQ(header_of(answer, "Content-Type"), "application/problem+json");
}

TEST_F(Abuse, EndsAConnectionThatSaysNothing) {
  RawClient client(opened());
  EXPECT_TRUE(client.closed());
}

TEST_F(Abuse, EndsAClientThatDoesNotRead) {
  config.patience.write = seconds(3);
  RawClient client(opened());
  client.send("GET /big HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_TRUE(comes_to(1));
  EXPECT_TRUE(comes_to(0));
}

TEST_F(Abuse, StaysUsableWhileManyTrickle) {
  config.patience.head = seconds(20);
  const auto port = opened();
  std::vector<RawClient> slow;
  for (int i = 0; i < 300; ++i) slow.emplace_back(port).send("GET / HTTP/1.1\r\n");
  EXPECT_EQ(status_of(get(port, "/hello")), 200);
}

TEST_F(Abuse, AnswersAtOnceWithAThousandOpenConnections) {
  allow_files(4096);  // for both ends
  config.patience.idle = seconds(60);
  const auto port = opened();
  std::vector<RawClient> idle;
  for (int i = 0; i < 1000; ++i) {
    idle.emplace_back(port).send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    ASSERT_EQ(body_of(idle.back().response()), "hello") << i;
  }
  EXPECT_EQ(server->open_connections(), 1000U);
  EXPECT_EQ(status_of(get(port, "/hello")), 200);
  for (auto& client : idle) client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  for (auto& client : idle) EXPECT_EQ(body_of(client.response()), "hello");
}

TEST_F(Abuse, MakesRoomForANewcomerByEndingTheOldestIdleConnection) {
  config.connections = 50;
  const auto port = opened();
  std::vector<RawClient> idle;
  for (int i = 0; i < 50; ++i) {
    idle.emplace_back(port).send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    idle.back().response();
    // Its thread may still be on its way from answering to idling; the first has to be there before the others.
    if (i == 0 || i == 49) std::this_thread::sleep_for(milliseconds(100));
  }
  EXPECT_EQ(status_of(get(port, "/hello")), 200);
  EXPECT_TRUE(idle.front().closed());
}

TEST_F(Abuse, TurnsAwayWhoComesWhileAllAreAtWorkButNotThisMachine) {
  std::atomic<int> inside = 0;
  std::atomic<bool> may_go = false;
  router.add({.method = Method::get, .pattern = "/slow", .permission = kAnybody, .handler = [&](const Request&) {
    ++inside;
    while (!may_go) std::this_thread::sleep_for(milliseconds(5));
    return Response::html("done");
  }});
  config.connections = 3;
  config.trusted_proxies = {"127.0.0.2"};  // the only others that come over loopback
  config.patience.head = seconds(20);
  const auto port = opened();
  std::vector<RawClient> working;
  for (int i = 0; i < 3; ++i) working.emplace_back(port).send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (inside < 3) std::this_thread::sleep_for(milliseconds(5));
  EXPECT_TRUE(RawClient(port, "127.0.0.2").closed());
  EXPECT_THAT(metrics.text(), testing::HasSubstr("lodge_http_turned_away_total 1\n"));
  EXPECT_EQ(status_of(get(port, "/hello")), 200);
  may_go = true;
  for (auto& client : working) EXPECT_EQ(body_of(client.response()), "done");
}

TEST_F(Abuse, EndsWhatIdlesAtTheNewcomersOwnAddressFirst) {
  config.connections = 3;
  const auto port = opened();
  std::vector<RawClient> idle;
  for (const auto* from : {"127.0.0.2", "127.0.0.1", "127.0.0.1"}) {
    idle.emplace_back(port, from).send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    idle.back().response();
    std::this_thread::sleep_for(milliseconds(100));  // from answering to idling, one after another
  }
  EXPECT_EQ(status_of(get(port, "/hello")), 200);
  EXPECT_TRUE(idle[1].closed());
  for (const auto one : {0U, 2U}) {
    idle[one].send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(status_of(idle[one].response()), 200) << one;
  }
}

TEST_F(Abuse, CapsWhatOneStrangerHolds) {
  // Loopback is exempt, so the strangers come through the cap's own door: a seat count.
  Seats seats;
  {
    const Seats::Seat one(seats, "10.0.0.1"), two(seats, "10.0.0.1");
    EXPECT_EQ(seats.held_by("10.0.0.1"), 2U);
    EXPECT_EQ(seats.held_by("10.0.0.2"), 0U);
  }
  EXPECT_EQ(seats.held_by("10.0.0.1"), 0U);
}

TEST_F(Abuse, AsksForABodyOnlyWhenItWillReadIt) {
  const auto port = opened();
  RawClient welcome(port);
  welcome.send(post_head("/api/v1/ignore", "2", "Expect: 100-continue\r\n"));
  EXPECT_TRUE(welcome.response().starts_with("HTTP/1.1 100 Continue\r\n\r\n"));
  welcome.send("{}");
  EXPECT_EQ(status_of(welcome.response()), 200);

  EXPECT_EQ(status_of(ask(port, post_head("/api/v1/ignore", "5000", "Expect: 100-continue\r\n"))), 413);
  EXPECT_EQ(status_of(ask(port, post_head("/api/v1/teach", "2", "Expect: 100-continue\r\n"))), 401);
}

TEST_F(Abuse, AnswersPipelinedRequestsInOrder) {
  RawClient client(opened());
  client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n" + kHidden + post_head("/api/v1/ignore", "1") + "1GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(body_of(client.response()), "hello");
  EXPECT_EQ(body_of(client.response()), "secret");
  EXPECT_EQ(body_of(client.response()), "1");
  EXPECT_EQ(body_of(client.response()), "hello");
}

TEST_F(Abuse, SurvivesJunk) {
  const auto port = opened();
  std::string junk(1U << 20U, '\0');
  for (std::size_t i = 0; i < junk.size(); ++i) junk[i] = static_cast<char>((i * 2654435761U) >> 13U);
  for (int i = 0; i < 20; ++i) ask(port, std::string_view(junk).substr(static_cast<std::size_t>(i) * 4999));
  EXPECT_EQ(status_of(get(port, "/hello")), 200);
}

TEST_F(Abuse, RefusesToServePlainlyToEverybody) {
  config.address = "0.0.0.0";
  EXPECT_THROW(open(), std::runtime_error);
  config.trusted_proxies = {"10.0.0.5"};
  EXPECT_NO_THROW(open());
}

TEST_F(Abuse, AnswersThisMachineAlsoWhereItServesNamedProxiesAlone) {
  config.address = address_that_others_use();
  if (config.address.empty()) GTEST_SKIP() << "this machine has no address but loopback";
  config.trusted_proxies = {"10.0.0.5"};
  open();
  EXPECT_TRUE(answers_itself(*server, seconds(5))) << "or the watchdog would have it started anew for ever";
}

TEST_F(Abuse, FinishesARequestInFlightWhenItStops) {
  std::atomic<bool> inside = false, may_go = false;
  router.add({.method = Method::get, .pattern = "/slow", .permission = kAnybody, .handler = [&](const Request&) {
    inside = true;
    while (!may_go) std::this_thread::sleep_for(milliseconds(5));
    return Response::html("done");
  }});
  const auto port = opened();
  RawClient busy(port), idle(port);
  idle.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  idle.response();
  busy.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!inside) std::this_thread::sleep_for(milliseconds(5));
  std::thread stopping([&] { EXPECT_TRUE(server->stop(seconds(60))); });
  EXPECT_TRUE(idle.closed());
  may_go = true;
  const auto response = busy.response();
  EXPECT_EQ(body_of(response), "done");
  EXPECT_EQ(header_of(response, "Connection"), "close");
  stopping.join();
  EXPECT_THROW(RawClient{port}, std::runtime_error);
}

TEST_F(Abuse, DoesNotWaitForeverWhenItStops) {
  std::atomic<bool> inside = false;
  router.add({.method = Method::get, .pattern = "/slow", .permission = kAnybody, .handler = [&](const Request&) {
    inside = true;
    std::this_thread::sleep_for(milliseconds(1500));
    return Response::html("done");
  }});
  RawClient busy(opened());
  busy.send("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n");
  while (!inside) std::this_thread::sleep_for(milliseconds(5));
  EXPECT_FALSE(server->stop(milliseconds(200)));
}

}  // namespace
}  // namespace lodge::http
