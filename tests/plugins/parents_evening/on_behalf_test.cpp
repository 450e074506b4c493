#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "night_store.h"
#include "whom.h"
#include "wishes.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class OnBehalf : public testing::TestWithParam<Engine> {
 protected:
  std::string path(HouseholdId household) const { return "/admin/evenings/" + school_.evening.text() + "/families/" + household.text(); }
  Fields form(std::initializer_list<std::pair<Whom, std::string>> rows) {
    Fields fields;
    for (const auto& [whom, value] : rows) fields.add("t-" + text(whom), value);
    const auto date = school_.plan()->dates.front().id.text();
    fields.add("from-" + date, "960");
    fields.add("to-" + date, "1140");
    fields.add("idempotency_key", RawId::random().text());
    return fields;
  }
  std::string slot(TeacherId teacher, int number) { return slot_text(school_.desk(teacher).id, number); }
  std::vector<Appointment> of(HouseholdId household) {
    return school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, household); });
  }
  void ask(TeacherId teacher, StudentId student, RequestSort sort = RequestSort::please) {
    school_.store.database().write([&](Transaction& transaction) {
      replace_request(transaction, {.evening = school_.evening, .student = student, .teacher = teacher, .sort = sort, .author = same_person<PersonId>(teacher), .changed_at = school_.clock.instant});
    });
  }

  test::EveningSchool school_{GetParam()};
};

TEST_P(OnBehalf, APaperSlipIsBookedInOneGo) {
  const auto answer = school_.post(school_.office(), path(school_.anns),
                                   form({{{school_.maya, school_.okafor}, "any"}, {{school_.maya, school_.zajac}, "any"}, {{school_.leo, school_.bo}, "any"}}));
  EXPECT_EQ(answer.status, 303);
  EXPECT_THAT(of(school_.anns), SizeIs(3));
  EXPECT_THAT(school_.outbox.posted, SizeIs(1)) << "one message for all";
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(OnBehalf, WhoAsksToSeeTheFamilyIsBookedFirst) {
  school_.change([](Evening& evening) { evening.most_each = 1; });
  ask(school_.lowther, school_.maya);
  ask(school_.zajac, school_.sam);
  school_.post(school_.office(), path(school_.anns), form({{{school_.maya, school_.lowther}, "any"}, {{school_.maya, school_.zajac}, "any"}}));
  school_.post(school_.office(), path(school_.coles), form({{{school_.sam, school_.lowther}, "any"}, {{school_.sam, school_.zajac}, "any"}}));
  EXPECT_THAT(of(school_.anns), ElementsAre(Field(&Appointment::teacher, school_.lowther)));
  EXPECT_THAT(of(school_.coles), ElementsAre(Field(&Appointment::teacher, school_.zajac)));
}

TEST_P(OnBehalf, TheCardSaysWhoAsksToSeeTheFamilyFirst) {
  ask(school_.okafor, school_.maya, RequestSort::no_need);
  for (const auto& [asks, other] : {std::pair(school_.lowther, school_.zajac), std::pair(school_.zajac, school_.lowther)}) {
    ask(other, school_.maya, RequestSort::no_need);
    ask(asks, school_.maya);
    const auto card = school_.get(school_.office(), path(school_.anns)).body;
    const auto field = [&](TeacherId teacher) { return card.find("<label for=\"t-" + text(Whom{school_.maya, teacher})); };
    EXPECT_LT(field(asks), std::min(field(school_.okafor), field(other)));
    EXPECT_THAT(card.substr(field(asks), card.find("</label>", field(asks)) - field(asks)), HasSubstr("asks to see the family"));
    EXPECT_THAT(card.substr(field(other), card.find("</label>", field(other)) - field(other)), HasSubstr("no need to come"));
  }
  EXPECT_THAT(school_.get(school_.office(), path(school_.coles)).body, AllOf(Not(HasSubstr("asks to see the family")), Not(HasSubstr("no need to come")))) << "it is about Maya";
}

TEST_P(OnBehalf, NobodyIsBookedIntoADraftNorIntoAnEveningThatIsCalledOff) {
  const auto slip = [&] { return form({{{school_.maya, school_.okafor}, slot(school_.okafor, 4)}, {{school_.maya, school_.zajac}, "any"}}); };
  for (const auto& [state, said] : {std::pair(EveningState::draft, "This evening is a draft."), std::pair(EveningState::cancelled, "This evening is called off.")}) {
    school_.change([&](Evening& evening) { evening.state = state; });
    EXPECT_THAT(school_.get(school_.office(), path(school_.anns)).body, AllOf(HasSubstr(said), Not(HasSubstr("name=\"t-"))));
    EXPECT_EQ(school_.post(school_.office(), path(school_.anns), slip()).status, 409);
  }
  EXPECT_THAT(of(school_.anns), IsEmpty());
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

TEST_P(OnBehalf, ATimeChosenOnTheTelephoneStandsAndTheRestGoesAroundIt) {
  school_.post(school_.office(), path(school_.anns),
               form({{{school_.maya, school_.okafor}, slot(school_.okafor, 4)}, {{school_.maya, school_.lowther}, "any"}}));
  const auto all = of(school_.anns);
  ASSERT_THAT(all, SizeIs(2));
  EXPECT_TRUE(std::ranges::any_of(all, [&](const Appointment& one) { return one.teacher == school_.okafor && one.slot == 4; }));
}

TEST_P(OnBehalf, WorksAfterBookingHasClosedAndSaysWhatIsTaken) {
  school_.wait(std::chrono::days(10));
  school_.post(school_.office(), path(school_.coles), form({{{school_.sam, school_.okafor}, slot(school_.okafor, 4)}}));
  EXPECT_THAT(of(school_.coles), SizeIs(1));
  const auto answer = school_.post(school_.office(), path(school_.anns), form({{{school_.maya, school_.okafor}, slot(school_.okafor, 4)}}));
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("Not booked yet"), Not(HasSubstr("The rest stands under Appointments")), HasSubstr("Ms Okafor about Maya")));
}

TEST_P(OnBehalf, OneTimeThatIsTakenLosesNothingElse) {
  school_.post(school_.office(), path(school_.coles), form({{{school_.sam, school_.okafor}, slot(school_.okafor, 4)}}));
  school_.outbox.posted.clear();
  const auto answer = school_.post(school_.office(), path(school_.anns),
                                   form({{{school_.maya, school_.okafor}, slot(school_.okafor, 4)}, {{school_.maya, school_.lowther}, slot(school_.lowther, 7)},
                                         {{school_.leo, school_.bo}, "any"}}));
  EXPECT_EQ(answer.status, 409);
  EXPECT_THAT(of(school_.anns), SizeIs(2)) << "the rest is booked";
  EXPECT_THAT(school_.outbox.posted, SizeIs(1)) << "one message for all that is booked";
  EXPECT_THAT(answer.body, AllOf(HasSubstr("Not everything was booked"), HasSubstr("These could not be had:"), HasSubstr("Ms Okafor about Maya"), HasSubstr("Free near it: ")));
  auto again = form({{{school_.maya, school_.okafor}, slot(school_.okafor, 4)}, {{school_.maya, school_.lowther}, slot(school_.lowther, 7)}});
  EXPECT_THAT(school_.post(school_.office(), path(school_.anns), again).body, AllOf(HasSubstr("Ms Okafor about Maya"), Not(HasSubstr("Lowther about Maya"))));
  again.add("telephone", "01632 96O 123");
  const auto typed = school_.post(school_.office(), path(school_.anns), again);
  EXPECT_EQ(typed.status, 400);
  EXPECT_THAT(typed.body, AllOf(HasSubstr("Not booked yet"), Not(HasSubstr("Ms Okafor about Maya"))));
}

TEST_P(OnBehalf, WishesOnPaperCountLikeAnyOthers) {
  const auto wishes = path(school_.anns) + "/wishes";
  EXPECT_EQ(school_.get(school_.office(), wishes).status, 303) << "there is no round: back to the card";
  school_.change([&](Evening& evening) {
    evening.wishes_from = school_.clock.instant - std::chrono::hours(1);
    evening.wishes_until = school_.clock.instant + std::chrono::hours(48);
  });
  EXPECT_THAT(school_.get(school_.office(), path(school_.anns)).body, HasSubstr(wishes));
  auto slip = form({});
  slip.add("wish-" + text(Whom{school_.maya, school_.lowther}), "1");
  slip.add("wish-" + text(Whom{school_.maya, school_.okafor}), "2");
  slip.add("interpreter", "Polski");
  ASSERT_EQ(school_.post(school_.office(), wishes, slip).status, 303);
  const auto sent = school_.store.database().read([&](Reader& reader) { return find_wishes(reader, school_.evening, school_.anns); });
  ASSERT_TRUE(sent);
  EXPECT_THAT(sent->whom, ElementsAre(Whom{school_.maya, school_.lowther}, Whom{school_.maya, school_.okafor}));
  EXPECT_THAT(school_.get(school_.parent(school_.ann), "/parents/evenings/" + school_.evening.text() + "/wishes").body, HasSubstr("Polski"));
  EXPECT_THAT(school_.get(school_.parent(school_.tom), "/parents/evenings/" + school_.evening.text() + "/wishes").body, Not(HasSubstr("Polski")));
  EXPECT_EQ(school_.get(school_.parent(school_.tom), wishes).status, 403);
}

TEST_P(OnBehalf, TheCardShowsAndCancelsThisFamilysOnly) {
  school_.post(school_.office(), path(school_.anns), form({{{school_.maya, school_.okafor}, slot(school_.okafor, 4)}}));
  school_.post(school_.office(), path(school_.toms), form({{{school_.maya, school_.okafor}, slot(school_.okafor, 9)}}));
  const auto card = school_.get(school_.office(), path(school_.anns)).body;
  EXPECT_THAT(card, AllOf(HasSubstr("4:40 to 4:50 pm"), Not(HasSubstr("Birch"))));
  Fields other;
  other.add("booking", of(school_.toms).front().booking.text());
  school_.post(school_.office(), path(school_.anns) + "/cancel", other);
  EXPECT_THAT(of(school_.toms), SizeIs(1));
  Fields own;
  own.add("booking", of(school_.anns).front().booking.text());
  school_.post(school_.office(), path(school_.anns) + "/cancel", own);
  EXPECT_THAT(of(school_.anns), IsEmpty());
}

TEST_P(OnBehalf, IsNotForParentsNorForStrangersHouseholds) {
  EXPECT_EQ(school_.get(school_.parent(school_.ann), path(school_.anns)).status, 403);
  EXPECT_EQ(school_.get(school_.office(), path(HouseholdId::random())).status, 404);
  EXPECT_EQ(school_.post(school_.office(), path(school_.anns), form({})).status, 400);
}

LODGE_ON_BOTH_ENGINES(OnBehalf);

}  // namespace
}  // namespace lodge::parents_evening
