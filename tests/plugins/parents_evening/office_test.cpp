#include "plugins/parents_evening/school.h"

#include "allocating.h"
#include "arrange.h"
#include "setup.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using test::EveningSchool;
using testing::HasSubstr;

class TheOffice : public testing::TestWithParam<Engine> {
 protected:
  static Fields fields(std::initializer_list<std::pair<std::string, std::string>> all) {
    Fields form;
    for (const auto& [name, value] : all) form.add(name, value);
    return form;
  }
  static std::string target(const Response& response) {
    for (const auto& [name, value] : response.headers) {
      if (name == "Location") return value.substr(0, value.find('?'));
    }
    return "";
  }
  std::string page(const std::string& path) { return school_.get(school_.office(), path).body; }
  Response post(const std::string& path, Fields form) { return school_.post(school_.office(), path, std::move(form)); }

  EveningSchool school_{GetParam()};
};


Fields new_evening() {
  Fields form;
  for (const auto& [name, value] : std::initializer_list<std::pair<const char*, const char*>>{
           {"title", "Year 9 evening"}, {"year_group", "9"}, {"class_teachers", "yes"}, {"staff_groups", "Tutor group*"}, {"date", "2026-11-19"},
           {"from", "16:00"}, {"to", "19:00"}, {"slot", "10"}, {"mode", "in_person"}, {"opens_at", "2026-11-05T18:00"}}) {
    form.add(name, value);
  }
  return form;
}

TEST_P(TheOffice, SeesTheEveningsThereAre) {
  EXPECT_THAT(page("/admin/evenings"), HasSubstr("/admin/evenings/" + school_.evening.text()));
  EXPECT_THAT(page("/admin/evenings/" + school_.evening.text()), HasSubstr("Booking opens"));
}

TEST_P(TheOffice, PutsNobodyAndNothingOfAnotherSchoolIntoAnEvening) {
  const auto evening = "/admin/evenings/" + school_.evening.text();
  const auto desk = school_.desk(school_.bo);
  const auto strange = school_.room_elsewhere();
  const auto version = std::to_string(school_.plan()->evening.version);
  ASSERT_EQ(post(evening + "/desks/" + desk.id.text(),
                 fields({{"version", version}, {"mode", "in_person"}, {"minutes", "10"}, {"room", strange.text()}, {"place", "Hall"}, {"sure", "yes"},
                         {"substitute_" + school_.bo.text(), TeacherId::random().text()}, {"join", TeacherId::random().text()}})).status, 303);
  const auto now = school_.desk(school_.bo);
  EXPECT_EQ(now.place, "Hall");
  EXPECT_FALSE(now.room);
  ASSERT_EQ(now.teachers.size(), 1U);
  EXPECT_FALSE(now.teachers[0].substitute);
}

TEST_P(TheOffice, AndEverybodyElseOfAnotherSchoolFindsNothingByItsNumber) {
  Plans plans;
  Appointments appointments(*school_.kernel, plans);
  const auto booked = appointments.book(school_.office(), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}));
  const auto before = school_.plan()->evening.version;
  const Actor stranger{Actor::By::page, SiteId::random(), same_person<PersonId>(school_.ann),
                       {Role::administrator, Role::manager, Role::office, Role::teacher, Role::parent}, "en", {}};
  const std::map<std::string, std::string> ids{
      {"{evening}", school_.evening.text()}, {"{id}", school_.evening.text()}, {"{date}", school_.plan()->dates[0].id.text()},
      {"{desk}", school_.desk(school_.okafor).id.text()}, {"{household}", school_.anns.text()}, {"{booking}", booked->front().booking.text()},
      {"{appointment}", booked->front().booking.text()}, {"{display}", RawId::random().text()}};
  std::size_t asked = 0;
  for (const auto& route : school_.routes.all) {
    auto path = route.pattern;
    for (const auto& [part, id] : ids) {
      if (const auto at = path.find(part); at != std::string::npos) path.replace(at, part.size(), id);
    }
    if (path == route.pattern || path.contains('{')) continue;
    auto request = school_.request(stranger, path);
    request.method = route.method;
    request.form = fields({{"version", std::to_string(before)}, {"sure", "yes"}, {"household", school_.anns.text()}, {"booking", booked->front().booking.text()},
                           {"whom", school_.maya.text() + "." + school_.okafor.text()}, {"act", "cancel"}});
    request.query = fields({{"household", school_.anns.text()}, {"name", "Reed"}, {"slip", booked->front().booking.text()}});
    const auto answer = school_.serve(std::move(request));
    EXPECT_THAT(answer.status, testing::AnyOf(403, 404)) << path;
    EXPECT_THAT(test::body_of(answer), testing::Not(HasSubstr("Maya"))) << path;
    ++asked;
  }
  EXPECT_GT(asked, 50U);
  EXPECT_EQ(school_.plan()->evening.version, before);
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

TEST_P(TheOffice, ShiftsNoEveningPastMidnight) {
  const auto evening = "/admin/evenings/" + school_.evening.text();
  auto act = Act{.after = *school_.plan()};
  auto date = act.after.dates[0];
  date.from += std::chrono::hours(4);
  date.to += std::chrono::hours(4);
  date.when = *Interval::make(date.when.starts() + std::chrono::hours(4), date.when.ends() + std::chrono::hours(4));
  replace_date(act.after, date);
  Plans plans;
  ASSERT_TRUE(EveningSetup(*school_.kernel, plans).apply(school_.office(), act));
  const auto shift = [&](const char* minutes) {
    return post(evening + "/shift", fields({{"version", std::to_string(school_.plan()->evening.version)}, {"date", date.id.text()}, {"minutes", minutes}}));
  };
  EXPECT_EQ(shift("90").status, 400);
  EXPECT_EQ(shift("30").status, 303);
}

TEST_P(TheOffice, MakesAnEveningOnOnePageAndPublishesIt) {
  EXPECT_THAT(page("/admin/evenings/new"), HasSubstr("Year 9"));
  const auto made = post("/admin/evenings/new", new_evening());
  ASSERT_EQ(made.status, 303) << made.body;
  const auto link = target(made);
  EXPECT_THAT(page(link), HasSubstr("Being set up"));
  EXPECT_THAT(page(link), HasSubstr("3 desks"));  // Okafor, Lowther, and Zając, the tutor
  const auto published = post(link + "/publish", fields({{"version", "1"}}));
  ASSERT_EQ(published.status, 303) << published.body;
  EXPECT_THAT(page(link), HasSubstr("not open yet"));
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

TEST_P(TheOffice, IsToldWhatIsWrongAndLosesNothingTyped) {
  auto form = new_evening();
  Fields without_years;
  for (const auto& [name, value] : form.all()) {
    if (name != "year_group" && name != "date") without_years.add(name, value);
  }
  without_years.add("date", "2020-01-01");
  const auto answer = post("/admin/evenings/new", std::move(without_years));
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, HasSubstr("no family is invited yet"));
  EXPECT_THAT(answer.body, HasSubstr("passed already"));
  EXPECT_THAT(answer.body, HasSubstr("Year 9 evening"));
}

TEST_P(TheOffice, HasAPageForEachStep) {
  const auto link = "/admin/evenings/" + school_.evening.text();
  const auto desk = school_.desk(school_.okafor);
  for (const auto& path : {std::string("/who"), std::string("/stages"), std::string("/teachers"), std::string("/preflight"), std::string("/publish"),
                           std::string("/cancel"), std::string("/shift"), std::string("/online"), std::string("/copy"), std::string("/allocation"),
                           std::string("/dates/new"), "/dates/" + desk.date.text(), "/desks/" + desk.id.text(), "/desks/" + desk.id.text() + "/away"}) {
    EXPECT_EQ(school_.get(school_.office(), link + path).status, 200) << path;
  }
  EXPECT_EQ(school_.get(school_.teacher(school_.okafor), link).status, 403);
}

TEST_P(TheOffice, CountsFamiliesAgainstTimesTheWorstFirst) {
  const auto page = this->page("/admin/evenings/" + school_.evening.text() + "/preflight");
  // Okafor sees Maya with both households, Leo with both, and Sam: 5; she has 18 times less two of a break.
  EXPECT_THAT(page, HasSubstr("Ms Okafor</th><td data-head=\"Families\">5</td><td data-head=\"Times\">16</td>"));
}

TEST_P(TheOffice, SeesWhomAnAbsenceTouchesBeforeItIsDone) {
  const auto choice = school_.choice(school_.sam, school_.okafor, 3);
  Plans plans;
  ASSERT_TRUE(Appointments(*school_.kernel, plans).book(school_.parent(school_.jo), school_.basket(school_.coles, {choice})));
  school_.outbox.posted.clear();
  const auto link = "/admin/evenings/" + school_.evening.text() + "/desks/" + choice.desk.text() + "/away";
  const auto asked = post(link, fields({{"version", "1"}, {"how", "substitute"}, {"teacher", school_.shah.text()}}));
  EXPECT_EQ(asked.status, 200);
  EXPECT_THAT(asked.body, HasSubstr("1 family is touched"));
  EXPECT_TRUE(school_.outbox.posted.empty());
  const auto done = post(link, fields({{"version", "1"}, {"how", "substitute"}, {"teacher", school_.shah.text()}, {"sure", "yes"}}));
  ASSERT_EQ(done.status, 303) << done.body;
  EXPECT_EQ(school_.outbox.posted.size(), 2U);  // both parents of the household, once
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

TEST_P(TheOffice, SaysWhoOfAJointDeskCannotCome) {
  Act act{.after = *school_.plan()};
  const auto choice = school_.choice(school_.sam, school_.okafor, 3);
  for (auto& desk : act.after.desks) {
    if (!desk.has(school_.lowther)) continue;
    desk.away = true;
    desk.teachers.clear();
  }
  std::ranges::find(act.after.desks, choice.desk, &Desk::id)->teachers.push_back({school_.lowther, std::nullopt});
  Plans plans;
  ASSERT_TRUE(EveningSetup(*school_.kernel, plans).apply(school_.office(), act));
  const auto booked = Appointments(*school_.kernel, plans).book(school_.parent(school_.jo), school_.basket(school_.coles, {choice}));
  ASSERT_TRUE(booked);
  const auto link = "/admin/evenings/" + school_.evening.text() + "/desks/" + choice.desk.text() + "/away";
  const auto version = std::to_string(school_.plan()->evening.version);
  EXPECT_THAT(post(link, fields({{"version", version}, {"how", "cancel"}})).body, HasSubstr("Who cannot come?"));
  for (const auto who : {school_.okafor, school_.lowther}) {
    const auto asked = post(link, fields({{"version", version}, {"how", "cancel"}, {"who", who.text()}}));
    EXPECT_THAT(asked.body, AllOf(HasSubstr(" cannot come"), HasSubstr("1 family is touched"), Not(HasSubstr("Given back")))) << "the colleague sees them all the same";
  }
}

TEST_P(TheOffice, GivesEachOnlineDeskACallOfItsOwn) {
  const auto stages = "/admin/evenings/" + school_.evening.text() + "/stages";
  const auto one_for_all = post(stages, fields({{"version", "1"}, {"title", "Autumn"}, {"online_link", "https://meet.google.com/abc-defg-hij"}}));
  EXPECT_EQ(one_for_all.status, 400);
  EXPECT_THAT(one_for_all.body, HasSubstr("all families would meet in one call"));
  const auto desk = "/admin/evenings/" + school_.evening.text() + "/desks/" + school_.choice(school_.sam, school_.okafor, 3).desk.text();
  const auto version = [&] { return std::to_string(school_.plan()->evening.version); };
  ASSERT_EQ(post(desk, fields({{"version", version()}, {"mode", "online"}, {"minutes", "10"}})).status, 303);
  EXPECT_THAT(page("/admin/evenings/" + school_.evening.text() + "/preflight"), HasSubstr("1 online desk has no address"));
  EXPECT_EQ(post(desk, fields({{"version", version()}, {"mode", "online"}, {"minutes", "10"}, {"call", "https://"}})).status, 400);
  ASSERT_EQ(post(desk, fields({{"version", version()}, {"mode", "online"}, {"minutes", "10"}, {"call", "https://teams.example/l/meetup/7"}})).status, 303);
  EXPECT_THAT(page("/admin/evenings/" + school_.evening.text() + "/preflight"), Not(HasSubstr("online desk has no address")));
}

TEST_P(TheOffice, CopiesAnEveningToTheSameWeekdayOfAnotherYear) {
  const auto made = post("/admin/evenings/" + school_.evening.text() + "/copy", fields({{"title", "Next autumn"}, {"first", "2027-11-09"}}));
  ASSERT_EQ(made.status, 303) << made.body;
  EXPECT_THAT(page(target(made)), HasSubstr("Thursday 11 November 2027"));
  EXPECT_THAT(page(target(made)), HasSubstr("4 desks"));
}

TEST_P(TheOffice, GivesOutThePreferenceRoundAndTellsEachFamilyOnce) {
  school_.change([&](Evening& evening) {
    evening.wishes_from = school_.clock.instant - std::chrono::hours(48);
    evening.wishes_until = school_.clock.instant - std::chrono::hours(1);
    evening.opens_at = school_.clock.instant + std::chrono::hours(24);
  });
  school_.store.database().write([&](Transaction& transaction) {
    replace(transaction, Wishes{.evening = school_.evening, .household = school_.anns, .author = same_person<PersonId>(school_.ann),
                                .whom = {{school_.maya, school_.okafor}, {school_.leo, school_.bo}}});
    replace(transaction, Wishes{.evening = school_.evening, .household = school_.coles, .author = same_person<PersonId>(school_.jo),
                                .whom = {{school_.sam, school_.okafor}, {school_.sam, school_.shah}}});  // who teaches him no more
  });
  Plans plans;
  const Appointments appointments(*school_.kernel, plans);
  const Allocating job(*school_.kernel, plans, appointments);
  const auto link = "/admin/evenings/" + school_.evening.text() + "/allocation";
  EXPECT_THAT(page(link), HasSubstr("2 of 3 families"));
  job.work();
  EXPECT_THAT(page(link), HasSubstr("3 of 3"));
  EXPECT_TRUE(school_.outbox.posted.empty());
  post(link, fields({{"act", "accept"}}));
  job.work();
  job.work();
  EXPECT_THAT(page(link), HasSubstr("Every family has its message"));
  EXPECT_EQ(school_.outbox.posted.size(), 3U);  // Ann, and both Coles
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

LODGE_ON_BOTH_ENGINES(TheOffice);

}  // namespace
}  // namespace lodge::parents_evening
