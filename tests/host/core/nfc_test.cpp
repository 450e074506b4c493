#include "core/nfc.h"

#include "core/directory/people.h"

#include <gmock/gmock.h>

namespace lodge::core {
namespace {

constexpr const char* kComposed = "Zaj\xC4\x85" "c";    // one character, as most keyboards write it
constexpr const char* kDecomposed = "Zaja\xCC\xA8" "c";  // an a and an ogonek, as some systems export it

TEST(Nfc, MakesOneTextOfTwoSpellings) {
  EXPECT_EQ(nfc(kDecomposed), kComposed);
  EXPECT_EQ(nfc(kComposed), kComposed);
}

TEST(Nfc, PutsSeveralMarksInTheirOrder) {
  EXPECT_EQ(nfc("Nguye\xCC\x82\xCC\x83n"), "Nguyễn");
  EXPECT_EQ(nfc("Nguye\xCC\x83\xCC\x82n"), nfc("Nguy\xE1\xBA\xBD\xCC\x82n"));
}

TEST(Nfc, LeavesOtherTextsAsTheyAre) {
  for (const auto* text : {"", "O'Brien", "李", "ﬁ", "Ren\xE9", "a\xCC"}) EXPECT_EQ(nfc(text), text);
}

TEST(Nfc, GoesThroughEverythingThatAProgramSends) {
  const Value sent = Value::Map{{"names", Value::List{kDecomposed, 7}}};
  EXPECT_EQ(all_nfc(sent), Value(Value::Map{{"names", Value::List{kComposed, 7}}}));
}

TEST(Directory, FindsAnAddressHoweverItsLettersAreComposed) {
  DirectoryRows rows;
  const PersonFields ewa{"T1", "Ms", "Ewa", kComposed, std::string(kComposed) + "@example.org", {}};
  rows.people.push_back({PersonId::random(), PersonKind::teacher, false, ewa, {}, {}});
  const SitePeople people(std::move(rows));
  EXPECT_THAT(people.by_email(std::string(kDecomposed) + "@EXAMPLE.org"), testing::SizeIs(1));
}

}  // namespace
}  // namespace lodge::core
