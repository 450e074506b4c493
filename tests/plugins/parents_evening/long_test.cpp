// Appointments of several slots, one after another: of a teacher, of a class, of a family, and who books them how.
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "calendar_file.h"
#include "distribute.h"
#include "lengths.h"
#include "propose.h"
#include "setup.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using test::EveningSchool;
using testing::AllOf;
using testing::Each;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

/// Okafor's appointments take two slots; 6 and 7 of them are a break.
class ALongAppointment : public testing::TestWithParam<Engine> {
 protected:
  ALongAppointment() {
    Act act{.after = *school_.plan()};
    act.after.lengths.teachers[school_.okafor] = 2;
    EXPECT_TRUE(setup_.apply(school_.office(), act));
  }
  Booked book(ContactId who, HouseholdId household, StudentId student, TeacherId teacher, int slot) {
    return appointments_.book(school_.parent(who), school_.basket(household, {school_.choice(student, teacher, slot)}));
  }
  void set_family(HouseholdId household, int slots) {
    school_.store.database().write([&](Transaction& transaction) { set_family_length(transaction, school_.evening, household, slots); });
  }
  std::string link(const std::string& rest) const { return "/parents/evenings/" + school_.evening.text() + rest; }
  std::string whom(StudentId student, TeacherId teacher) const { return student.text() + "." + teacher.text(); }

  mutable EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
  EveningSetup setup_{*school_.kernel, plans_};
};

TEST_P(ALongAppointment, TakesAllOfItsSlotsAndNobodyElseGetsOne) {
  const auto booked = book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  ASSERT_TRUE(booked);
  EXPECT_EQ(booked->front().slots, 2);
  EXPECT_EQ(booked->front().when.length(), std::chrono::minutes(20));
  EXPECT_THAT(school_.told(0), HasSubstr("4:20 to 4:40 pm"));
  for (const int slot : {1, 2, 3}) {
    const auto second = book(school_.jo, school_.coles, school_.sam, school_.okafor, slot);
    ASSERT_FALSE(second) << slot;
    EXPECT_EQ(second.error()[0].why, Why::taken);
    EXPECT_THAT(second.error()[0].nearest, Each(Field(&Spot::slots, 2)));
  }
  EXPECT_TRUE(book(school_.jo, school_.coles, school_.sam, school_.okafor, 4));
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

TEST_P(ALongAppointment, NeverReachesIntoABreakNorBeyondTheEnd) {
  EXPECT_EQ(book(school_.ann, school_.anns, school_.maya, school_.okafor, 5).error()[0].why, Why::no_such_slot);
  EXPECT_EQ(book(school_.ann, school_.anns, school_.maya, school_.okafor, school_.desk(school_.okafor).slots - 1).error()[0].why, Why::no_such_slot);
}

TEST_P(ALongAppointment, IsOfAClassOrAFamilyToo) {
  Act act{.after = *school_.plan()};
  act.after.lengths = {};
  for (const auto* one : school_.directory.people(school_.site)->classes_of(school_.maya)) {
    if (one->subject == "English") act.after.lengths.classes[one->code] = 3;
  }
  ASSERT_TRUE(setup_.apply(school_.office(), act));
  EXPECT_EQ(book(school_.ann, school_.anns, school_.maya, school_.lowther, 0)->front().slots, 3);
  EXPECT_EQ(book(school_.ann, school_.anns, school_.maya, school_.okafor, 4)->front().slots, 1);
  set_family(school_.coles, 2);
  EXPECT_EQ(book(school_.jo, school_.coles, school_.sam, school_.okafor, 10)->front().slots, 2);
}

TEST_P(ALongAppointment, StaysLongWhereverItGoes) {
  const auto booking = book(school_.ann, school_.anns, school_.maya, school_.okafor, 2)->front().booking;
  const auto moved = appointments_.move(school_.parent(school_.ann), booking, school_.desk(school_.okafor).id, 8);
  ASSERT_TRUE(moved);
  EXPECT_EQ(moved->front().when.length(), std::chrono::minutes(20));
  EXPECT_TRUE(book(school_.jo, school_.coles, school_.sam, school_.okafor, 2)) << "both slots are free again";
  Act act{.after = *school_.plan(), .move = {}, .cause = Cause::shifted, .by = std::chrono::minutes(15)};
  for (auto& desk : act.after.desks) desk.starts += std::chrono::minutes(15);
  for (auto& date : act.after.dates) act.move.by[date.id] = std::chrono::minutes(15);
  ASSERT_TRUE(setup_.apply(school_.office(), act));
  const auto now = school_.store.database().read([&](Reader& reader) { return find(reader, booking).value(); });
  EXPECT_EQ(now.slots, 2);
  EXPECT_EQ(now.when.length(), std::chrono::minutes(20));
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
  EXPECT_TRUE(appointments_.cancel(school_.parent(school_.ann), booking));
  EXPECT_TRUE(book(school_.tom, school_.toms, school_.maya, school_.okafor, 8));
}

TEST_P(ALongAppointment, IsFoundProposedAndShownInTheGrid) {
  ASSERT_TRUE(book(school_.jo, school_.coles, school_.sam, school_.okafor, 1));
  const auto known = appointments_.know(school_.parent(school_.ann), school_.evening, school_.anns);
  const auto& s = known->situation;
  const auto found = propose(s, {{school_.maya, school_.okafor}, {school_.maya, school_.lowther}}, {}, {s.plan.dates.front().when});
  ASSERT_THAT(found.choices, SizeIs(2));
  for (const auto& one : found.choices) EXPECT_EQ(one.slots, one.teacher == school_.okafor ? 2 : 1);
  EXPECT_THAT(judge(s, found.choices), IsEmpty());
  const auto grid = school_.get(school_.parent(school_.ann), link("/times?see=" + whom(school_.maya, school_.okafor))).body;
  const auto desk = school_.desk(school_.okafor).id.text();
  EXPECT_THAT(grid, AllOf(HasSubstr("20 minutes each"), HasSubstr("value=\"" + desk + ".3\""), Not(HasSubstr("value=\"" + desk + ".0\"")),
                          Not(HasSubstr("value=\"" + desk + ".5\"")))) << "no time of one slot is offered";
}

TEST_P(ALongAppointment, EndsInTheCalendarWhenItEnds) {
  ASSERT_TRUE(book(school_.ann, school_.anns, school_.maya, school_.okafor, 2));
  const auto calendar = school_.get(school_.parent(school_.ann), link("/appointments.ics")).body;
  EXPECT_THAT(calendar, AllOf(HasSubstr("T162000"), HasSubstr("T164000")));
}

TEST_P(ALongAppointment, OfAWishTakesItsSlotsInARow) {
  RoundInput input;
  const auto add = [&](HouseholdId household, StudentId student) {
    input.wishes.push_back({.evening = school_.evening, .household = household, .author = {}, .whom = {{student, school_.okafor}, {student, school_.lowther}}});
  };
  add(school_.anns, school_.maya);
  add(school_.coles, school_.sam);
  input.needs[school_.coles] = {.interpreter = "Polish"};
  auto plan = *school_.plan();
  plan.lengths.interpreter = 3;
  const auto found = distribute(plan, *school_.directory.people(school_.site), *school_.catalogue.rooms(school_.site), input);
  std::map<HouseholdId, std::map<TeacherId, int>> slots;
  for (const auto& share : found.shares) {
    for (const auto& one : share.choices) slots[share.household][one.teacher] = one.slots;
  }
  EXPECT_EQ(slots[school_.anns][school_.okafor], 2);
  EXPECT_EQ(slots[school_.anns][school_.lowther], 1);
  EXPECT_EQ(slots[school_.coles][school_.okafor], 3) << "the longer of the two";
  EXPECT_EQ(slots[school_.coles][school_.lowther], 3);
}

TEST_P(ALongAppointment, IsSetByTheOfficeForWhomItWill) {
  const auto page = "/admin/evenings/" + school_.evening.text() + "/lengths";
  EXPECT_THAT(school_.get(school_.office(), page).body, HasSubstr("Families who ask for an interpreter"));
  Fields form;
  form.add("version", std::to_string(school_.plan()->evening.version));
  form.add("interpreter", "2");
  form.add("who", "t." + school_.bo.text());
  form.add("slots", "3");
  EXPECT_EQ(school_.post(school_.office(), page, std::move(form)).status, 303);
  const auto lengths = school_.plan()->lengths;
  EXPECT_EQ(lengths.interpreter, 2);
  EXPECT_EQ(lengths.teachers.at(school_.bo), 3);
  EXPECT_EQ(lengths.teachers.at(school_.okafor), 2);
  Fields length;
  length.add("slots", "2");
  const auto card = "/admin/evenings/" + school_.evening.text() + "/families/" + school_.coles.text();
  EXPECT_EQ(school_.post(school_.office(), card + "/length", std::move(length)).status, 303);
  Fields booking;
  booking.add("t-" + whom(school_.sam, school_.lowther), school_.desk(school_.lowther).id.text() + ".4");
  EXPECT_EQ(school_.post(school_.office(), card, std::move(booking)).status, 303);
  EXPECT_THAT(school_.get(school_.office(), card).body, HasSubstr("4:40 to 5:00 pm"));
}

LODGE_ON_BOTH_ENGINES(ALongAppointment);

}  // namespace
}  // namespace lodge::parents_evening
