#include <filesystem>
#include <fstream>
#include <map>
#include <vector>

#include "host/http/house.h"
#include "http/gzip.h"

namespace lodge::http {
namespace {

const std::string kStyle(2000, 's');

struct ServerTest : testing::Test, House {
  void SetUp() override {
    folder = std::filesystem::temp_directory_path() / ("lodge-static-" + RawId::random().text());
    std::filesystem::create_directories(folder / "icons");
    std::ofstream(folder / "style.css") << kStyle;
    std::ofstream(folder / "icons" / "key.svg") << "<svg/>";
    std::filesystem::create_directories(folder / ".git");
    std::ofstream(folder / ".git" / "config") << "secret";
    std::ofstream(folder / "icons" / ".hidden") << "secret";
    std::ofstream(folder / "icons" / "run.php") << "<?php system('id');";
    std::ofstream(folder.string() + "-secret") << "secret";
    config.static_folder = folder;
    const auto answer = [this](std::string path, Handler handler) {
      router.add({.method = Method::get, .pattern = std::move(path), .permission = kAnybody, .handler = std::move(handler)});
    };
    answer("/hello", [](const Request&) { return Response::html("hello"); });
    answer("/long", [](const Request&) { return Response::html(std::string(5000, 'a')); });
    answer("/packed", [](const Request&) {
      auto response = Response::html(gzip(std::string(5000, 'p')));
      response.compressed = true;
      return response;
    });
    answer("/unknown", [](const Request&) -> Response { throw 42; });
    answer("/fault", [](const Request&) -> Response { throw std::runtime_error("secret inside"); });
    answer("/away", [](const Request&) -> Response { throw Unavailable("database"); });
    answer("/api/v1/fault", [](const Request&) -> Response { throw std::logic_error("secret inside"); });
    answer("/api/v1/away", [](const Request&) -> Response { throw Unavailable("database"); });
    answer("/from", [](const Request& request) { return Response::html(request.address); });
  }
  void TearDown() override {
    server.reset();
    std::filesystem::remove_all(folder);
    std::filesystem::remove(folder.string() + "-secret");
  }
  std::uint16_t opened() {
    open();
    return server->port();
  }
  std::filesystem::path folder;
};

TEST_F(ServerTest, AnswersManyRequestsOnOneConnection) {
  RawClient client(opened());
  for (int i = 0; i < 100; ++i) {
    client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(body_of(client.response()), "hello");
  }
}

TEST_F(ServerTest, AnswersHeadAsGetWithoutTheBody) {
  RawClient client(opened());
  client.send("HEAD /hello HTTP/1.1\r\nHost: localhost\r\n\r\nGET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
  EXPECT_EQ(header_of(client.response(false), "Content-Length"), "5");
  EXPECT_EQ(body_of(client.response()), "hello");
}

TEST_F(ServerTest, AnswersWhateverAHandlerThrows) {
  const auto port = opened();
  for (const auto* path : {"/unknown", "/fault", "/api/v1/fault"}) {
    const auto answer = get(port, path);
    EXPECT_EQ(status_of(answer), 500) << path;
    EXPECT_TRUE(body_of(answer).contains("Something went wrong, reference ")) << answer;
    EXPECT_FALSE(answer.contains("secret inside"));
  }
  testing::internal::CaptureStderr();
  const auto told = body_of(get(port, "/fault"));
  const auto journal = testing::internal::GetCapturedStderr();
  const auto reference = told.substr(told.find("reference ") + 10, 8);
  EXPECT_TRUE(journal.contains("HTTP-003") && journal.contains(reference) && journal.contains("secret inside")) << journal;
  for (const auto* path : {"/away", "/api/v1/away"}) {
    const auto answer = get(port, path);
    EXPECT_EQ(status_of(answer), 503) << path;
    EXPECT_EQ(header_of(answer, "Retry-After"), "5");
  }
  EXPECT_EQ(header_of(get(port, "/api/v1/fault"), "Content-Type"), "application/problem+json");
  EXPECT_EQ(status_of(get(port, "/hello", "Cookie: __Host-lodge=away\r\n")), 503);
}

TEST_F(ServerTest, SendsTheSecurityHeadersWithEveryResponse) {
  const auto port = opened();
  const std::vector<std::string> answers = {
      get(port, "/hello"), get(port, "/nowhere"), get(port, "/fault"), get(port, "/away"), get(port, "/static/style.css"),
      get(port, "/static/none"), get(port, "/healthz"), get(port, "/metrics"), get(port, "/api/v1/nowhere"), get(port, "/packed"),
      post(port, "/hello", "", ""), ask(port, "nonsense\r\n\r\n"), ask(port, "GET /hello HTTP/1.1\r\nHost: evil.example\r\n\r\n"),
      ask(port, "GET / HTTP/1.1\r\n")};
  for (const auto& answer : answers) {
    EXPECT_EQ(header_of(answer, "Content-Security-Policy"),
              "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; "
              "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; object-src 'none'") << answer;
    EXPECT_EQ(header_of(answer, "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(header_of(answer, "Referrer-Policy"), "same-origin");
    EXPECT_EQ(header_of(answer, "Cross-Origin-Opener-Policy"), "same-origin");
    EXPECT_EQ(header_of(answer, "Cross-Origin-Resource-Policy"), "same-origin");
    EXPECT_FALSE(header_of(answer, "Permissions-Policy").empty());
    EXPECT_FALSE(header_of(answer, "Cache-Control").empty());
    EXPECT_FALSE(header_of(answer, "Date").empty());
    EXPECT_EQ(header_of(answer, "Server"), "");
  }
  EXPECT_EQ(header_of(answers[0], "Cache-Control"), "no-store");
}

TEST_F(ServerTest, LetsNothingSignedInBeKept) {
  const auto hello = [](const Request&) { return Response::html("hello"); };
  router.add({.method = Method::get, .pattern = "/mine", .permission = kTeach, .handler = hello});
  router.add({.method = Method::get, .pattern = "/api/v1/mine", .permission = kTeach, .handler = hello});
  const auto port = opened();
  const std::string cookie = "Cookie: __Host-lodge=teacher-cookie\r\n";
  for (const auto* path : {"/mine", "/api/v1/mine", "/hello", "/nowhere", "/fault", "/api/v1/fault"}) {
    EXPECT_TRUE(header_of(get(port, path, cookie), "Cache-Control").contains("no-store")) << path;
  }
}

TEST_F(ServerTest, GivesNoOtherOriginLeaveToRead) {
  const auto port = opened();
  const std::string from_there = "Origin: https://evil.example\r\n";
  const std::vector<std::string> answers = {
      get(port, "/hello", from_there), get(port, "/api/v1/fault", from_there), get(port, "/static/style.css", from_there),
      ask(port, "OPTIONS /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + from_there + "Access-Control-Request-Method: POST\r\n\r\n")};
  for (const auto& answer : answers) EXPECT_FALSE(answer.contains("Access-Control-")) << answer;
  EXPECT_EQ(status_of(answers.back()), 405);
}

TEST_F(ServerTest, SaysTheTypeOfEveryBody) {
  const auto port = opened();
  const std::map<std::string, std::string> wanted = {
      {"/hello", "text/html; charset=utf-8"}, {"/nowhere", "text/html; charset=utf-8"}, {"/fault", "text/html; charset=utf-8"},
      {"/healthz", "text/plain; charset=utf-8"}, {"/readyz", "text/plain; charset=utf-8"}, {"/metrics", "text/plain; charset=utf-8"},
      {"/static/style.css", "text/css; charset=utf-8"}, {"/static/icons/key.svg", "image/svg+xml"},
      {"/static/icons/run.php", "application/octet-stream"}, {"/api/v1/fault", "application/problem+json"},
      {"/api/v1/nowhere", "application/problem+json"}};
  for (const auto& [path, type] : wanted) EXPECT_EQ(header_of(get(port, path), "Content-Type"), type) << path;
  EXPECT_EQ(header_of(ask(port, "nonsense\r\n\r\n"), "Content-Type"), "text/plain; charset=utf-8");
}

TEST_F(ServerTest, PacksTextForThoseWhoCanReadIt) {
  const auto port = opened();
  const auto packed = get(port, "/long", "Accept-Encoding: br, gzip;q=0.8\r\n");
  EXPECT_EQ(header_of(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(gunzip(body_of(packed)), std::string(5000, 'a'));
  EXPECT_EQ(header_of(packed, "Vary"), "Accept-Encoding");
  EXPECT_EQ(body_of(get(port, "/long")), std::string(5000, 'a'));
  EXPECT_EQ(body_of(get(port, "/long", "Accept-Encoding: gzip;q=0\r\n")), std::string(5000, 'a'));
  EXPECT_EQ(header_of(get(port, "/hello", "Accept-Encoding: gzip\r\n"), "Content-Encoding"), "");
}

TEST_F(ServerTest, UnpacksAPackedBodyForThoseWhoCannotReadIt) {
  const auto port = opened();
  EXPECT_EQ(body_of(get(port, "/packed")), std::string(5000, 'p'));
  EXPECT_EQ(gunzip(body_of(get(port, "/packed", "Accept-Encoding: gzip\r\n"))), std::string(5000, 'p'));
}

TEST_F(ServerTest, KeepsStaticFilesForEverUnderTheirFingerprint) {
  const auto port = opened();
  const auto url = server->static_files().url("style.css");
  const auto fresh = get(port, url);
  EXPECT_EQ(body_of(fresh), kStyle);
  EXPECT_EQ(header_of(fresh, "Content-Type"), "text/css; charset=utf-8");
  EXPECT_EQ(header_of(fresh, "Cache-Control"), "public, max-age=31536000, immutable");
  EXPECT_EQ(header_of(get(port, "/static/style.css"), "Cache-Control"), "no-cache");
  EXPECT_EQ(status_of(get(port, url, "If-None-Match: " + header_of(fresh, "ETag") + "\r\n")), 304);
  EXPECT_EQ(gunzip(body_of(get(port, url, "Accept-Encoding: gzip\r\n"))), kStyle);
  EXPECT_EQ(header_of(get(port, "/static/icons/key.svg"), "Content-Type"), "image/svg+xml");
}

TEST_F(ServerTest, NeverLeavesTheStaticFolder) {
  const auto port = opened();
  const auto secret = folder.filename().string() + "-secret";
  const std::vector<std::string> paths = {"/static/../" + secret, "/static/%2e%2e/" + secret, "/static/..%2f" + secret,
                                          "/static//etc/passwd", "/static/" + folder.string() + "-secret", "/static/icons", "/static/",
                                          "/static/.git/config", "/static/.git", "/static/icons/.hidden", "/.git/config"};
  for (const auto& path : paths) {
    EXPECT_GE(status_of(get(port, path)), 400) << path;
  }
}

TEST_F(ServerTest, SaysWhetherItLivesAndIsReady) {
  const auto port = opened();
  EXPECT_EQ(body_of(get(port, "/healthz")), "alive\n");
  EXPECT_EQ(status_of(get(port, "/readyz")), 200);
  not_ready = "the store is out of reach";
  EXPECT_EQ(status_of(get(port, "/readyz")), 503);
  EXPECT_EQ(body_of(get(port, "/readyz")), "the store is out of reach\n");
  EXPECT_EQ(status_of(get(port, "/healthz")), 200);
}

TEST_F(ServerTest, ShowsItsFiguresToThisMachineAndToTheTokenOnly) {
  config.trusted_proxies = {"127.0.0.1"};
  metrics.gauge("lodge_outbox_waiting", "Messages.", [] { return 3.0; });
  const auto port = opened();
  get(port, "/hello");
  EXPECT_EQ(status_of(get(port, "/metrics", "X-Forwarded-For: 10.1.1.1\r\n")), 403);
  const auto figures = body_of(get(port, "/metrics", "Authorization: Bearer metrics-secret\r\n"));
  EXPECT_TRUE(figures.contains("lodge_http_requests_total{method=\"GET\",route=\"/hello\",status=\"2xx\"} 1\n")) << figures;
  EXPECT_TRUE(figures.contains("# TYPE lodge_outbox_waiting gauge\nlodge_outbox_waiting 3\n"));
  EXPECT_TRUE(figures.contains("lodge_http_connections{address=\"127.0.0.1:" + std::to_string(port) + "\"} 1\n"));
}

TEST_F(ServerTest, BelievesForwardedAddressesFromNamedProxiesOnly) {
  const auto from = [&](std::uint16_t port, const std::string& list) { return body_of(get(port, "/from", "X-Forwarded-For: " + list + "\r\n")); };
  EXPECT_EQ(from(opened(), "10.1.1.1"), "127.0.0.1");
  config.trusted_proxies = {"127.0.0.1", "10.0.0.5"};
  const auto port = opened();
  EXPECT_EQ(from(port, "10.1.1.1"), "10.1.1.1");
  EXPECT_EQ(from(port, "6.6.6.6, 10.1.1.1"), "10.1.1.1");
  EXPECT_EQ(from(port, "6.6.6.6, 10.1.1.1, 10.0.0.5"), "10.1.1.1");
  EXPECT_EQ(from(port, "nonsense"), "127.0.0.1");
  EXPECT_EQ(header_of(get(port, "/hello", "X-Forwarded-Proto: https\r\n"), "Strict-Transport-Security"), "max-age=31536000; includeSubDomains");
  EXPECT_EQ(header_of(get(port, "/hello"), "Strict-Transport-Security"), "");
  EXPECT_EQ(header_of(get(port, "/hello", "Content-Length: x\r\n"), "Strict-Transport-Security"), "max-age=31536000; includeSubDomains")
      << "what cannot be read comes by the proxy, too";
}

TEST_F(ServerTest, ShowsEachFigureOnceHoweverManyAddressesItListensOn) {
  const auto port = opened();
  Server second(config, parts());
  second.start();
  get(port, "/hello");
  get(second.port(), "/hello");
  const auto figures = body_of(get(port, "/metrics"));
  const auto lines_with = [&](std::string_view mark) {
    std::size_t lines = 0;
    for (auto at = figures.find(mark); at != std::string::npos; at = figures.find(mark, at + 1)) ++lines;
    return lines;
  };
  EXPECT_EQ(lines_with("\nlodge_http_requests_total{method=\"GET\",route=\"/hello\",status=\"2xx\"} 2\n"), 1U) << figures;
  EXPECT_EQ(lines_with("\nlodge_http_late_requests_total "), 1U);
  EXPECT_EQ(lines_with("\nlodge_http_connections{"), 2U);
}

TEST_F(ServerTest, SharesItsPortWithNoSecondServer) {
  config.port = opened();
  Server second(config, parts());
  try {
    second.start();
    FAIL() << "two servers listen on port " << config.port;
  } catch (const std::runtime_error& why) {
    EXPECT_TRUE(std::string_view(why.what()).contains("cannot listen on 127.0.0.1:" + std::to_string(config.port))) << why.what();
  }
}

TEST(Gzip, RefusesWhatIsNoGzip) {
  EXPECT_THROW(gunzip("nonsense"), std::runtime_error);
  EXPECT_THROW(gunzip(""), std::runtime_error);
  EXPECT_THROW(gunzip(gzip(std::string(1U << 20U, 'a')), 1000), std::runtime_error);
  EXPECT_EQ(gunzip(gzip("")), "");
}

TEST(Etag, MatchesAnyOfAListAndIgnoresItsWeakness) {
  EXPECT_TRUE(etag_matches("\"a\", W/\"b\"", "\"b\""));
  EXPECT_TRUE(etag_matches("*", "\"b\""));
  EXPECT_FALSE(etag_matches("\"a\"", "\"b\""));
  EXPECT_FALSE(etag_matches("", "\"b\""));
}

}  // namespace
}  // namespace lodge::http
