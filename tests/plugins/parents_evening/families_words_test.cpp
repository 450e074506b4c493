// Wishes and needs when households join and split: they stay with whoever said them, and what was said last counts.
#include "plugins/parents_evening/changing_families.h"

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class FamiliesWords : public Families {};

TEST_P(FamiliesWords, JoinedHaveOneListOfWishes) {
  wish(school_.anns, school_.ann, {{school_.maya, school_.okafor}, {school_.maya, school_.zajac}}, R"({"interpreter":"Welsh"})");
  wish(school_.toms, school_.tom, {{school_.leo, school_.bo}, {school_.maya, school_.okafor}}, R"({"interpreter":"Polish"})");
  EXPECT_THAT(join(school_.tom, school_.toms, school_.anns), Contains(HasSubstr("They become one list")));
  const auto whole = wishes(school_.anns);
  ASSERT_TRUE(whole);
  EXPECT_THAT(whole->whom, ElementsAre(Whom{school_.leo, school_.bo}, Whom{school_.maya, school_.okafor}, Whom{school_.maya, school_.zajac}));
  EXPECT_THAT(needs(*whole), HasSubstr("Polish")) << "as it was written last";
  EXPECT_FALSE(wishes(school_.toms));
}

TEST_P(FamiliesWords, JoinedTakeTheWishesAlongWhereTheOthersSentNone) {
  wish(school_.toms, school_.tom, {{school_.leo, school_.bo}}, R"({"step_free":true})");
  EXPECT_THAT(join(school_.tom, school_.toms, school_.anns), Contains(HasSubstr("The wishes go along.")));
  ASSERT_TRUE(wishes(school_.anns));
  EXPECT_THAT(needs(*wishes(school_.anns)), HasSubstr("step_free"));
}

TEST_P(FamiliesWords, SpeakOfNoWishesWhereOnlyNeedsWereSaid) {
  wish(school_.toms, school_.tom, {}, R"({"step_free":true})");
  EXPECT_THAT(join(school_.tom, school_.toms, school_.anns), AllOf(Contains(HasSubstr("What they need goes along")), Not(Contains(HasSubstr("wishes")))));
}

TEST_P(FamiliesWords, SplitLeaveTheWishesWithWhoWroteThem) {
  wish(school_.coles, school_.kim, {{school_.sam, school_.okafor}}, R"({"interpreter":"Urdu"})");
  const auto kims = split_off(school_.kim, school_.coles);
  EXPECT_THAT(said_, Contains(HasSubstr("go along with Kim Cole")));
  ASSERT_TRUE(wishes(kims));
  EXPECT_THAT(needs(*wishes(kims)), HasSubstr("Urdu"));
  EXPECT_FALSE(wishes(school_.coles));
  wish(school_.coles, school_.jo, {{school_.sam, school_.lowther}});
  EXPECT_THAT(wishes(kims)->whom, SizeIs(1)) << "each has its own now";
}

TEST_P(FamiliesWords, HaveWrittenTheirWishesThoughTheOfficeEntersWhatTheyNeed) {
  wish(school_.coles, school_.kim, {{school_.sam, school_.okafor}});
  const auto office = school_.office().person;
  const auto sealed = school_.privacy.seal(school_.site, office, needs_place(school_.evening, school_.coles), R"({"interpreter":"Urdu"})");
  write([&](Transaction& t) { put(t, SealedNeeds{school_.evening, school_.coles, office, sealed}, school_.clock.now()); });
  EXPECT_EQ(wishes(school_.coles)->author, same_person<PersonId>(school_.kim));
  const auto kims = split_off(school_.kim, school_.coles);
  EXPECT_THAT(said_, Contains(HasSubstr("go along with Kim Cole")));
  ASSERT_TRUE(wishes(kims));
  EXPECT_EQ(wishes(kims)->needs_author, office);
  EXPECT_THAT(needs(*wishes(kims)), HasSubstr("Urdu"));
}

TEST_P(FamiliesWords, SplitTakeAlongANumberThatWhoLeavesTypedThoughTheWishesStay) {
  wish(school_.coles, school_.jo, {{school_.sam, school_.okafor}}, R"({"step_free":true})");
  say_needs(school_.coles, school_.kim, R"({"telephone":"01632 960 777"})");
  const auto kims = split_off(school_.kim, school_.coles);
  EXPECT_THAT(said_, AllOf(Contains(HasSubstr("stay with Jo Cole")), Contains(HasSubstr("What they need goes along with Kim Cole"))));
  EXPECT_EQ(number_of(school_.coles), "") << "on no page of Jo's";
  EXPECT_EQ(number_of(kims), "01632 960 777");
  EXPECT_THAT(wishes(school_.coles)->whom, SizeIs(1));
  EXPECT_THAT(wishes(school_.coles)->needs, IsEmpty());
  EXPECT_THAT(wishes(kims)->whom, IsEmpty());
}

TEST_P(FamiliesWords, SplitLeaveANumberOfWhoStaysThoughTheWishesGo) {
  wish(school_.coles, school_.kim, {{school_.sam, school_.okafor}}, R"({"step_free":true})");
  say_needs(school_.coles, school_.jo, R"({"telephone":"01632 960 777"})");
  const auto kims = split_off(school_.kim, school_.coles);
  EXPECT_THAT(said_, AllOf(Contains(HasSubstr("go along with Kim Cole")), Contains(HasSubstr("What they need stays with Jo Cole"))));
  EXPECT_EQ(number_of(school_.coles), "01632 960 777");
  EXPECT_EQ(number_of(kims), "");
  EXPECT_THAT(wishes(kims)->whom, SizeIs(1));
  EXPECT_THAT(wishes(kims)->needs, IsEmpty());
}

TEST_P(FamiliesWords, SplitTakeAlongANumberOfAnEveningThatIsOverOrCancelled) {
  for (const bool over : {true, false}) {
    wish(school_.coles, school_.jo, {{school_.sam, school_.okafor}}, R"({"step_free":true})");
    say_needs(school_.coles, school_.kim, R"({"telephone":"01632 960 777"})");
    school_.change([&](Evening& evening) { evening.state = over ? EveningState::published : EveningState::cancelled; });
    const auto began = school_.clock.instant;
    if (over) school_.clock.instant = std::chrono::sys_days(test::kEveningDay) + 24h;
    const auto kims = split_off(school_.kim, school_.coles);
    EXPECT_THAT(said_, IsEmpty());
    EXPECT_EQ(number_of(school_.coles), "") << "which a later evening would go back to";
    EXPECT_EQ(number_of(kims), "01632 960 777");
    EXPECT_THAT(wishes(school_.coles)->whom, SizeIs(1)) << "the rest is over";
    join(school_.kim, kims, school_.coles);
    school_.clock.instant = began;
  }
}

TEST_P(FamiliesWords, JoinedKeepWhatWasSaidLaterForAnEveningThatIsOver) {
  for (const bool moves : {true, false}) {
    say_needs(moves ? school_.anns : school_.toms, moves ? school_.ann : school_.tom, R"({"telephone":"01632 960 111"})");
    say_needs(moves ? school_.toms : school_.anns, moves ? school_.tom : school_.ann, R"({"telephone":"01632 960 222"})");
    const auto began = school_.clock.instant;
    school_.clock.instant = std::chrono::sys_days(test::kEveningDay) + 24h;
    EXPECT_THAT(join(school_.tom, school_.toms, school_.anns), IsEmpty());
    EXPECT_EQ(number_of(school_.anns), "01632 960 222");
    EXPECT_EQ(number_of(school_.toms), "");
    school_.clock.instant = began;
    school_.people([&](core::DirectoryRows& rows) { rows.households[school_.tom] = school_.toms; });
  }
}

TEST_P(FamiliesWords, JoinedKeepTheWishesAndTheNeedsThatWereWrittenLast) {
  wish(school_.anns, school_.ann, {{school_.maya, school_.okafor}}, R"({"step_free":true})");
  wish(school_.toms, school_.tom, {{school_.maya, school_.lowther}});
  school_.wait(1s);
  const auto office = school_.office().person;
  const auto sealed = school_.privacy.seal(school_.site, office, needs_place(school_.evening, school_.anns), R"({"interpreter":"Urdu"})");
  write([&](Transaction& t) { put(t, SealedNeeds{school_.evening, school_.anns, office, sealed}, school_.clock.now()); });
  join(school_.tom, school_.toms, school_.anns);
  ASSERT_TRUE(wishes(school_.anns));
  EXPECT_EQ(wishes(school_.anns)->author, same_person<PersonId>(school_.tom));
  EXPECT_THAT(needs(*wishes(school_.anns)), HasSubstr("Urdu"));
}

TEST_P(FamiliesWords, JoinedComeWhenTheListSaysThoughTheOtherSaidLaterWhatItNeeds) {
  const auto window = Interval::make(std::chrono::sys_days(test::kEveningDay) + 16h, std::chrono::sys_days(test::kEveningDay) + 17h).value();
  for (const bool moves : {false, true}) {  // the list, or the needs
    const auto author = moves ? school_.tom : school_.ann, other = moves ? school_.ann : school_.tom;
    const auto household = moves ? school_.toms : school_.anns, others = moves ? school_.anns : school_.toms;
    wish(household, author, {{school_.leo, school_.bo}});
    write([&](Transaction& t) { set_windows(t, school_.evening, household, {window}); });
    const auto sent_at = wishes(household)->sent_at;
    say_needs(others, other, R"({"step_free":true})");
    EXPECT_THAT(join(school_.tom, school_.toms, school_.anns), Not(Contains(HasSubstr("Both sent wishes"))));
    const auto whole = wishes(school_.anns);
    ASSERT_TRUE(whole);
    EXPECT_THAT(whole->windows, ElementsAre(window));
    EXPECT_EQ(whole->author, same_person<PersonId>(author));
    EXPECT_EQ(whole->sent_at, sent_at);
    EXPECT_THAT(needs(*whole), HasSubstr("step_free"));
    write([&](Transaction& t) { remove_wishes(t, school_.evening, school_.anns); });
    school_.people([&](core::DirectoryRows& rows) { rows.households[school_.tom] = school_.toms; });
  }
}

TEST_P(FamiliesWords, SplitLeaveTheWishesOfWhoStays) {
  wish(school_.coles, school_.jo, {{school_.sam, school_.okafor}});
  const auto kims = split_off(school_.kim, school_.coles);
  EXPECT_THAT(said_, Contains(HasSubstr("stay with Jo Cole")));
  EXPECT_TRUE(wishes(school_.coles));
  EXPECT_FALSE(wishes(kims));
}

LODGE_ON_BOTH_ENGINES(FamiliesWords);

}  // namespace
}  // namespace lodge::parents_evening
