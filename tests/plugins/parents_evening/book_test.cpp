#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "night_store.h"

#include <gmock/gmock.h>

#include <array>
#include <barrier>
#include <thread>

namespace lodge::parents_evening {
namespace {

using test::EveningSchool;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

class BookingAppointments : public testing::TestWithParam<Engine> {
 protected:
  Booked book(ContactId who, HouseholdId household, std::vector<Choice> choices, std::string key = {}) {
    return appointments_.book(school_.parent(who), school_.basket(household, std::move(choices), std::move(key)));
  }
  static Why why(const Booked& booked) { return booked.error().at(0).why; }
  std::vector<Appointment> of(HouseholdId household) {
    auto all = school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, household); });
    std::erase_if(all, [&](const Appointment& one) { return !one.live(school_.clock.now()); });
    return all;
  }

  /// What Ann's family would see in its basket.
  std::set<SeenHold> held() {
    auto all = school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, school_.anns); });
    std::erase_if(all, [](const Appointment& one) { return !one.in_basket(); });
    return seen_holds(all);
  }

  EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
};

TEST_P(BookingAppointments, GivesAFamilyItsWholeBasketAndTellsItOnce) {
  const auto booked = book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2), school_.choice(school_.leo, school_.bo, 5)});
  ASSERT_TRUE(booked);
  EXPECT_THAT(of(school_.anns), SizeIs(2));
  ASSERT_THAT(school_.outbox.posted, SizeIs(1));
  EXPECT_THAT(school_.told(0), HasSubstr("4:20 to 4:30 pm"));
  EXPECT_THAT(school_.told(0), HasSubstr("Ms Okafor (Maths)"));
  EXPECT_THAT(school_.audit.actions, testing::ElementsAre("evening.booked"));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(BookingAppointments, TellsEachMemberOfAHouseholdOnce) {
  ASSERT_TRUE(book(school_.jo, school_.coles, {school_.choice(school_.sam, school_.okafor, 0)}));
  EXPECT_THAT(school_.outbox.posted, SizeIs(2));
}

TEST_P(BookingAppointments, GivesASlotToOneFamilyOnlyAndNamesTheNearest) {
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 5)}));
  const auto second = book(school_.jo, school_.coles, {school_.choice(school_.sam, school_.okafor, 5)});
  ASSERT_FALSE(second);
  EXPECT_EQ(why(second), Why::taken);
  ASSERT_THAT(second.error()[0].nearest, SizeIs(3));
  std::vector<int> slots;
  for (const auto& spot : second.error()[0].nearest) slots.push_back(spot.slot);
  EXPECT_THAT(slots, testing::ElementsAre(4, 3, 2)) << "6 and 7 are a break";
  EXPECT_THAT(of(school_.coles), IsEmpty());
}

TEST_P(BookingAppointments, TakesAllOfABasketOrNothing) {
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 5)}));
  const auto basket = book(school_.jo, school_.coles, {school_.choice(school_.sam, school_.lowther, 1), school_.choice(school_.sam, school_.okafor, 5)});
  ASSERT_FALSE(basket);
  ASSERT_THAT(basket.error(), SizeIs(1));
  EXPECT_EQ(basket.error()[0].choice, 1U);
  EXPECT_THAT(of(school_.coles), IsEmpty());
}

TEST_P(BookingAppointments, RefusesTwoPlacesAtOnceAndTimesTooCloseToWalk) {
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}));
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.leo, school_.bo, 2)})), Why::you_are_busy);
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.zajac, 3)})), Why::too_close) << "Main to Science";
  EXPECT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.lowther, 3)})) << "next door";
}

TEST_P(BookingAppointments, RefusesBreaksStrangersAndAnotherFamilysChild) {
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 6)})), Why::no_such_slot);
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 18)})), Why::no_such_slot);
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.bo, 1)})), Why::not_yours) << "Bo does not teach Maya";
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.sam, school_.okafor, 1)})), Why::not_yours);
  EXPECT_EQ(why(book(school_.ann, school_.coles, {school_.choice(school_.sam, school_.okafor, 1)})), Why::not_yours) << "not her household";
}

TEST_P(BookingAppointments, SeparatedParentsEachSeeTheTeacher) {
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}));
  EXPECT_TRUE(book(school_.tom, school_.toms, {school_.choice(school_.maya, school_.okafor, 3)}));
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 9)})), Why::has_already);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(BookingAppointments, GoesToTheFirstHouseholdWhereTheSchoolGivesOneAStudent) {
  school_.change([](Evening& evening) { evening.one_each = OneEach::student; });
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}));
  const auto second = book(school_.tom, school_.toms, {school_.choice(school_.maya, school_.okafor, 3)});
  EXPECT_EQ(why(second), Why::taken) << "to the other household the teacher is full, like any other";
  EXPECT_THAT(second.error().front().nearest, IsEmpty());
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 9)})), Why::has_already);
  const auto on_behalf = appointments_.book(school_.office(), school_.basket(school_.toms, {school_.choice(school_.maya, school_.okafor, 3)}));
  EXPECT_EQ(why(on_behalf), Why::has_already) << "the office is told";
}

TEST_P(BookingAppointments, GoesToTheFirstHouseholdOfAStudentWhoseRuleIsJoint) {
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = ContactRule::joint; });
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}));
  EXPECT_EQ(why(book(school_.tom, school_.toms, {school_.choice(school_.maya, school_.okafor, 3)})), Why::taken);
}

TEST_P(BookingAppointments, IsForEachHouseholdWhereNoRuleIsSet) {
  school_.people([&](core::DirectoryRows& rows) { rows.rules.clear(); });
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}));
  EXPECT_TRUE(book(school_.tom, school_.toms, {school_.choice(school_.maya, school_.okafor, 3)}));
}

TEST_P(BookingAppointments, CountsOnlyTheFamilysOwnAgainstTheMostAStudentHas) {
  school_.change([](Evening& evening) { evening.most_each = 1; });
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = ContactRule::joint; });
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}));
  EXPECT_TRUE(book(school_.tom, school_.toms, {school_.choice(school_.maya, school_.lowther, 3)})) << "how many the other has is not to be found out";
  EXPECT_EQ(why(book(school_.tom, school_.toms, {school_.choice(school_.maya, school_.zajac, 5)})), Why::too_many);
}

TEST_P(BookingAppointments, IsMissedByVerifyWhenItsRowIsTakenOut) {
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}));
  school_.store.database().write([](Transaction& transaction) { transaction.execute("delete from appointment"); });
  EXPECT_THAT(school_.faults(), testing::Contains(testing::HasSubstr("the ledger has evening.appointment")));
}

TEST_P(BookingAppointments, FollowsTheContactRuleOfTheMoment) {
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = ContactRule::one_only; });
  EXPECT_EQ(why(book(school_.tom, school_.toms, {school_.choice(school_.maya, school_.okafor, 3)})), Why::not_yours);
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = ContactRule::none; });
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 3)})), Why::not_yours);
}

TEST_P(BookingAppointments, IsClosedBeforeAndAfterItsTime) {
  school_.wait(std::chrono::days(10));
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)})), Why::not_open);
  EXPECT_TRUE(appointments_.book(school_.office(), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2)})))
      << "the office may on a family's behalf";
}

TEST_P(BookingAppointments, HeardTwiceBooksOnce) {
  const auto basket = school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}, "once");
  const auto first = appointments_.book(school_.parent(school_.ann), basket);
  const auto second = appointments_.book(school_.parent(school_.ann), basket);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->front().booking, second->front().booking);
  EXPECT_THAT(school_.outbox.posted, SizeIs(1));
}

TEST_P(BookingAppointments, SaysOfNothingElseThatItIsBookedBecauseTheKeyIsKnown) {
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}, "once"));
  const auto other = book(school_.ann, school_.anns, {school_.choice(school_.leo, school_.bo, 7)}, "once");
  ASSERT_TRUE(other);
  EXPECT_EQ(other->front().student, school_.leo);
  EXPECT_EQ(why(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 9)}, "once")), Why::has_already);
  EXPECT_THAT(of(school_.anns), SizeIs(2));
}

TEST_P(BookingAppointments, HoldsAProposalAndThenMakesItFirm) {
  const auto until = school_.clock.now() + std::chrono::minutes(5);
  const auto actor = school_.parent(school_.ann);
  ASSERT_TRUE(appointments_.hold(actor, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}), until));
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
  EXPECT_EQ(why(book(school_.jo, school_.coles, {school_.choice(school_.sam, school_.okafor, 2)})), Why::taken);
  ASSERT_TRUE(appointments_.confirm(actor, school_.evening, school_.anns, held()));
  EXPECT_THAT(school_.outbox.posted, SizeIs(1));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(BookingAppointments, KeepsWhatAFamilyHoldsWhenItsNextWishIsRefused) {
  const auto until = school_.clock.now() + std::chrono::minutes(5);
  const auto actor = school_.parent(school_.ann);
  ASSERT_TRUE(book(school_.jo, school_.coles, {school_.choice(school_.sam, school_.okafor, 9)}));
  ASSERT_TRUE(appointments_.hold(actor, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}), until));
  EXPECT_FALSE(appointments_.hold(actor, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 9)}), until));
  ASSERT_THAT(of(school_.anns), SizeIs(1));
  EXPECT_EQ(of(school_.anns)[0].slot, 2);
  ASSERT_TRUE(appointments_.hold(actor, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2), school_.choice(school_.leo, school_.bo, 5)}), until));
  EXPECT_THAT(of(school_.anns), SizeIs(2));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(BookingAppointments, PressedTwiceAtOnceIsBookedAndToldOnce) {
  const auto actor = school_.parent(school_.ann);
  for (int slot = 0; slot < 5; ++slot) {
    const auto until = school_.clock.now() + std::chrono::minutes(5);
    ASSERT_TRUE(appointments_.hold(actor, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, slot)}), until));
    school_.outbox.posted.clear();
    const auto seen = held();
    std::barrier begin(2);
    std::array<bool, 2> fine{};
    const auto press = [&](std::size_t hand) {
      begin.arrive_and_wait();
      fine.at(hand) = appointments_.confirm(actor, school_.evening, school_.anns, seen).has_value();
    };
    std::thread other(press, 1);
    press(0);
    other.join();
    EXPECT_TRUE(fine[0] && fine[1]);
    EXPECT_THAT(school_.outbox.posted, SizeIs(1));
    for (const auto& one : of(school_.anns)) appointments_.cancel(actor, one.booking);
  }
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(BookingAppointments, MakesFirmOnlyTheBasketThatWasSeen) {
  const auto until = school_.clock.now() + std::chrono::minutes(5);
  const auto actor = school_.parent(school_.ann);
  for (int round = 0; round < 5; ++round) {
    ASSERT_TRUE(appointments_.hold(actor, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}), until));
    const auto seen = held();
    std::barrier begin(2);
    std::thread other([&] {
      begin.arrive_and_wait();
      static_cast<void>(appointments_.hold(actor, school_.basket(school_.anns, {school_.choice(school_.maya, school_.lowther, 5)}), until));
    });
    begin.arrive_and_wait();
    const auto booked = appointments_.confirm(actor, school_.evening, school_.anns, seen);
    other.join();
    if (booked) {
      EXPECT_EQ(booked->at(0).teacher, school_.okafor);
    } else {
      EXPECT_EQ(why(booked), Why::held_anew);
    }
    for (const auto& one : of(school_.anns)) {
      EXPECT_TRUE(one.state == AppointmentState::held || one.teacher == school_.okafor) << "nobody saw that one";
      appointments_.cancel(actor, one.booking);
    }
  }
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(BookingAppointments, PlacedElsewhereKeepsWhatTheDoorNotedMeanwhile) {
  auto read_before = book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)})->front();
  school_.store.database().write([&](Transaction& transaction) {
    set_arrived(transaction, read_before.date, school_.anns, school_.clock.now());
    set_attended(transaction, read_before.booking, Attended::came);
    place(transaction, read_before);
  });
  EXPECT_TRUE(of(school_.anns)[0].arrived_at);
  EXPECT_EQ(of(school_.anns)[0].attended, Attended::came);
}

TEST_P(BookingAppointments, AHoldThatRanOutIsFreeForOthersAndTakenAgainWhenNobodyCame) {
  const auto until = school_.clock.now() + std::chrono::minutes(5);
  const auto actor = school_.parent(school_.ann);
  ASSERT_TRUE(appointments_.hold(actor, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}), until));
  school_.wait(std::chrono::minutes(6));
  EXPECT_TRUE(appointments_.confirm(actor, school_.evening, school_.anns, held())) << "nobody came meanwhile";

  ASSERT_TRUE(appointments_.hold(actor, school_.basket(school_.anns, {school_.choice(school_.leo, school_.okafor, 9)}), school_.clock.now() + std::chrono::minutes(5)));
  school_.wait(std::chrono::minutes(6));
  ASSERT_TRUE(book(school_.jo, school_.coles, {school_.choice(school_.sam, school_.okafor, 9)}));
  const auto late = appointments_.confirm(actor, school_.evening, school_.anns, held());
  ASSERT_FALSE(late);
  EXPECT_EQ(why(late), Why::taken);
  EXPECT_FALSE(late.error()[0].nearest.empty());
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(BookingAppointments, MovesAndGivesBack) {
  const auto actor = school_.parent(school_.ann);
  const auto booked = book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)});
  const auto desk = school_.desk(school_.okafor);
  const auto moved = appointments_.move(actor, booked->front().booking, desk.id, 3);
  ASSERT_TRUE(moved);
  EXPECT_TRUE(book(school_.jo, school_.coles, {school_.choice(school_.sam, school_.okafor, 2)})) << "the old slot is free";
  EXPECT_FALSE(appointments_.cancel(school_.parent(school_.tom), booked->front().booking)) << "not his to give back";
  EXPECT_TRUE(appointments_.cancel(actor, booked->front().booking));
  EXPECT_TRUE(appointments_.cancel(actor, booked->front().booking)) << "twice does no harm";
  EXPECT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 3)})) << "and may be had again";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(BookingAppointments, ByATeacherIsForTheOwnDeskOnly) {
  const auto okafor = school_.teacher(school_.okafor);
  const auto own = appointments_.book(okafor, school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}));
  EXPECT_TRUE(own);
  EXPECT_EQ(why(appointments_.book(okafor, school_.basket(school_.coles, {school_.choice(school_.sam, school_.lowther, 2)}))), Why::not_yours);
  const auto other = book(school_.jo, school_.coles, {school_.choice(school_.sam, school_.lowther, 2)});
  EXPECT_FALSE(appointments_.cancel(okafor, other->front().booking));
  EXPECT_TRUE(appointments_.cancel(okafor, own->front().booking));
}

TEST_P(BookingAppointments, RefusesInTheSchoolsOwnWords) {
  school_.rules.answer = [](const Value&) { return Verdict{.allowed = false, .reason = "Year 9 come on Thursday.", .rule = "years"}; };
  const auto booked = book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2)});
  ASSERT_FALSE(booked);
  EXPECT_EQ(why(booked), Why::rule);
  EXPECT_EQ(booked.error()[0].reason, "Year 9 come on Thursday.");
}

TEST_P(BookingAppointments, TellsTheRuleWhatItsTypesPromise) {
  ASSERT_TRUE(book(school_.ann, school_.anns, {school_.choice(school_.maya, school_.okafor, 2), school_.choice(school_.maya, school_.lowther, 5)}));
  ASSERT_EQ(school_.rules.asked.size(), 2U);
  std::vector<std::string> members;
  for (const auto& [name, value] : *school_.rules.asked.front().map()) members.push_back(name);
  EXPECT_THAT(members, testing::UnorderedElementsAre("evening", "year_group", "registration_class", "made_by", "appointments", "minutes_ahead"));
  EXPECT_EQ(school_.rules.asked.front().at("made_by"), Value("parent"));
  EXPECT_EQ(school_.rules.asked.front().at("appointments"), Value(2)) << "with all of the basket";
}

TEST_P(BookingAppointments, KeepsANoteForTheTeacherSealed) {
  auto choice = school_.choice(school_.maya, school_.okafor, 2);
  choice.note = "She has moved house.";
  const auto booked = book(school_.ann, school_.anns, {choice});
  ASSERT_TRUE(booked);
  EXPECT_EQ(booked->front().author, same_person<PersonId>(school_.ann));
  EXPECT_THAT(booked->front().note, HasSubstr("|appointment.note."));
}

LODGE_ON_BOTH_ENGINES(BookingAppointments);

}  // namespace
}  // namespace lodge::parents_evening
