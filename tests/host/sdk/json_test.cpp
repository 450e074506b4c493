#include <gtest/gtest.h>
#include <lodge/json.h>

namespace lodge {
namespace {

TEST(Json, ComesBackFromItsText) {
  const Value value(Value::Map{{"list", Value::List{1, "two", nullptr, true, 2.5}}, {"name", "O'Brien \"Zając\""}});
  EXPECT_EQ(parse_json(to_json(value)), value);
}

TEST(Json, KeepsEveryWholeNumberOf64Bits) {
  for (const auto* text : {"4294967295", "4294967296", "1800000000000000", "9223372036854775807", "-9223372036854775808"}) {
    EXPECT_EQ(to_json(*parse_json(text)), text);
  }
  EXPECT_FALSE(parse_json("9223372036854775808"));
}

TEST(Json, SaysWhereItStopped) {
  const auto refused = parse_json("{\"a\": 1,}");
  ASSERT_FALSE(refused);
  EXPECT_NE(refused.error().find("byte"), std::string::npos);
}

TEST(Json, RefusesWhatTwoReadersWouldReadDifferently) {
  EXPECT_FALSE(parse_json(R"({"a":1,"a":2})"));
  EXPECT_FALSE(parse_json("18446744073709551615"));
  EXPECT_FALSE(parse_json("1e999"));
  EXPECT_FALSE(parse_json("\"\xff\""));
  EXPECT_FALSE(parse_json("1 2"));
}

TEST(Json, RefusesDepthWithoutRecursion) {
  EXPECT_FALSE(parse_json(std::string(900000, '[')));
  EXPECT_TRUE(parse_json(std::string(32, '[') + std::string(32, ']')));
  EXPECT_FALSE(parse_json(std::string(33, '[') + std::string(33, ']')));
}

TEST(Json, MayStandInAPage) { EXPECT_EQ(to_json("</script>&"), R"("\u003c/script\u003e\u0026")"); }

}  // namespace
}  // namespace lodge
