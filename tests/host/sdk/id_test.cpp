#include <gtest/gtest.h>
#include <lodge/id.h>

#include <set>

namespace lodge {
namespace {

TEST(Id, ComesBackFromItsText) {
  for (int i = 0; i < 1000; ++i) {
    const auto id = PersonId::random();
    EXPECT_EQ(PersonId::parse(id.text()), id);
  }
}

TEST(Id, SortsAsItsTextDoes) {
  for (int i = 0; i < 1000; ++i) {
    const auto one = RawId::random(), other = RawId::random();
    EXPECT_EQ(one < other, one.text() < other.text());
  }
}

TEST(Id, RefusesWhatItWouldNotWrite) {
  EXPECT_FALSE(RawId::parse(""));
  EXPECT_FALSE(RawId::parse("0000000000000000000000000"));
  EXPECT_FALSE(RawId::parse("80000000000000000000000000"));
  EXPECT_FALSE(RawId::parse("0000000000000000000000000I"));
  EXPECT_FALSE(RawId::parse("0000000000000000000000000A"));
  EXPECT_TRUE(RawId::parse("7zzzzzzzzzzzzzzzzzzzzzzzzz"));
}

TEST(Id, IsNeverTheSameTwice) {
  std::set<std::string> seen;
  for (int i = 0; i < 10000; ++i) EXPECT_TRUE(seen.insert(RawId::random().text()).second);
}

}  // namespace
}  // namespace lodge
