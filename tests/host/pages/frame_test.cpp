#include "pages/frame.h"

#include <gmock/gmock.h>

namespace lodge::pages {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr Permission kView{"rooms.view", {Role::teacher}, {}};

class ByRole final : public Access {
 public:
  bool may(const Actor& actor, const Permission& permission) const override { return actor.roles.meets(permission.roles); }
  bool may(const Actor& actor, const Permission& permission, const Object&) const override { return may(actor, permission); }
};

class Collected final : public Routes {
 public:
  void add(Route route) override { all.push_back(std::move(route)); }
  std::vector<Route> all;
};

FrameOptions options() {
  return {.folder = LODGE_SOURCE_DIR "/host/pages",
          .plugins = {},
          .site_name = [](SiteId) { return "Ashdown & Co"; },
          .shown_name = [](const Actor&) { return "Mr Okafor"; }};
}

class FrameTest : public testing::Test {
 protected:
  FrameTest() { frame_.add_navigation({.href = "/staff/rooms", .words = "Rooms", .permission = kView}); }

  Request request(Roles roles) const {
    Request request;
    request.path = "/staff/rooms";
    request.say = &languages_.choose("en", "");
    request.form_token = "token-1";
    if (!roles.empty()) request.actor.by = Actor::By::page;
    request.actor.roles = roles;
    return request;
  }

  const CatalogueLanguages languages_{CATALOGUE_DIR, {"qps", "ur"}};
  const ByRole access_;
  Frame frame_{options(), access_, languages_};
};

TEST_F(FrameTest, ShowsTheWaysThatTheActorMayGo) {
  const auto teacher = frame_.framed(request({Role::teacher}), "Rooms", "<p>x</p>").body;
  EXPECT_THAT(teacher, HasSubstr("<a href=\"/staff/rooms\" aria-current=\"page\">Rooms</a>"));
  EXPECT_THAT(frame_.framed(request({Role::display}), "Rooms", "").body, Not(HasSubstr("/staff/rooms")));
}

TEST_F(FrameTest, SignsOutByAFormWithItsToken) {
  const auto body = frame_.framed(request({Role::teacher}), "Rooms", "").body;
  EXPECT_THAT(body, HasSubstr("Mr Okafor"));
  EXPECT_THAT(body, HasSubstr("name=\"form_token\" value=\"token-1\""));
  EXPECT_THAT(frame_.framed(request({}), "Rooms", "").body, Not(HasSubstr("Sign out")));
}

TEST_F(FrameTest, EscapesTheTitleAndNotTheContent) {
  const auto body = frame_.framed(request({Role::teacher}), "A < B", "<p>x</p>").body;
  EXPECT_THAT(body, HasSubstr("<h1><bdi>A &lt; B</bdi></h1>"));
  EXPECT_THAT(body, HasSubstr("\n<p>x</p>\n"));
}

TEST_F(FrameTest, NamesItsLanguageAndDirection) {
  auto urdu = request({Role::teacher});
  urdu.say = &languages_.choose("ur", "");
  EXPECT_THAT(frame_.framed(urdu, "Rooms", "").body, HasSubstr("<html lang=\"ur\" dir=\"rtl\">"));
}

TEST_F(FrameTest, ApologisesInPlainWordsWithAWayOn) {
  const auto page = frame_.sorry(request({Role::teacher}), 404);
  EXPECT_EQ(page.status, 404);
  EXPECT_THAT(page.body, HasSubstr("<h1><bdi>We could not find that page</bdi></h1>"));
  EXPECT_THAT(page.body, HasSubstr("href=\"/\""));
  EXPECT_THAT(frame_.sorry(request({}), 403, "Please sign in.").body, HasSubstr("Please sign in."));
}

TEST_F(FrameTest, ServesItsStyleForGoodUnderTheHashOfIt) {
  Collected routes;
  frame_.add_routes(routes);
  ASSERT_EQ(routes.all.size(), 1U);
  const auto body = frame_.framed(request({Role::teacher}), "Rooms", "").body;
  const auto at = body.find("/assets/") + 8;
  Request style;
  style.parts.add("hash", body.substr(at, 16));
  style.parts.add("name", "lodge.css");
  const auto answer = routes.all[0].handler(style);
  EXPECT_THAT(answer.body, HasSubstr("--paper"));
  EXPECT_THAT(answer.headers, testing::Contains(testing::Pair("Cache-Control", HasSubstr("immutable"))));
}

TEST_F(FrameTest, AnOldPagesStyleIsNotKept) {
  Collected routes;
  frame_.add_routes(routes);
  Request old;
  old.parts.add("hash", "0000000000000000");
  old.parts.add("name", "lodge.css");
  EXPECT_THAT(routes.all[0].handler(old).headers, testing::Contains(testing::Pair("Cache-Control", "no-store")));
  Request unknown;
  unknown.parts.add("name", "../frame.html");
  EXPECT_EQ(routes.all[0].handler(unknown).status, 404);
}

}  // namespace
}  // namespace lodge::pages
