#include <gtest/gtest.h>
#include <lodge/id.h>

#include <algorithm>
#include <array>
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

TEST(Id, HasEveryOneOfIts128BitsByChance) {
  std::array<int, 130> ones{};
  for (int i = 0; i < 10000; ++i) {
    const auto text = RawId::random().text();
    for (std::size_t place = 0; place < text.size(); ++place) {
      const auto digit = std::string_view("0123456789abcdefghjkmnpqrstvwxyz").find(text[place]);
      for (std::size_t bit = 0; bit < 5; ++bit) ones[place * 5 + bit] += (digit >> (4 - bit) & 1U) != 0 ? 1 : 0;
    }
  }
  const auto fair = std::ranges::count_if(ones, [](int count) { return count > 4600 && count < 5400; });  // eight sigma
  EXPECT_EQ(fair, 128) << "26 digits of 5 bits, two of them always 0";
}

TEST(Id, IsNeverTheSameTwice) {
  std::set<std::string> seen;
  for (int i = 0; i < 10000; ++i) EXPECT_TRUE(seen.insert(RawId::random().text()).second);
}

}  // namespace
}  // namespace lodge
