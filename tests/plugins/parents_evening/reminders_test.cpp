#include "plugins/parents_evening/changing.h"

#include "told.h"

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

class Reminders : public Changing {
 protected:
  /// How many messages the job posts now.
  std::size_t remind() {
    school_.outbox.posted.clear();
    for (const auto& [name, work] : school_.jobs.kept) {
      if (name.ends_with("remind")) work();
    }
    return school_.outbox.posted.size();
  }
  /// To that long before the evening begins.
  void before(std::chrono::minutes time) { school_.clock.instant = school_.plan()->dates.front().when.starts() - time; }
};

TEST_P(Reminders, SayWhereAnOnlineCallOpensInTheFamilysLanguage) {
  const auto link = school_.desk(school_.bo).link;
  book(school_.ann, school_.anns, school_.leo, school_.bo, 4);
  before(23h);
  ASSERT_EQ(remind(), 1U);
  const auto path = "/parents/evenings/" + school_.evening.text();
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("The call opens on your page at 4:40 pm."), HasSubstr("See your appointments"), HasSubstr(path), Not(HasSubstr(link))));
  EXPECT_THAT(school_.told(0, "pl"), AllOf(HasSubstr("Rozmowa otworzy się na Państwa stronie o 16:40."), HasSubstr("Podgląd, zmiana lub odwołanie spotkań:"), HasSubstr(path)));
}

TEST_P(Reminders, OfAnEveningThatMovedOnlineAreSaidWithTheChangeToo) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  Act act{.after = plan(), .cause = Cause::online};
  act.after.evening.online_link = "https://meet.school.example/{desk}";
  for (auto& desk : act.after.desks) set_mode(desk, act.after.evening, Mode::online);
  done(act);
  ASSERT_THAT(school_.outbox.posted, SizeIs(1));
  const auto path = "/parents/evenings/" + school_.evening.text();
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("The call opens on your page at 4:20 pm."), HasSubstr("See your appointments"), HasSubstr(path),
                                     Not(HasSubstr("meet.school.example"))));
  EXPECT_THAT(school_.told(0, "pl"), AllOf(HasSubstr("Rozmowa otworzy się na Państwa stronie o 16:20."), HasSubstr("Podgląd, zmiana lub odwołanie spotkań:"), HasSubstr(path)));
}

TEST_P(Reminders, AreNotForWhoeverBooksOnTheLastDay) {
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 3);
  before(23h);
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  EXPECT_EQ(remind(), 2U) << "both Coles, who booked ten days ago; Ann has her confirmation of this minute";
  EXPECT_EQ(school_.outbox.posted[0].notice, "parents_evening.reminder");
  EXPECT_NE(school_.outbox.posted[0].recipient, same_person<PersonId>(school_.ann));
  EXPECT_EQ(remind(), 0U);
}

TEST_P(Reminders, AreNotSentAgainByAMoveAndAreCountedForTheOffice) {
  const auto page = [&] { return school_.get(school_.office(), "/admin/evenings/" + school_.evening.text() + "/letters").body; };
  const auto date = school_.plan()->dates.front().id;
  const auto at = [&] { return school_.store.database().read([&](Reader& reader) { return reminded(reader, date); }); };
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 3);
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  EXPECT_THAT(page(), Not(HasSubstr("reminded.")));
  before(23h);
  remind();
  const auto then = at();
  ASSERT_THAT(then, SizeIs(2));
  before(20h);
  book(school_.ann, school_.anns, school_.leo, school_.bo, 4);
  EXPECT_EQ(at(), then) << "what the office reads of it is when it was reminded";
  EXPECT_THAT(page(), AllOf(HasSubstr("2 families are reminded."), Not(HasSubstr("Last sent"))));
}

TEST_P(Reminders, AreNotForWhomAnActOfTheLastDayMoved) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  before(23h);
  done(later(15min));
  EXPECT_THAT(school_.outbox.posted, SizeIs(1));
  EXPECT_EQ(remind(), 0U) << "the message about the move says when to come";
}

TEST_P(Reminders, AreForWhoeverHeardOfItBeforeTheLastDay) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  before(25h);
  done(later(15min));
  before(23h);
  EXPECT_EQ(remind(), 1U);
}

TEST_P(Reminders, AreNotForWhoMayBeToldOfNothingAnyMore) {
  book(school_.tom, school_.toms, school_.maya, school_.okafor, 2);
  book(school_.ann, school_.anns, school_.leo, school_.bo, 4);
  school_.people([&](core::DirectoryRows& rows) {
    std::erase_if(rows.ties, [&](const Tie& tie) { return tie.contact == school_.tom && tie.student == school_.maya; });
  });
  before(23h);
  ASSERT_EQ(remind(), 1U) << "Tom is of Leo's household still, and has nothing to come to";
  EXPECT_EQ(school_.outbox.posted[0].recipient, same_person<PersonId>(school_.ann));
}

TEST_P(Reminders, OfADateThatMovesOutOfTheLastDayComeAnew) {
  before(23h);
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 2);
  Act act{.after = plan(), .cause = Cause::other_date};
  auto date = a_week_later(act.after);
  date.id = act.after.dates.front().id;
  act.move.by[date.id] = date.when.starts() - act.after.dates.front().when.starts();
  replace_date(act.after, date);
  done(act);
  EXPECT_EQ(remind(), 0U);
  before(23h);
  EXPECT_EQ(remind(), 1U);
}

LODGE_ON_BOTH_ENGINES(Reminders);

}  // namespace
}  // namespace lodge::parents_evening
