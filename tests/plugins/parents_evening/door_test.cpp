// Who stands at the door without an appointment of that day.
#include "plugins/parents_evening/changing.h"

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class TheDoor : public Changing {
 protected:
  std::string asked_for(const std::string& name) { return page(link("/door?name=" + name)); }
};

TEST_P(TheDoor, SaysOnWhichOtherDateAFamilyIsExpected) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  auto more = plan();
  more.dates.push_back(a_week_later(more));
  const auto next_week = more.dates.back().id;
  seat_everybody(more, *school_.directory.people(school_.site), next_week);
  done({.after = more});
  const auto after = plan();
  const auto desks = after.desks_of(school_.lowther);
  const auto* desk = *std::ranges::find(desks, next_week, &Desk::date);
  ASSERT_TRUE(appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {{school_.sam, school_.lowther, desk->id, 3, 1, ""}})));
  school_.clock.instant = after.dates.front().when.starts();
  EXPECT_THAT(asked_for("cole"), AllOf(HasSubstr("Not today"), HasSubstr("Thursday 19 November"), HasSubstr("href=\"" + link("/families/") + school_.coles.text() + "\">Book for them now"),
                                       Not(HasSubstr("They have arrived")), HasSubstr("0 of 1 families are here")));
  EXPECT_THAT(asked_for("reed"), AllOf(HasSubstr("They have arrived"), Not(HasSubstr("Not today"))));
}

/// Two sittings on one day: the school's own from 4 to 7 pm, and one from 8 to 9 pm for Ms Okafor and Mr Lowther.
class TwoSittings : public TheDoor {
 protected:
  void SetUp() override {
    auto more = plan();
    const auto& first = more.dates.front();
    const auto second = *make_date(school_.calendar, school_.site, {first.date, std::chrono::hours(20), std::chrono::hours(21), first.mode, first.slot}, school_.clock.now());
    more.dates.push_back(second);
    for (const auto teacher : {school_.okafor, school_.lowther}) {
      more.desks.push_back(make_desk(more.evening, second, {teacher}));
      more.desks.back().mode = Mode::in_person;
    }
    done({.after = more});
    book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
    book_late(school_.jo, school_.coles, school_.sam, school_.lowther);
  }
  void book_late(ContactId who, HouseholdId household, StudentId student, TeacherId teacher) {
    const auto after = plan();
    ASSERT_TRUE(appointments_.book(school_.parent(who), school_.basket(household, {{student, teacher, after.desks_of(teacher).back()->id, 2, 1, ""}})));
  }
  /// To so many minutes after the first of them began.
  void at(std::chrono::minutes after) { school_.clock.instant = plan().dates.front().when.starts() + after; }
  std::string hall() {
    Fields form;
    form.add("name", "Main hall");
    school_.post(school_.office(), link("/displays"), std::move(form));
    const auto displays = page(link("/displays"));
    const auto begin = displays.find("/display/evenings/");
    return displays.substr(begin, displays.find('"', begin) - begin);
  }
};

TEST_P(TwoSittings, AreOneDayAtTheDoor) {
  book_late(school_.ann, school_.anns, school_.leo, school_.okafor);
  at(std::chrono::minutes(-5));
  EXPECT_THAT(asked_for("cole"), AllOf(HasSubstr("They have arrived"), HasSubstr("8:20 pm"), Not(HasSubstr("Not today")), HasSubstr("0 of 2 families are here")));
  Fields form;
  form.add("household", school_.anns.text());
  form.add("here", "yes");
  EXPECT_EQ(school_.post(school_.office(), link("/door"), std::move(form)).status, 303);
  for (const auto& one : of(school_.anns)) EXPECT_TRUE(one.arrived_at) << "at either sitting";
  EXPECT_THAT(asked_for("reed"), AllOf(HasSubstr("They are here"), HasSubstr("1 of 2 families are here")));
}

TEST_P(TwoSittings, KnowAFamilyThatIsHereAtWhatItBooksSince) {
  at(std::chrono::minutes(-5));
  Fields form;
  form.add("household", school_.anns.text());
  form.add("here", "yes");
  ASSERT_EQ(school_.post(school_.office(), link("/door"), std::move(form)).status, 303);
  const auto since = of(school_.anns).front().arrived_at;
  school_.wait(std::chrono::minutes(10));
  const auto now = plan();
  const auto book_now = [&](HouseholdId household, StudentId student, const Desk& desk, int slot) {
    ASSERT_TRUE(appointments_.book(school_.office(), school_.basket(household, {{student, desk.teachers.front().teacher, desk.id, slot, 1, ""}})));
  };
  book_now(school_.anns, school_.maya, *now.desks_of(school_.lowther).front(), 9);
  book_now(school_.anns, school_.leo, *now.desks_of(school_.okafor).back(), 3);
  book_now(school_.coles, school_.sam, *now.desks_of(school_.okafor).front(), 9);
  for (const auto& one : of(school_.anns)) EXPECT_EQ(one.arrived_at, since);
  for (const auto& one : of(school_.coles)) EXPECT_FALSE(one.arrived_at) << "they have not come";
  EXPECT_THAT(asked_for("reed"), HasSubstr("They are here"));
}

TEST_P(TwoSittings, AreOneLineATeacherInTheHallAndTheNextFollowsAtOnce) {
  const auto path = hall();
  const auto board = [&] { return school_.get(Actor{}, path).body; };
  const auto times = [](const std::string& text, std::string_view word) {
    std::size_t count = 0;
    for (auto found = text.find(word); found != std::string::npos; found = text.find(word, found + 1)) ++count;
    return count;
  };
  at(std::chrono::minutes(0));
  EXPECT_EQ(times(board(), "Mr Lowther"), 1U);
  EXPECT_THAT(board(), AllOf(HasSubstr("<b>4:10 pm</b>"), Not(HasSubstr("8:20 pm"))));
  at(std::chrono::hours(3));
  EXPECT_EQ(times(board(), "Mr Lowther"), 1U);
  EXPECT_THAT(board(), HasSubstr("<b>8:20 pm</b>"));
  EXPECT_THAT(board(), HasSubstr("Mrs Zaj")) << "she sits at the first alone, and somebody may look for her still";
  at(std::chrono::hours(4));
  EXPECT_THAT(board(), AllOf(HasSubstr("<b>8:20 pm</b>"), Not(HasSubstr("Mrs Zaj"))));
}

TEST_P(TwoSittings, ThatAreCalledOffAreNotNextWeeksInTheHall) {
  const auto path = hall();
  auto more = plan();
  more.dates.push_back(a_week_later(more));
  seat_everybody(more, *school_.directory.whole, more.dates.back().id);
  done({.after = more});
  at(std::chrono::minutes(0));
  EXPECT_THAT(school_.get(Actor{}, path).body, AllOf(HasSubstr("Thursday 12 November"), HasSubstr("Mr Lowther")));
  Act off{.after = plan()};
  for (auto& date : off.after.dates) date.called_off = date.date == off.after.dates.front().date;
  done(off);
  const auto board = school_.get(Actor{}, path).body;
  EXPECT_THAT(board, AllOf(HasSubstr("This evening is called off."), HasSubstr("Thursday 12 November"), Not(HasSubstr("Mr Lowther"))));
}

TEST_P(TheDoor, KnowsASlipWhoseFirstAppointmentIsGivenBack) {
  const auto first = book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  book(school_.ann, school_.anns, school_.maya, school_.lowther, 4);
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.ann), first.booking));
  EXPECT_THAT(page(link("/door?slip=") + first.booking.text()), AllOf(HasSubstr("They have arrived"), HasSubstr("4:40 pm"), Not(HasSubstr("4:10 pm"))));
  EXPECT_THAT(page(link("/door?slip=") + BookingId::random().text()), HasSubstr("No family of that name"));
}

TEST_P(TheDoor, LeadsToBookingForAFamilyThatHasNoneAndTheNameIsInNoAddress) {
  const auto nobody = asked_for("birch");
  EXPECT_THAT(nobody, AllOf(HasSubstr("action=\"/search\""), HasSubstr("name=\"to\" value=\"" + link("/letters#families") + "\""),
                            HasSubstr("name=\"find\" value=\"birch\""), HasSubstr("Book for them now"), Not(HasSubstr("find=birch"))));
}

LODGE_ON_BOTH_ENGINES(TheDoor);
LODGE_ON_BOTH_ENGINES(TwoSittings);

}  // namespace
}  // namespace lodge::parents_evening
