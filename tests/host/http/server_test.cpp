#include "host/http/house.h"

namespace lodge::http {
namespace {

struct ServerTest : testing::Test, House {
  void SetUp() override {
    router.add({.method = Method::get, .pattern = "/hello", .permission = kAnybody, .handler = [](const Request&) { return Response::html("hello"); }});
    router.add({.method = Method::post, .pattern = "/echo", .permission = kTeach,
                .handler = [this](const Request& request) { ++posts; return Response::html(request.form.get("text")); }});
    router.add({.method = Method::get, .pattern = "/unknown", .permission = kAnybody, .handler = [](const Request&) -> Response { throw 42; }});
    router.add({.method = Method::get, .pattern = "/fault", .permission = kAnybody,
                .handler = [](const Request&) -> Response { throw std::runtime_error("secret inside"); }});
    router.add({.method = Method::get, .pattern = "/away", .permission = kAnybody, .handler = [](const Request&) -> Response { throw Unavailable("database"); }});
    open();
    port = server->port();
  }
  std::atomic<int> posts{0};
  std::uint16_t port = 0;
};

TEST_F(ServerTest, AnswersAPage) {
  const auto response = get(port, "/hello");
  EXPECT_EQ(status_of(response), 200);
  EXPECT_EQ(body_of(response), "hello");
}

TEST_F(ServerTest, AnswersManyRequestsOnOneConnection) {
  RawClient client(port);
  for (int i = 0; i < 100; ++i) {
    client.send("GET /hello HTTP/1.1\r\nHost: localhost\r\n\r\n");
    EXPECT_EQ(body_of(client.response()), "hello");
  }
}

}  // namespace
}  // namespace lodge::http
