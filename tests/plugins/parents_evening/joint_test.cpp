// Two teachers of one class at one desk: a family that names both is given one appointment with the two of them.
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "distribute.h"
#include "night_store.h"
#include "preflight.h"
#include "propose.h"
#include "store.h"
#include "waiting_list.h"

#include <gmock/gmock.h>

#include <barrier>
#include <thread>

namespace lodge::parents_evening {
namespace {

using test::EveningSchool;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

/// Ms Okafor (Maths) and Mr Lowther (English) sit together; both teach Maya and Sam, Ms Okafor alone teaches Leo.
class AJointDesk : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    auto joint = school_.desk(school_.okafor), other = school_.desk(school_.lowther);
    joint.teachers.push_back(other.teachers.front());
    other.teachers.clear();
    other.away = true;
    school_.store.database().write([&](Transaction& transaction) {
      update(transaction, other);
      replace_teachers(transaction, other);
      replace_teachers(transaction, joint);
    });
    school_.change([](Evening&) {});
  }
  std::string here(const std::string& rest = {}) const { return "/parents/evenings/" + school_.evening.text() + rest; }
  std::string page(const std::string& rest) { return school_.get(school_.parent(school_.ann), here(rest)).body; }
  std::string both() const { return "see=" + text(maths_) + "&see=" + text(english_); }
  Booked book(const Whom& whom, int slot) {
    return appointments_.book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(whom.student, whom.teacher, slot)}));
  }
  std::vector<Appointment> anns() {
    return school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, school_.anns); });
  }
  static std::size_t count(const std::string& text, std::string_view word) {
    std::size_t times = 0;
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) ++times;
    return times;
  }

  EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
  Whom maths_{school_.maya, school_.okafor}, english_{school_.maya, school_.lowther};
};

TEST_P(AJointDesk, SaysOnPaperWhomAFamilySees) {
  ASSERT_TRUE(book(maths_, 2));
  const auto paper = school_.get(school_.teacher(school_.lowther), "/staff/evenings/" + school_.evening.text() + "/list.pdf").body;
  EXPECT_THAT(paper, HasSubstr("Maya Reed\nEnglish · Mr Lowther\n9B\n"));
}

TEST_P(AJointDesk, IsEachTeachersEvening) {
  for (const auto teacher : {school_.okafor, school_.lowther}) {
    const TeacherRequest asked{.evening = school_.evening, .student = school_.maya, .teacher = teacher, .author = same_person<PersonId>(teacher),
                               .note = school_.privacy.seal(school_.site, same_person<PersonId>(teacher), request_place(school_.evening, school_.maya, teacher),
                                                            teacher == school_.okafor ? "Her fractions" : "Her essay"),
                               .changed_at = school_.clock.instant};
    school_.store.database().write([&](Transaction& transaction) { replace_request(transaction, asked); });
  }
  const auto link = "/staff/evenings/" + school_.evening.text();
  const auto family = "student=" + school_.maya.text() + "&amp;household=" + school_.anns.text();
  for (const auto teacher : {school_.okafor, school_.lowther}) {
    EXPECT_THAT(school_.get(school_.teacher(teacher), link).body, HasSubstr(family)) << "has not booked";
  }
  ASSERT_TRUE(book(maths_, 2));
  for (const auto teacher : {school_.okafor, school_.lowther}) {
    EXPECT_THAT(school_.get(school_.teacher(teacher), link).body,
                AllOf(Not(HasSubstr(family)), HasSubstr(" asked to see them"), Not(HasSubstr("You asked")), HasSubstr("Mr Lowther: Her essay"), HasSubstr("Ms Okafor: Her fractions")));
    EXPECT_THAT(school_.get(school_.teacher(teacher), link + "/list.pdf").body, AllOf(HasSubstr("Her essay"), HasSubstr("Her fractions")));
  }
  EXPECT_THAT(school_.get(school_.office(), "/admin/evenings/" + school_.evening.text() + "/figures.csv").body,
              AllOf(HasSubstr("\"Teacher\",\"Mr Lowther\",\"1\""), HasSubstr("\"Teacher\",\"Ms Okafor\",\"1\"")));
  EXPECT_THAT(school_.get(school_.office(), "/admin/evenings/" + school_.evening.text() + "/after.csv").body,
              HasSubstr("\"Mr Lowther, together with Ms Okafor\",\"Maya Reed\""));
}

TEST_P(AJointDesk, IsOneLineOfTheListAndOneGridOfTimes) {
  const auto list = page("?more=1");
  EXPECT_THAT(list, HasSubstr("Mr Lowther, together with Ms Okafor"));
  EXPECT_EQ(count(list, "name=\"see\" value=\"" + school_.maya.text()), 2U) << "the two, and the tutor";
  EXPECT_THAT(list, HasSubstr("name=\"see\" value=\"" + text(Whom{school_.leo, school_.okafor}))) << "Leo has Ms Okafor alone";
  const auto times = page("/times?" + both());
  EXPECT_THAT(times, HasSubstr("Mr Lowther, together with Ms Okafor about Maya"));
  EXPECT_EQ(count(times, "<section class=\"teacher\">"), 1U);
}

TEST_P(AJointDesk, IsBookedOnceWhoeverOfThemIsNamed) {
  ASSERT_TRUE(book(maths_, 3));
  const auto again = book(english_, 9);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().front().why, Why::has_already);
  EXPECT_THAT(page("/booked"), HasSubstr("together with"));
  EXPECT_THAT(page("?more=1"), Not(HasSubstr("name=\"see\" value=\"" + school_.maya.text() + "." + school_.lowther.text())));
  const auto two = appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.okafor, 1), school_.choice(school_.sam, school_.lowther, 2)}));
  ASSERT_FALSE(two);
  EXPECT_EQ(two.error().front().why, Why::has_already);
  EXPECT_TRUE(book({school_.leo, school_.okafor}, 9)) << "Leo is another child";
}

TEST_P(AJointDesk, IsBookedOnceByTwoTelephonesInOneMoment) {
  for (int slot = 0; slot < 5; ++slot) {
    std::barrier begin(2);
    std::thread other([&] {
      begin.arrive_and_wait();
      static_cast<void>(book(english_, slot + 10));
    });
    begin.arrive_and_wait();
    static_cast<void>(book(maths_, slot));
    other.join();
    ASSERT_THAT(anns(), SizeIs(1));
    ASSERT_TRUE(appointments_.cancel(school_.parent(school_.ann), anns().front().booking));
  }
}

TEST_P(AJointDesk, IsFoundATimeOnce) {
  Fields form;
  form.add("see", text(maths_));
  form.add("see", text(english_));
  form.add("from-" + school_.plan()->dates[0].id.text(), "990");
  form.add("to-" + school_.plan()->dates[0].id.text(), "1080");
  ASSERT_EQ(school_.post(school_.parent(school_.ann), here("/find"), form).status, 303);
  EXPECT_THAT(page("/basket"), AllOf(HasSubstr("Book 1 appointment"), HasSubstr("together with"), Not(HasSubstr("No time was found"))));
}

TEST_P(AJointDesk, IsOneWishOfTheRound) {
  const Wishes wishes{.evening = school_.evening, .household = school_.anns, .author = same_person<PersonId>(school_.ann),
                      .whom = {maths_, english_, {school_.maya, school_.zajac}}, .windows = {}, .sent_at = {}};
  const auto rooms = school_.kernel->rooms.rooms(school_.site);
  const auto given = distribute(*school_.plan(), *school_.directory.whole, *rooms, {.wishes = {wishes}, .asked = {}, .needs = {}, .lengths = {}, .appointments = {}});
  EXPECT_EQ(given.wishes, 2U);
  ASSERT_THAT(given.shares, SizeIs(1));
  EXPECT_THAT(given.shares[0].choices, SizeIs(2));
  ASSERT_TRUE(book(maths_, 3));
  const auto rest = distribute(*school_.plan(), *school_.directory.whole, *rooms, {.wishes = {wishes}, .asked = {}, .needs = {}, .lengths = {}, .appointments = anns()});
  EXPECT_EQ(rest.wishes, 1U) << "what is booked with one of them is booked with both";
}

TEST_P(AJointDesk, CountsOnceAgainstItsTimes) {
  const auto found = preflight(*school_.plan(), *school_.directory.whole);
  const auto load = std::ranges::find(found.loads, school_.okafor, &Load::teacher);
  ASSERT_NE(load, found.loads.end());
  EXPECT_THAT(load->with, testing::ElementsAre(school_.lowther));
  EXPECT_EQ(load->wanted, 5) << "Maya's and Leo's two households each, and Sam's";
  EXPECT_EQ(load->times, 16);
  EXPECT_EQ(std::ranges::count(found.loads, school_.lowther, &Load::teacher), 0);
}

TEST_P(AJointDesk, GoesToTheFirstInLineUnderWhicheverNameTheyWait) {
  auto joint = school_.desk(school_.okafor);
  joint.slots = 1;
  school_.store.database().write([&](Transaction& transaction) { update(transaction, joint); });
  school_.change([](Evening&) {});
  const auto taken = appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.okafor, 0)}));
  ASSERT_TRUE(taken);
  const WaitingList list(*school_.kernel, plans_, appointments_);
  ASSERT_EQ(list.join(school_.parent(school_.ann), school_.evening, school_.anns, {school_.leo, school_.okafor}), Joined::in_line) << "Leo has Ms Okafor alone";
  school_.wait(std::chrono::seconds(1));
  ASSERT_EQ(list.join(school_.parent(school_.tom), school_.evening, school_.toms, maths_), Joined::in_line) << "as the two of them";
  ASSERT_TRUE(appointments_.cancel(school_.parent(school_.jo), taken->front().booking));
  list.serve(school_.site, school_.evening);
  const auto places = list.places(*school_.directory.whole, school_.evening, school_.anns);
  ASSERT_THAT(places, SizeIs(1));
  EXPECT_EQ(places.front().state, WaitingState::offered);
}

TEST_P(AJointDesk, IsWaitedForOnce) {
  auto joint = school_.desk(school_.okafor);
  joint.slots = 1;
  school_.store.database().write([&](Transaction& transaction) { update(transaction, joint); });
  school_.change([](Evening&) {});
  ASSERT_TRUE(appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.okafor, 0)})));
  const WaitingList list(*school_.kernel, plans_, appointments_);
  for (const auto& whom : {maths_, english_}) EXPECT_EQ(list.join(school_.parent(school_.ann), school_.evening, school_.anns, whom), Joined::in_line);
  EXPECT_THAT(list.places(*school_.directory.whole, school_.evening, school_.anns), SizeIs(1));
}

LODGE_ON_BOTH_ENGINES(AJointDesk);

}  // namespace
}  // namespace lodge::parents_evening
