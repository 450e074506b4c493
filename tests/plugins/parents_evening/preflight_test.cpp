// What two teachers at one desk make of families against times, by hand.
#include "plugins/parents_evening/changing.h"

#include "preflight.h"

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

/// Ms Okafor and Mr Lowther teach 9x Maths together; each has a few times. Maya has two households that come, Leo two, Sam one.
class ClassesTaughtTogether : public Changing {
 protected:
  void SetUp() override {
    school_.people([&](core::DirectoryRows& rows) { rows.class_members.emplace_back("9x/Ma1", same_person<PersonId>(school_.lowther)); });
  }
  void times_each(int times) {
    Act act{.after = plan()};
    for (const auto teacher : {school_.okafor, school_.lowther}) {
      auto& desk = desk_in(act.after, teacher);
      desk.slots = times;
      desk.breaks.clear();
    }
    done(act);
  }
  Preflight together() const {
    auto joint = plan();
    auto& other = desk_in(joint, school_.lowther);
    desk_in(joint, school_.okafor).teachers.push_back(other.teachers.front());
    other.teachers.clear();
    other.away = true;
    return preflight(joint, *school_.directory.whole);
  }
  Preflight now() const { return preflight(plan(), *school_.directory.whole); }
};

TEST_P(ClassesTaughtTogether, GiveNobodyATimeButNeedFewerAppointments) {
  times_each(4);
  // Apart: Okafor sees Maya (2), Leo (2) and Sam, five for four times; Lowther sees Maya (2) and Sam, three. The tutor sees
  // Maya (2) and Sam, Bo sees Leo (2).
  EXPECT_EQ(now().unmet(), 1);
  EXPECT_EQ(now().appointments, 5 + 3 + 3 + 2);
  // Together: Maya (2) and Sam see both at once, and one of Leo's two gets the fourth time.
  EXPECT_EQ(together().unmet(), 1);
  EXPECT_EQ(together().appointments, 5 + 3 + 2);
  EXPECT_THAT(page(link("/preflight")), AllOf(HasSubstr("Teachers of one class at one desk"), HasSubstr("3 appointments fewer to go to"), HasSubstr("no more times")));
}

TEST_P(ClassesTaughtTogether, AreNoWayOutWhereMeetingsAreLostByIt) {
  school_.people([&](core::DirectoryRows& rows) {  // Sam is taught by Mr Lowther alone
    std::erase(rows.class_members, std::pair(std::string("9x/Ma1"), same_person<PersonId>(school_.sam)));
  });
  times_each(3);
  // Apart: Okafor sees Maya (2) and Leo (2), four for three times; Lowther sees Maya (2) and Sam, three.
  EXPECT_EQ(now().unmet(), 1);
  // Together: Maya (2) first, then one of Leo's two and Sam for one time.
  EXPECT_EQ(together().unmet(), 2);
  EXPECT_THAT(page(link("/preflight")), AllOf(HasSubstr("Shorter appointments"), Not(HasSubstr("Teachers of one class at one desk"))));
}

/// A second date a week later, for all but a teacher who has something else then; joint desks stay joint.
TEST_P(ClassesTaughtTogether, SitTogetherOnASecondDateThatGoesWithoutWhoIsBusy) {
  Act joint{.after = plan()};
  auto& other = desk_in(joint.after, school_.lowther);
  desk_in(joint.after, school_.okafor).teachers.push_back(other.teachers.front());
  other.teachers.clear();
  other.away = true;
  set_slot(desk_in(joint.after, school_.zajac), joint.after.dates.front(), std::chrono::minutes(5));
  done(joint);
  const auto next_week = a_week_later(plan()).when;
  school_.store.database().write([&](Transaction& transaction) {
    return school_.ledger->book(transaction, {.site = school_.site, .kind = "rooms.booking", .owner = same_person<PersonId>(school_.bo), .held_until = {},
                                              .wants = {{diary_of(school_.bo), next_week, 1}}, .idempotency_key = "", .series = {}, .decided_on = {}});
  });
  Fields form;
  form.add("way", "second_date");
  const auto asked = school_.post(school_.office(), link("/preflight"), form);
  EXPECT_THAT(asked.body, AllOf(HasSubstr("Mr Bo"), HasSubstr("name=\"all_the_same\"")));
  form.add("version", std::to_string(plan().evening.version));
  form.add("sure", "yes");
  const auto shown = asked.body.find("name=\"all_the_same\" value=\"");
  const auto value = shown + std::string_view("name=\"all_the_same\" value=\"").size();
  form.add("all_the_same", asked.body.substr(value, asked.body.find('"', value) - value));
  ASSERT_EQ(school_.post(school_.office(), link("/preflight"), form).status, 303);
  const auto now = plan();
  ASSERT_EQ(now.dates.size(), 2U);
  EXPECT_TRUE(now.sit_together(school_.okafor, school_.lowther));
  EXPECT_EQ(now.desks_of(school_.okafor).size(), 2U);
  EXPECT_EQ(now.desks_of(school_.zajac).back()->slot, std::chrono::minutes(5));
  EXPECT_EQ(now.desks_of(school_.okafor).back()->slot, now.dates.back().slot);
  EXPECT_EQ(now.desks_of(school_.bo).size(), 1U);
  EXPECT_THAT(school_.faults(), testing::IsEmpty());
}

LODGE_ON_BOTH_ENGINES(ClassesTaughtTogether);

}  // namespace
}  // namespace lodge::parents_evening
