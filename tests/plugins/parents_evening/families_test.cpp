// Households join and split and contact rules change while an evening is booked: everybody keeps what is theirs, and
// nobody learns of anybody else.
#include "plugins/has_word.h"
#include "plugins/parents_evening/changing_families.h"

#include "feed.h"
#include "told.h"

#include "core/directory/households.h"
#include "core/directory/people.h"

#include <barrier>
#include <thread>

namespace lodge::parents_evening {
namespace {

using test::HasWord;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
using testing::UnorderedElementsAre;

TEST_P(Families, KeepEarlyAccessWhetherJoinedOrSplit) {
  write([&](Transaction& t) {
    replace_early(t, school_.evening, {school_.toms, school_.coles});
    update(t, find_evening(t, school_.evening).value());
  });
  join(school_.tom, school_.toms, school_.anns);
  const auto kims = split_off(school_.kim, school_.coles);
  EXPECT_THAT(school_.plan()->early, UnorderedElementsAre(school_.anns, school_.coles, kims));
}

TEST_P(Families, HaveNoLetterAfterASplitSoThatTheOfficeSeesWhoWantsOne) {
  const auto now = school_.clock.now();
  write([&](Transaction& t) {
    mark_told(t, school_.evening, school_.coles, Told::letter, now);
    mark_told(t, school_.evening, school_.coles, Told::invitation, now);
  });
  const auto kims = split_off(school_.kim, school_.coles);
  EXPECT_THAT(read([&](Reader& r) { return told(r, school_.evening, Told::letter); }), IsEmpty());
  EXPECT_THAT(read([&](Reader& r) { return told(r, school_.evening, Told::invitation); }),
              UnorderedElementsAre(std::pair(school_.coles, now), std::pair(kims, now)));
  join(school_.kim, kims, school_.coles);
  EXPECT_THAT(read([&](Reader& r) { return told(r, school_.evening, Told::invitation); }), ElementsAre(std::pair(school_.coles, now)));
}

TEST_P(Families, ThatAreSplitReadNothingOfTheOtherInAMessageThatWaited) {
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 2);
  const auto booked = appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.lowther, 8)}));
  ASSERT_TRUE(booked);
  ASSERT_THAT(school_.outbox.posted, SizeIs(2)) << "to both, and neither was sent yet";
  split_off(school_.kim, school_.coles);
  for (std::size_t i = 0; i < 2; ++i) {
    const bool to_kim = school_.outbox.posted[i].recipient == same_person<PersonId>(school_.kim);
    EXPECT_EQ(school_.told(i).find("Lowther") == std::string::npos, to_kim);
  }
}

TEST_P(Families, ThatAreSplitHaveNoCalendarAddressThatTheOtherMayKnow) {
  school_.post(school_.parent(school_.jo), "/parents/calendar/make", {});
  split_off(school_.kim, school_.coles);
  EXPECT_THAT(said_, Contains(HasSubstr("1 private calendar address ends")));
  EXPECT_FALSE(read([&](Reader& reader) { return find_feed(reader, school_.jo).has_value(); }));
}

TEST_P(Families, ARuleThatShutsAHouseholdOutGivesItsTimesBackWithOneMessage) {
  book(school_.tom, school_.toms, school_.maya, school_.okafor, 2);
  book(school_.tom, school_.toms, school_.maya, school_.lowther, 4);
  book(school_.tom, school_.toms, school_.leo, school_.bo, 8);
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 9);
  const auto said = rule(school_.maya, ContactRule::one_only);
  ASSERT_THAT(said, SizeIs(2));
  EXPECT_THAT(said[0], AllOf(HasSubstr("Tom Birch"), HasSubstr("Ms Okafor"), HasSubstr("Maya"), HasSubstr("4:20 to 4:30 pm")));
  ASSERT_THAT(school_.outbox.posted, SizeIs(1));
  const auto told = school_.told(0);
  EXPECT_THAT(told, AllOf(HasSubstr("Cancelled"), HasSubstr("These appointments for Autumn"), HasSubstr("Ms Okafor"), HasSubstr("Mr Lowther"), HasSubstr("Mr Bo")));
  for (const auto* hint : {"Ann", "household", "rule", "allowed"}) EXPECT_THAT(told, Not(HasWord(hint)));
  EXPECT_THAT(told, AllOf(Not(HasSubstr("Reed,")), Not(HasSubstr("may not"))));
  EXPECT_THAT(of(school_.toms), SizeIs(1)) << "about Leo nothing was said";
  EXPECT_THAT(of(school_.anns), SizeIs(1));
  EXPECT_TRUE(is_free(school_.okafor, 2));
  EXPECT_FALSE(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.okafor, 2)})));
  EXPECT_THAT(rule(school_.maya, ContactRule::separate), IsEmpty());
  book(school_.tom, school_.toms, school_.maya, school_.okafor, 2);
}

TEST_P(Families, ARuleOfNoneShutsEverybodyOutAndTakesWishesAndHoldsToo) {
  const auto until = school_.clock.now() + 5min;
  ASSERT_TRUE(appointments_.hold(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.okafor, 3)}), until));
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  wish(school_.toms, school_.tom, {{school_.leo, school_.bo}, {school_.maya, school_.okafor}});
  EXPECT_THAT(rule(school_.maya, ContactRule::none), SizeIs(2)) << "an appointment and a list of wishes; a hold is nobody's promise";
  EXPECT_THAT(of(school_.anns), IsEmpty());
  EXPECT_TRUE(is_free(school_.okafor, 3));
  EXPECT_THAT(wishes(school_.toms)->whom, ElementsAre(Whom{school_.leo, school_.bo}));
  ASSERT_THAT(school_.outbox.posted, SizeIs(1));
  EXPECT_THAT(school_.told(0), HasSubstr("This appointment for Autumn"));
}

TEST_P(Families, ARuleLeavesWhatIsOver) {
  book(school_.tom, school_.toms, school_.maya, school_.okafor, 0);
  school_.clock.instant = std::chrono::sys_days(test::kEveningDay) + 17h;
  EXPECT_THAT(rule(school_.maya, ContactRule::none), IsEmpty());
  EXPECT_THAT(of(school_.toms), SizeIs(1));
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

/// A rule was set; this host has not taken it up yet.
TEST_P(Families, WhoDecidedByFamiliesAsTheyWereWritesNothing) {
  const auto tom = school_.parent(school_.tom);
  const auto one = book(school_.tom, school_.toms, school_.leo, school_.okafor, 2);
  ASSERT_TRUE(appointments_.hold(tom, school_.basket(school_.toms, {school_.choice(school_.leo, school_.bo, 3)}), school_.clock.now() + 5min));
  const auto held = read([&](Reader& reader) { return of_household(reader, school_.evening, school_.toms); }).back();
  const auto before = school_.directory.whole;
  rule(school_.maya, ContactRule::none);
  school_.outbox.posted.clear();
  const auto after = std::exchange(school_.directory.whole, before);
  const auto why = [](const Booked& booked) { return booked ? Why::taken : booked.error().front().why; };
  const auto mayas = school_.basket(school_.toms, {school_.choice(school_.maya, school_.lowther, 8)});
  EXPECT_EQ(why(appointments_.book(tom, mayas)), Why::moved);
  EXPECT_EQ(why(appointments_.hold(tom, mayas, school_.clock.now() + 5min)), Why::moved);
  EXPECT_EQ(why(appointments_.confirm(tom, school_.evening, school_.toms, {seen_hold(held)})), Why::moved);
  EXPECT_EQ(why(appointments_.move(tom, one.booking, one.desk, 9)), Why::moved);
  EXPECT_EQ(school_.post(school_.office(), "/admin/evenings/" + school_.evening.text() + "/letters", {}).status, 409) << "nor is a letter made";
  EXPECT_THAT(school_.parents.household_of_code, IsEmpty());
  EXPECT_THAT(of(school_.toms), SizeIs(2)) << "what it had, and held";
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  school_.directory.whole = after;
  EXPECT_EQ(why(appointments_.book(tom, mayas)), Why::not_yours);
  EXPECT_TRUE(appointments_.confirm(tom, school_.evening, school_.toms, {seen_hold(held)}));
  EXPECT_NE(school_.post(school_.office(), "/admin/evenings/" + school_.evening.text() + "/letters", {}).status, 409);
}

/// On MariaDB both write at once: whatever comes first, the other knows of it.
TEST_P(Families, ARuleAndABookingOfTheSameSecondNeverBothStand) {
  for (int round = 0; round < 10; ++round) {
    const auto before = school_.directory.whole;
    std::barrier begin(2);
    std::thread parent([&] {
      begin.arrive_and_wait();
      static_cast<void>(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {school_.choice(school_.maya, school_.lowther, round)})));
    });
    // What the parent decides by stays `before`, as on a host that has not taken the rule up.
    auto rows = std::static_pointer_cast<const core::SitePeople>(before)->rows();
    rows.rules[school_.maya] = ContactRule::none;
    const core::SitePeople after(std::move(rows));
    const auto actor = school_.office();
    const FamiliesChange change{actor, *before, after, school_.languages.choose("en", ""), {school_.maya}, {}, {}, {}};
    begin.arrive_and_wait();
    write([&](Transaction& t) { return school_.module->families_changed(t, change); });
    parent.join();
    EXPECT_THAT(of(school_.toms), IsEmpty());
    // And Maya may be booked for again.
    school_.people([](core::DirectoryRows&) {});
  }
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(Families, AParentWhoLeavesKeepsNothingAboutAChildThatIsNotTheirs) {
  school_.people([&](core::DirectoryRows& rows) {
    rows.households[school_.tom] = school_.coles;  // Tom lives with the Coles
  });
  const auto sams = book(school_.jo, school_.coles, school_.sam, school_.lowther, 4);
  book(school_.jo, school_.coles, school_.maya, school_.okafor, 2);
  split_off(school_.tom, school_.coles);
  EXPECT_THAT(said_, Contains(HasSubstr("Maya")));
  ASSERT_THAT(of(school_.coles), SizeIs(1));
  EXPECT_EQ(of(school_.coles)[0].booking, sams.booking);
}

TEST_P(Families, ATieThatTheMisTookAwayIsShownToTheOfficeAndNothingIsCancelledByItself) {
  const auto page = "/admin/evenings/" + school_.evening.text();
  const auto one = book(school_.tom, school_.toms, school_.maya, school_.okafor, 2);
  EXPECT_THAT(school_.get(school_.office(), page).body, Not(HasSubstr("may no longer stand")));
  school_.people([&](core::DirectoryRows& rows) {
    std::erase_if(rows.ties, [&](const Tie& tie) { return tie.contact == school_.tom && tie.student == school_.maya; });
  });
  EXPECT_THAT(of(school_.toms), SizeIs(1));
  EXPECT_THAT(school_.get(school_.office(), page).body, HasSubstr("1 appointment may no longer stand"));
  EXPECT_THAT(school_.get(school_.office(), page + "/doubtful").body, AllOf(HasSubstr("Tom Birch"), HasSubstr("Maya Reed"), HasSubstr("4:20 to 4:30 pm")));
  Fields form;
  form.add("booking", one.booking.text());
  EXPECT_EQ(school_.post(school_.office(), page + "/doubtful", form).status, 303);
  EXPECT_THAT(of(school_.toms), IsEmpty());
  EXPECT_THAT(school_.outbox.posted, SizeIs(1));
  EXPECT_TRUE(is_free(school_.okafor, 2));
  EXPECT_EQ(school_.get(school_.parent(school_.ann), page + "/doubtful").status, 403);
}

TEST_P(Families, WhoseAppointmentsTheOfficeGivesBackGetOneMessage) {
  const auto page = "/admin/evenings/" + school_.evening.text() + "/doubtful";
  Fields form;
  for (const auto& one : {book(school_.tom, school_.toms, school_.maya, school_.okafor, 2), book(school_.tom, school_.toms, school_.maya, school_.lowther, 4),
                          book(school_.ann, school_.anns, school_.maya, school_.okafor, 9)}) {
    form.add("booking", one.booking.text());
  }
  const auto stands = book(school_.tom, school_.toms, school_.leo, school_.bo, 8);
  form.add("booking", stands.booking.text());
  school_.people([&](core::DirectoryRows& rows) {
    std::erase_if(rows.ties, [&](const Tie& tie) { return tie.student == school_.maya; });
  });
  ASSERT_EQ(school_.post(school_.office(), page, form).status, 303);
  ASSERT_THAT(school_.outbox.posted, SizeIs(2)) << "Tom and Ann";
  const bool toms_first = school_.outbox.posted[0].recipient == same_person<PersonId>(school_.tom);
  EXPECT_THAT(school_.told(toms_first ? 0 : 1), AllOf(HasSubstr("These appointments for Autumn"), HasSubstr("Ms Okafor"), HasSubstr("Mr Lowther")));
  EXPECT_THAT(school_.told(toms_first ? 1 : 0), AllOf(HasSubstr("This appointment for Autumn"), Not(HasSubstr("Lowther"))));
  ASSERT_THAT(of(school_.toms), SizeIs(1)) << "what is in no doubt stands, though it be ticked";
  EXPECT_EQ(of(school_.toms)[0].booking, stands.booking);
  EXPECT_EQ(school_.post(school_.office(), page, form).status, 303);
  EXPECT_THAT(school_.outbox.posted, SizeIs(2)) << "they are given back already";
}

LODGE_ON_BOTH_ENGINES(Families);

}  // namespace
}  // namespace lodge::parents_evening
