#include "http/router.h"

#include <gtest/gtest.h>

namespace lodge::http {
namespace {

struct RouterTest : testing::Test {
  void add(Method method, std::string pattern) {
    router.add({.method = method, .pattern = std::move(pattern), .permission = kAnybody, .handler = [](const Request&) { return Response(); }});
  }
  std::string found(Method method, std::string_view path) {
    const auto match = router.find(method, path);
    return match.route == nullptr ? "" : match.route->route.pattern;
  }
  Router router;
};

TEST_F(RouterTest, FindsTheRootAndNothingBelowIt) {
  add(Method::get, "/");
  EXPECT_EQ(found(Method::get, "/"), "/");
  EXPECT_EQ(found(Method::get, "/a"), "");
}

TEST_F(RouterTest, PrefersTheWordToTheName) {
  add(Method::get, "/rooms/{room}");
  add(Method::get, "/rooms/find");
  EXPECT_EQ(found(Method::get, "/rooms/find"), "/rooms/find");
  EXPECT_EQ(found(Method::get, "/rooms/s03"), "/rooms/{room}");
}

TEST_F(RouterTest, GoesBackWhenTheWordLeadsNowhere) {
  add(Method::get, "/rooms/find/now");
  add(Method::get, "/rooms/{room}/edit");
  EXPECT_EQ(found(Method::get, "/rooms/find/edit"), "/rooms/{room}/edit");
}

TEST_F(RouterTest, LooksForTheMethodBeyondTheWord) {
  add(Method::get, "/rooms/{room}");
  add(Method::post, "/rooms/find");
  EXPECT_EQ(found(Method::get, "/rooms/find"), "/rooms/{room}");
}

TEST_F(RouterTest, GivesEachNameItsPart) {
  add(Method::post, "/evenings/{evening}/slots/{slot}");
  const auto match = router.find(Method::post, "/evenings/12/slots/café");
  EXPECT_EQ(match.parts.get("evening"), "12");
  EXPECT_EQ(match.parts.get("slot"), "café");
}

TEST_F(RouterTest, NeverGivesANameNothing) {
  add(Method::get, "/rooms/{room}");
  EXPECT_EQ(found(Method::get, "/rooms/"), "");
  EXPECT_EQ(found(Method::get, "/rooms"), "");
  EXPECT_EQ(found(Method::get, "/rooms/a/b"), "");
}

TEST_F(RouterTest, SaysWhichMethodsAreServed) {
  add(Method::get, "/rooms/{room}");
  add(Method::del, "/rooms/{room}");
  const auto match = router.find(Method::put, "/rooms/a");
  EXPECT_EQ(match.route, nullptr);
  EXPECT_EQ(match.allow, "GET, HEAD, DELETE");
  EXPECT_EQ(router.find(Method::put, "/nowhere").allow, "");
}

TEST_F(RouterTest, EndsTheProcessForTwoEqualPatterns) {
  add(Method::get, "/a/{b}");
  EXPECT_DEATH(add(Method::get, "/a/{c}"), "broken promise");
}

TEST_F(RouterTest, EndsTheProcessForANameWithinAPart) { EXPECT_DEATH(add(Method::get, "/feeds/{token}.ics"), "broken promise"); }

}  // namespace
}  // namespace lodge::http
