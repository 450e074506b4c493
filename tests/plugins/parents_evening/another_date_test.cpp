// A teacher cannot come, and the office chooses another date for that teacher alone; and where desks can be.
#include "plugins/parents_evening/changing.h"

#include "desk_form.h"
#include "night_store.h"
#include "shown.h"

namespace lodge::parents_evening {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ATeacherWhoCannotCome : public Changing {
 protected:
  using Pairs = std::initializer_list<std::pair<std::string, std::string>>;

  std::string away(TeacherId teacher) const { return link("/desks/" + school_.desk(teacher).id.text() + "/away"); }
  Response post(const std::string& path, Pairs pairs, bool sure = true) {
    Fields form;
    form.add("version", std::to_string(plan().evening.version));
    if (sure) form.add("sure", "yes");
    for (const auto& [name, value] : pairs) form.add(name, value);
    return school_.post(school_.office(), path, std::move(form));
  }
  Response to_new_date(const std::string& date, bool sure = true) {
    return post(away(school_.okafor), {{"how", "date"}, {"on", "new"}, {"date", date}, {"from", "16:00"}, {"to", "19:00"}, {"slot", "10"}, {"mode", "in_person"},
                                       {"room", school_.catalogue.listed->by_code("M12")->id.text()}}, sure);
  }
  void everybody_on_another_date() {
    Act act{.after = plan()};
    act.after.dates.push_back(a_week_later(act.after));
    seat_everybody(act.after, *school_.directory.whole, act.after.dates.back().id);
    done(act);
  }
  std::vector<std::string> dates_of(HouseholdId household) const {
    return date_words(school_.languages.choose("en", ""), plan(), *school_.directory.whole, household);
  }
};

TEST_P(ATeacherWhoCannotCome, IsGivenANewDateOnWhichNobodyElseSits) {
  const auto moved = book(school_.jo, school_.coles, school_.sam, school_.okafor, 5);
  const auto other = book(school_.ann, school_.anns, school_.maya, school_.lowther, 3);
  const auto seen = to_new_date("2026-11-19", false);
  EXPECT_EQ(seen.status, 200);
  EXPECT_THAT(seen.body, AllOf(HasSubstr("1 family is touched"), HasSubstr("Thu 19 Nov")));
  EXPECT_THAT(plan().dates, SizeIs(1)) << "nothing is done before the office has seen it";
  EXPECT_EQ(to_new_date("2026-11-19").status, 303);
  const auto now = plan();
  ASSERT_THAT(now.dates, SizeIs(2));
  ASSERT_THAT(now.desks_of(school_.okafor), SizeIs(1));
  EXPECT_EQ(now.desks_of(school_.okafor).front()->date, now.dates.back().id);
  EXPECT_EQ(std::ranges::count(now.desks, now.dates.back().id, &Desk::date), 1) << "hers";
  EXPECT_EQ(of(school_.coles).front().when.starts(), moved.when.starts() + std::chrono::days(7));
  EXPECT_EQ(of(school_.anns).front().when, other.when);
  ASSERT_THAT(school_.outbox.posted, SizeIs(2)) << "both Coles, and nobody else";
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("Ms Okafor cannot be there."), HasSubstr("Thursday 19 November")));
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ATeacherWhoCannotCome, GoesToADateThatThereIsAtTheSameTimesWhereTheyAreFree) {
  everybody_on_another_date();
  const auto clashes = book(school_.jo, school_.coles, school_.sam, school_.okafor, 5);
  const auto stays = book(school_.ann, school_.anns, school_.maya, school_.okafor, 8);
  const auto two = plan();
  const auto later = two.dates.back();
  const auto* desk = two.desks_of(school_.okafor).back();
  ASSERT_TRUE(appointments_.book(school_.parent(school_.tom), school_.basket(school_.toms, {{school_.maya, school_.okafor, desk->id, 5, 1, ""}})));
  school_.outbox.posted.clear();
  EXPECT_EQ(post(away(school_.okafor), {{"how", "date"}, {"on", later.id.text()}}).status, 303);
  EXPECT_EQ(of(school_.anns).front().when.starts(), stays.when.starts() + std::chrono::days(7));
  EXPECT_EQ(of(school_.coles).front().date, later.id);
  EXPECT_EQ(of(school_.coles).front().slot, 4) << "the nearest to its time";
  EXPECT_EQ(of(school_.toms).front().slot, 5) << "who was there keeps it";
  EXPECT_THAT(school_.outbox.posted, SizeIs(3));
  EXPECT_EQ(clashes.booking, of(school_.coles).front().booking);
  EXPECT_THAT(school_.faults(), IsEmpty());
}

TEST_P(ATeacherWhoCannotCome, IsNotGivenADateThatHasPassedNorACalledOffOne) {
  const auto past = to_new_date("2026-10-01");
  EXPECT_EQ(past.status, 400);
  EXPECT_THAT(past.body, AllOf(HasSubstr("That time has passed already"), HasSubstr("2026-10-01")));
  EXPECT_EQ(post(away(school_.okafor), {{"how", "date"}, {"on", plan().dates.front().id.text()}}).status, 400) << "the one on which she is ill";
  EXPECT_EQ(post(away(school_.okafor), {{"how", "substitute"}}).status, 400) << "nobody stands in";
  EXPECT_THAT(plan().dates, SizeIs(1));
}

TEST_P(ATeacherWhoCannotCome, MeetsFamiliesOnAnotherDateAsSheDoes) {
  everybody_on_another_date();
  Act act{.after = plan()};
  const auto id = act.after.dates.back().id;
  std::erase_if(act.after.desks, [&](const Desk& desk) { return desk.date == id && (desk.has(school_.okafor) || desk.has(school_.bo)); });
  for (auto& desk : act.after.desks) {
    if (desk.has(school_.okafor)) set_mode(desk, act.after.evening, Mode::telephone);
    if (desk.has(school_.bo)) desk.link = "https://bo.example/room";
  }
  done(act);
  for (const auto teacher : {school_.okafor, school_.bo}) ASSERT_EQ(post(away(teacher), {{"how", "date"}, {"on", id.text()}}).status, 303);
  const auto now = plan();
  EXPECT_EQ(now.desks_of(school_.okafor).front()->mode, Mode::telephone);
  EXPECT_EQ(now.desks_of(school_.bo).front()->mode, Mode::online);
  EXPECT_EQ(now.desks_of(school_.bo).front()->link, "https://bo.example/room") << "the call that is his own";
}

TEST_P(ATeacherWhoCannotCome, MeetsFamiliesAsEverybodyDoesWhereThatDateSaysHow) {
  const auto all_alike = [&](Mode first, Mode second) {
    Act act{.after = plan()};
    for (const auto& [index, mode] : {std::pair(0U, first), std::pair(1U, second)}) {
      auto date = act.after.dates[index];
      date.mode = mode;
      replace_date(act.after, date);
    }
    std::erase_if(act.after.desks, [&](const Desk& desk) { return desk.date == act.after.dates.back().id && desk.has(school_.okafor); });
    done(act);
    EXPECT_EQ(post(away(school_.okafor), {{"how", "date"}, {"on", plan().dates.back().id.text()}}).status, 303);
    return plan().desks_of(school_.okafor).front()->mode;
  };
  everybody_on_another_date();
  EXPECT_EQ(all_alike(Mode::online, Mode::in_person), Mode::in_person) << "the snow was of the one day";
}

TEST_P(ATeacherWhoCannotCome, SitsOnANewDateAsTheFormSays) {
  Act act{.after = plan()};
  set_mode(desk_in(act.after, school_.okafor), act.after.evening, Mode::telephone);
  done(act);
  EXPECT_THAT(page(away(school_.okafor)), HasSubstr("<option value=\"telephone\" selected>"));
  ASSERT_EQ(post(away(school_.okafor), {{"how", "date"}, {"on", "new"}, {"date", "2026-11-19"}, {"from", "16:00"}, {"to", "19:00"}, {"slot", "15"}, {"mode", "in_person"}}).status, 303);
  const auto now = plan();
  ASSERT_THAT(now.desks_of(school_.okafor), SizeIs(1));
  const auto& desk = *now.desks_of(school_.okafor).front();
  EXPECT_EQ(desk.slot, std::chrono::minutes(15));
  EXPECT_EQ(desk.slots, 12);
  EXPECT_EQ(desk.mode, Mode::in_person);
}

TEST_P(ATeacherWhoCannotCome, SitsInTheRoomThatIsChosenAlsoWhereSheHasADesk) {
  everybody_on_another_date();
  const auto room = [&](const char* code) { return school_.catalogue.listed->by_code(code)->id; };
  const auto later = plan().dates.back().id;
  Act act{.after = plan()};
  for (auto& desk : act.after.desks) {
    if (desk.date == later && desk.has(school_.okafor)) desk.room = room("M13");
  }
  done(act);
  const auto sits_in = [&](const char* chosen, bool comes = true) {
    Act ready{.after = plan()};
    for (auto& desk : ready.after.desks) desk.away = desk.has(school_.okafor) ? desk.date == later && !comes : desk.away;
    done(ready);
    EXPECT_EQ(post(away(school_.okafor), {{"how", "date"}, {"on", later.text()}, {"room", room(chosen).text()}}).status, 303);
    const auto now = plan();
    return now.desks_of(school_.okafor).back()->room;
  };
  EXPECT_EQ(sits_in("M12"), room("M13")) << "the form names the room of the other day by itself";
  EXPECT_EQ(sits_in("S03"), room("S03"));
  EXPECT_EQ(sits_in("M12", false), room("M12")) << "a desk that nobody was at";
}

TEST_P(ATeacherWhoCannotCome, IsNobodysNewsWhereNobodyIsToSeeHer) {
  const auto look = [&] { return post(away(school_.okafor), {{"how", "cancel"}}, false).body; };
  EXPECT_THAT(look(), AllOf(HasSubstr("Nobody has to be told."), HasSubstr(">Do it<"), Not(HasSubstr("Do it and tell them"))));
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 5);
  EXPECT_THAT(look(), AllOf(Not(HasSubstr("Nobody has to be told.")), HasSubstr("Do it and tell them")));
}

TEST_P(ATeacherWhoCannotCome, IsNotGivenADateThatHasBegun) {
  everybody_on_another_date();
  const auto both = plan();
  const auto id = both.dates.front().id.text();
  const auto path = link("/desks/" + both.desks_of(school_.okafor).back()->id.text() + "/away");
  const auto option = "<option value=\"" + id + "\"";
  EXPECT_THAT(page(path), HasSubstr(option));
  school_.clock.instant = both.dates.front().when.starts();
  EXPECT_THAT(page(path), Not(HasSubstr(option)));
  EXPECT_EQ(post(path, {{"how", "date"}, {"on", id}}).status, 400);
}

TEST_P(ATeacherWhoCannotCome, HasHerDateToHerselfAlsoWhenOthersComeToTheEvening) {
  ASSERT_EQ(to_new_date("2026-11-19").status, 303);
  Fields form;
  form.add("version", std::to_string(plan().evening.version));
  form.add("sure", "yes");
  for (const auto* year : {"7", "9"}) form.add("year_group", year);
  form.add("class_teachers", "yes");
  form.add("staff_groups", "Tutor group*");
  school_.people([&](core::DirectoryRows& rows) {
    rows.classes["9x/Hi1"] = "History";
    rows.class_members.emplace_back("9x/Hi1", same_person<PersonId>(school_.shah));
    rows.class_members.emplace_back("9x/Hi1", same_person<PersonId>(school_.maya));
  });
  ASSERT_EQ(school_.post(school_.office(), link("/who"), form).status, 303);
  const auto now = plan();
  ASSERT_THAT(now.desks_of(school_.shah), SizeIs(1));
  EXPECT_EQ(now.desks_of(school_.shah).front()->date, now.dates.front().id);
  EXPECT_EQ(std::ranges::count(now.desks, now.dates.back().id, &Desk::date), 1);
}

TEST_P(ATeacherWhoCannotCome, IsADateInTheLettersOfThoseWhoSeeHer) {
  school_.people([&](core::DirectoryRows& rows) {  // nobody but Ann's Leo sees Mr Bo
    std::erase_if(rows.ties, [&](const Tie& tie) { return tie.student == school_.leo && tie.contact == school_.tom; });
  });
  const auto first = "Thursday 12 November 2026, 4:00 to 7:00 pm · Some in person, some online", second = "Thursday 19 November 2026, 4:00 to 7:00 pm · Online";
  ASSERT_EQ(post(away(school_.bo), {{"how", "date"}, {"on", "new"}, {"date", "2026-11-19"}, {"from", "16:00"}, {"to", "19:00"}, {"slot", "10"}, {"mode", "online"}}).status, 303);
  EXPECT_THAT(dates_of(school_.anns), ElementsAre(first, second));
  EXPECT_THAT(dates_of(school_.coles), ElementsAre(first));
}

TEST_P(ATeacherWhoCannotCome, GoesToNoDeskThatHasThreeTeachers) {
  Act act{.after = plan()};
  for (const auto teacher : {school_.zajac, school_.shah}) join(act.after, school_.desk(school_.lowther).id, {teacher, std::nullopt});
  done(act);
  const auto seen = post(away(school_.okafor), {{"how", "colleague"}, {"teacher", school_.lowther.text()}});
  EXPECT_EQ(seen.status, 400);
  EXPECT_THAT(seen.body, AllOf(HasSubstr("This desk has three teachers already."), HasSubstr("value=\"" + school_.lowther.text() + "\" selected")));
  EXPECT_THAT(school_.desk(school_.okafor).teachers, SizeIs(1)) << "she still has hers";
  const auto joined = post(link("/desks/" + school_.desk(school_.lowther).id.text()), {{"mode", "in_person"}, {"minutes", "10"}, {"join", school_.okafor.text()}});
  EXPECT_EQ(joined.status, 400);
  EXPECT_THAT(joined.body, HasSubstr("This desk has three teachers already."));
}

TEST_P(ATeacherWhoCannotCome, IsOfferedRoomsAndNothingThatIsNone) {
  school_.catalogue.listed->list.push_back({RoomId::random(), "Bus", "Minibus", "Car park", 16, "Minibus", {"vehicle"}});
  school_.catalogue.listed->list.push_back({RoomId::random(), "T1", "Trolley of laptops", "Main", 0, "Laptop trolley", {"30 laptops"}});
  school_.catalogue.listed->list.push_back({RoomId::random(), "Gym", "Sports gym", "Main", 60, "Gym", {"sports equipment"}});
  for (const auto& path : {away(school_.okafor), link("/teachers"), link("/desks/" + school_.desk(school_.okafor).id.text())}) {
    EXPECT_THAT(page(path), AllOf(HasSubstr("Room Hall"), HasSubstr("Sports gym"), Not(HasSubstr("Minibus")), Not(HasSubstr("Trolley of laptops")))) << path;
  }
  school_.settings.set["evenings.not_rooms"] = "Gym";
  EXPECT_THAT(page(link("/teachers")), AllOf(HasSubstr("Minibus"), Not(HasSubstr("Sports gym"))));
}

TEST_P(ATeacherWhoCannotCome, MeetsNobodyNextWeekWhoWasAtTheDoorToday) {
  const auto moved = book(school_.jo, school_.coles, school_.sam, school_.okafor, 5), other = book(school_.jo, school_.coles, school_.sam, school_.lowther, 9);
  school_.clock.instant = moved.when.starts() - 1h;
  school_.store.database().write([&](Transaction& transaction) { set_arrived(transaction, moved.date, school_.coles, school_.clock.instant); });
  done(later(15min));
  for (const auto& one : of(school_.coles)) EXPECT_TRUE(one.arrived_at) << "they wait a little longer";
  EXPECT_EQ(to_new_date("2026-11-19").status, 303);
  for (const auto& one : of(school_.coles)) EXPECT_EQ(one.arrived_at.has_value(), one.booking == other.booking);
}

LODGE_ON_BOTH_ENGINES(ATeacherWhoCannotCome);

}  // namespace
}  // namespace lodge::parents_evening
