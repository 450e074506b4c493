#include "plugins/has_word.h"
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "arrange.h"
#include "setup.h"
#include "store.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using test::EveningSchool;
using test::HasWord;
using testing::HasSubstr;
using testing::Not;

class TheNight : public testing::TestWithParam<Engine> {
 protected:
  static Fields fields(std::initializer_list<std::pair<std::string, std::string>> all) {
    Fields form;
    for (const auto& [name, value] : all) form.add(name, value);
    return form;
  }
  static std::string header(const Response& response, std::string_view wanted) {
    for (const auto& [name, value] : response.headers) {
      if (name == wanted) return value;
    }
    return "";
  }
  void book(ContactId parent, HouseholdId household, StudentId student, TeacherId teacher, int slot) {
    Appointments appointments(*school_.kernel, plans_);
    ASSERT_TRUE(appointments.book(school_.parent(parent), school_.basket(household, {school_.choice(student, teacher, slot)})));
  }
  /// To so many minutes after the evening began.
  void at(std::chrono::minutes after) { school_.clock.instant = std::chrono::sys_days(test::kEveningDay) + std::chrono::hours(16) + after; }
  std::vector<Appointment> booked() {
    return school_.kernel->database.read([&](Reader& reader) { return of_evening(reader, school_.evening); });
  }
  Actor ms_okafor() const { return school_.teacher(school_.okafor); }
  std::string list(const Actor& actor) { return list(actor, staff_); }
  std::string list(const Actor& actor, const std::string& path) { return school_.get(actor, path).body; }
  Response post(const Actor& actor, const std::string& path, Fields form) { return school_.post(actor, path, std::move(form)); }
  /// Of a screen that the office makes.
  std::string display() {
    post(school_.office(), admin_ + "/displays", fields({{"name", "Main hall"}}));
    const auto page = school_.get(school_.office(), admin_ + "/displays").body;
    const auto begin = page.find("/display/evenings/");
    return page.substr(begin, page.find('"', begin) - begin);
  }

  EveningSchool school_{GetParam()};
  Plans plans_;
  Actor nobody_{};
  std::string staff_ = "/staff/evenings/" + school_.evening.text(), admin_ = "/admin/evenings/" + school_.evening.text();
};

TEST_P(TheNight, ATeacherSeesTheListSlotBySlotAndWhoHasNotBooked) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  const auto page = list(ms_okafor());
  EXPECT_THAT(page, HasSubstr("Maya Reed"));
  EXPECT_THAT(page, HasSubstr("4:10 pm"));
  EXPECT_THAT(page, HasSubstr("Break"));
  EXPECT_THAT(page, HasSubstr("4 families have not booked"));  // Leo with each household, Maya with the other, Sam's
  EXPECT_THAT(school_.get(ms_okafor(), "/staff/evenings").body, HasSubstr(staff_));
  EXPECT_THAT(school_.get(ms_okafor(), staff_ + "/list.pdf").body, HasSubstr("Maya Reed"));
}

TEST_P(TheNight, NothingOfATeachersListIsKeptByABrowser) {
  EXPECT_EQ(header(school_.get(ms_okafor(), staff_), "Cache-Control"), "") << "the server says no-store where nobody says more";
}

TEST_P(TheNight, ATeacherBooksForAFamilyOfTheStudentAndLearnsOfNoOther) {
  const auto path = [&](HouseholdId household) {
    return staff_ + "/book?student=" + school_.maya.text() + "&household=" + household.text() + "&for=" + school_.okafor.text();
  };
  EXPECT_THAT(school_.get(ms_okafor(), path(school_.anns)).body, HasSubstr("Ann Reed"));
  EXPECT_EQ(school_.get(ms_okafor(), path(school_.coles)).status, 404);
}

TEST_P(TheNight, ATeacherSeesNobodyElsesListAndTheOfficeSeesAll) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  EXPECT_THAT(list(school_.teacher(school_.lowther)), Not(HasSubstr("4:10 pm</b>\n<span class=\"grow\"><strong>Maya")));
  const auto path = staff_ + "?teacher=" + school_.okafor.text();
  EXPECT_EQ(school_.get(school_.teacher(school_.lowther), path).status, 404);
  EXPECT_THAT(school_.get(school_.office(), path).body, HasSubstr("Maya Reed"));
  const auto booking = booked().front().booking.text();
  EXPECT_EQ(post(school_.teacher(school_.lowther), staff_ + "/attendance", fields({{"booking", booking}, {"attended", "came"}})).status, 404);
  EXPECT_EQ(post(school_.teacher(school_.lowther), staff_ + "/late", fields({{"desk", school_.desk(school_.okafor).id.text()}, {"minutes", "5"}})).status, 404);
  EXPECT_EQ(school_.get(school_.parent(school_.ann), staff_).status, 403);
}

TEST_P(TheNight, AttendanceIsOneTapAndCanBeUndone) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  at(std::chrono::minutes(11));
  EXPECT_THAT(list(ms_okafor()), HasSubstr("They came"));
  const auto booking = booked().front().booking.text();
  for (const auto* said : {"missed", "", "came"}) {
    EXPECT_EQ(post(ms_okafor(), staff_ + "/attendance", fields({{"booking", booking}, {"attended", said}})).status, 303);
  }
  EXPECT_EQ(booked().front().attended, Attended::came);
  EXPECT_THAT(list(ms_okafor()), HasSubstr("Undo"));
}

TEST_P(TheNight, AttendanceIsEnteredTheNextMorningFromPaperToo) {
  using namespace std::chrono_literals;
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  const auto form = "value=\"" + booked().front().booking.text() + "\"";
  at(-10min);
  EXPECT_THAT(list(school_.office(), staff_ + "?teacher=" + school_.okafor.text()), Not(HasSubstr("value=\"missed\">Missed"))) << "nobody can have been there";
  for (const auto after : {1min, 17h + 0min, 13 * 24h + 0min}) {
    at(after);
    EXPECT_THAT(list(ms_okafor()), AllOf(HasSubstr(form), HasSubstr("value=\"missed\">Missed")));
    EXPECT_THAT(list(school_.office(), staff_ + "?teacher=" + school_.okafor.text()), AllOf(HasSubstr(form), HasSubstr("value=\"missed\">Missed")));
  }
  at(15 * 24h);
  EXPECT_THAT(list(ms_okafor()), Not(HasSubstr(form)));
}

TEST_P(TheNight, RunningLateShiftsWhatFamiliesAndTheHallAreTold) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  const auto hall = display();
  at(std::chrono::minutes(9));
  EXPECT_THAT(school_.get(nobody_, hall).body, Not(HasSubstr("minutes late")));
  const auto late = [&](const std::string& minutes) {
    return post(ms_okafor(), staff_ + "/late", fields({{"desk", school_.desk(school_.okafor).id.text()}, {"minutes", minutes}})).status;
  };
  EXPECT_EQ(late("5"), 303);
  EXPECT_THAT(list(ms_okafor()), HasSubstr("about 4:15 pm"));
  EXPECT_THAT(school_.get(nobody_, hall).body, HasSubstr("5 minutes late"));
  EXPECT_THAT(school_.get(school_.parent(school_.ann), "/parents/evenings/" + school_.evening.text() + "/booked").body, HasSubstr("5 minutes late"));
  EXPECT_EQ(late("0"), 303);
  EXPECT_THAT(school_.get(nobody_, hall).body, Not(HasSubstr("minutes late")));
  EXPECT_EQ(late("500"), 404);
}

TEST_P(TheNight, TheHallShowsTimesAndNobodysName) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 2);
  const auto hall = display();
  at(std::chrono::minutes(12));
  const auto shown = school_.get(nobody_, hall);
  EXPECT_EQ(shown.status, 200);
  EXPECT_THAT(shown.body, HasSubstr("Ms Okafor"));
  EXPECT_THAT(shown.body, HasSubstr("<b>4:10 pm</b>"));
  EXPECT_THAT(shown.body, HasSubstr("<b>4:20 pm</b>"));
  for (const auto* name : {"Maya", "Reed", "Sam", "Cole"}) EXPECT_THAT(shown.body, Not(HasWord(name)));
  auto again = school_.request(nobody_, hall);
  again.if_none_match = header(shown, "ETag");
  EXPECT_EQ(school_.serve(again).status, 304);
}

TEST_P(TheNight, AScreenTakenAwayOpensNothing) {
  const auto hall = display();
  EXPECT_EQ(school_.get(nobody_, hall).status, 200);
  EXPECT_EQ(school_.get(nobody_, hall.substr(0, hall.size() - 1) + (hall.back() == '0' ? "1" : "0")).status, 404);
  const auto id = hall.substr(std::string("/display/evenings/").size(), RawId::kTextSize);
  EXPECT_EQ(post(school_.office(), admin_ + "/displays/" + id + "/remove", {}).status, 303);
  EXPECT_EQ(school_.get(nobody_, hall).status, 404);
}

TEST_P(TheNight, ATeacherAsksToSeeAFamilyWhenRequestsAreCollected) {
  const auto form = [&](const std::string& sort) {
    const auto field = school_.maya.text() + "." + school_.okafor.text();
    return fields({{"sort-" + field, sort}, {"note-" + field, "Her coursework"}});
  };
  EXPECT_EQ(post(ms_okafor(), staff_ + "/requests", form("please")).status, 200);  // closed: the page says so
  school_.change([&](Evening& evening) { evening.requests_from = school_.clock.instant - std::chrono::hours(1); });
  EXPECT_EQ(post(ms_okafor(), staff_ + "/requests", form("please")).status, 303);
  EXPECT_THAT(school_.get(ms_okafor(), staff_ + "/requests").body, HasSubstr("Her coursework"));
  EXPECT_THAT(school_.get(school_.teacher(school_.lowther), staff_ + "/requests").body, Not(HasSubstr("Her coursework")));
  const auto field = school_.maya.text() + "." + school_.okafor.text();
  EXPECT_EQ(post(ms_okafor(), staff_ + "/requests", fields({{"sort-" + field, ""}, {"note-" + field, ""}})).status, 303);
  EXPECT_THAT(school_.get(ms_okafor(), staff_ + "/requests").body, Not(HasSubstr("Her coursework")));
}

TEST_P(TheNight, ATeachersNoteWithoutASortIsNotLostAndNothingElseIsSaved) {
  school_.change([&](Evening& evening) { evening.requests_from = school_.clock.instant - std::chrono::hours(1); });
  const auto maya = school_.maya.text() + "." + school_.okafor.text(), sam = school_.sam.text() + "." + school_.okafor.text();
  const auto typed = [&](const std::string& sort, const std::string& note) {
    return fields({{"sort-" + maya, sort}, {"note-" + maya, note}, {"sort-" + sam, "please"}, {"note-" + sam, "His homework"}});
  };
  const auto answer = post(ms_okafor(), staff_ + "/requests", typed("", "Her coursework"));
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("Choose “Please see me” or “No need” for the note, or empty it."), HasSubstr("value=\"Her coursework\""), HasSubstr("His homework"),
                                 HasSubstr("<a href=\"#note-" + maya), Not(HasSubstr("<a href=\"#note-" + sam))));
  EXPECT_THAT(school_.get(ms_okafor(), staff_ + "/requests").body, AllOf(Not(HasSubstr("Her coursework")), Not(HasSubstr("His homework"))));
  EXPECT_EQ(post(ms_okafor(), staff_ + "/requests", typed("", "  ")).status, 303) << "it is empty";
  EXPECT_EQ(post(ms_okafor(), staff_ + "/requests", typed("no_need", "Her coursework")).status, 303);
  EXPECT_THAT(school_.get(ms_okafor(), staff_ + "/requests").body, AllOf(HasSubstr("Her coursework"), HasSubstr("His homework")));
  EXPECT_EQ(post(ms_okafor(), staff_ + "/requests", typed("", "Her coursework")).status, 400) << "what was kept is not thrown away unasked either";
}

TEST_P(TheNight, ATeachersLongNoteIsNotLostWithoutAWord) {
  school_.change([&](Evening& evening) { evening.requests_from = school_.clock.instant - std::chrono::hours(1); });
  const auto field = school_.maya.text() + "." + school_.okafor.text();
  const auto answer = post(ms_okafor(), staff_ + "/requests", fields({{"sort-" + field, "please"}, {"note-" + field, std::string(3'000, 'x')}}));
  EXPECT_EQ(answer.status, 400);
  EXPECT_THAT(answer.body, AllOf(HasSubstr("A note is too long"), HasSubstr(std::string(3'000, 'x'))));
  EXPECT_THAT(list(ms_okafor()), Not(HasSubstr("xxx")));
}

TEST_P(TheNight, ATeacherJoinsTheCallOfHerDesk) {
  school_.change([](Evening& evening) { evening.online_link = "https://meet.ashdown.test/{desk}"; });
  Act act{.after = *school_.plan()};
  for (auto& desk : act.after.desks) set_mode(desk, act.after.evening, Mode::online);
  ASSERT_TRUE(EveningSetup(*school_.kernel, plans_).apply(school_.office(), act));
  const auto call = "https://meet.ashdown.test/" + school_.choice(school_.maya, school_.okafor, 1).desk.text();
  EXPECT_THAT(list(ms_okafor()), HasSubstr(call));
  EXPECT_THAT(list(school_.teacher(school_.lowther)), Not(HasSubstr(call)));
  at(std::chrono::hours(6));
  EXPECT_THAT(list(ms_okafor()), Not(HasSubstr(call))) << "the evening is over";
}

TEST_P(TheNight, ATeacherBooksForAFamilyOfHers) {
  const auto query = "student=" + school_.sam.text() + "&household=" + school_.coles.text() + "&for=";
  const auto page = school_.get(ms_okafor(), staff_ + "/book?" + query + school_.okafor.text());
  EXPECT_THAT(page.body, HasSubstr("4:30 pm"));
  EXPECT_EQ(school_.get(ms_okafor(), staff_ + "/book?" + query + school_.lowther.text()).status, 404);
  const auto form = fields({{"student", school_.sam.text()}, {"household", school_.coles.text()}, {"for", school_.okafor.text()},
                            {"slot", school_.desk(school_.okafor).id.text() + ".3"}, {"idempotency_key", "once"}});
  EXPECT_EQ(post(ms_okafor(), staff_ + "/book", form).status, 303);
  ASSERT_EQ(booked().size(), 1U);
  EXPECT_EQ(booked().front().made_by, MadeBy::teacher);
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

TEST_P(TheNight, ASubstituteSeesTheListOfTheTeacherHeStandsInFor) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  school_.store.database().write([&](Transaction& transaction) {
    set_substitute(transaction, school_.desk(school_.okafor).date, school_.okafor, school_.shah);
  });
  school_.change([](Evening&) {});
  EXPECT_THAT(list(school_.teacher(school_.shah)), HasSubstr("Maya Reed"));
}

TEST_P(TheNight, TheDoorFindsAFamilyByNameOrSlipAndChecksItIn) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  const auto hall = display();
  at(std::chrono::minutes(5));
  const auto door = admin_ + "/door";
  EXPECT_THAT(school_.get(school_.office(), door + "?name=ann+re").body, HasSubstr("They have arrived"));
  EXPECT_THAT(school_.get(school_.office(), door + "?name=maya").body, HasSubstr("Ms Okafor"));
  EXPECT_THAT(school_.get(school_.office(), door + "?name=nobody").body, HasSubstr("No family of that name"));
  school_.people([](core::DirectoryRows& rows) {
    auto& ann = *std::ranges::find_if(rows.people, [](const auto& one) { return one.fields.first_name == "Ann"; });
    ann.fields.first_name = "Zoë";
    ann.fields.surname = "O’Brien-Łukasz";
  });
  for (const auto* typed : {"zoe", "OBrien", "o'brien+lukasz", "Zo%C3%AB"}) {
    EXPECT_THAT(school_.get(school_.office(), door + "?name=" + typed).body, HasSubstr("They have arrived")) << typed;
    EXPECT_THAT(school_.get(school_.office(), admin_ + "/letters?find=" + typed).body, HasSubstr(school_.anns.text())) << typed;
  }
  EXPECT_THAT(school_.get(school_.office(), admin_ + "/letters?find=zoey").body, Not(HasSubstr(school_.anns.text())));
  EXPECT_THAT(school_.get(school_.office(), door + "?slip=" + booked().front().booking.text()).body, HasSubstr("They have arrived"));
  EXPECT_THAT(school_.get(school_.office(), admin_ + "/slips.pdf").body, HasSubstr("/door?slip=" + booked().front().booking.text()));
  const auto tap = [&](const std::string& here) { return post(school_.office(), door, fields({{"household", school_.anns.text()}, {"here", here}})).status; };
  EXPECT_EQ(tap("yes"), 303);
  EXPECT_THAT(list(ms_okafor()), HasSubstr("They are here"));
  EXPECT_THAT(school_.get(nobody_, hall).body, HasSubstr("is here"));
  EXPECT_EQ(tap("no"), 303);
  EXPECT_THAT(school_.get(nobody_, hall).body, Not(HasSubstr("is here")));
  EXPECT_EQ(school_.get(ms_okafor(), door).status, 403);
}

TEST_P(TheNight, AfterwardsTheOfficeSeesWhoCame) {
  book(school_.ann, school_.anns, school_.maya, school_.okafor, 1);
  book(school_.jo, school_.coles, school_.sam, school_.okafor, 2);
  at(std::chrono::minutes(12));
  post(ms_okafor(), staff_ + "/attendance", fields({{"booking", booked().front().booking.text()}, {"attended", "came"}}));
  const auto page = school_.get(school_.office(), admin_ + "/after").body;
  EXPECT_THAT(page, HasSubstr("1 came, 0 did not, 1 not noted"));
  EXPECT_THAT(page, HasSubstr("2 families were not seen"));
  EXPECT_THAT(page, HasSubstr("<svg"));
  EXPECT_THAT(school_.get(school_.office(), admin_ + "/after.csv").body, HasSubstr("\"Ms Okafor\",\"Maya Reed\",\"9B\""));
  EXPECT_EQ(school_.get(ms_okafor(), admin_ + "/after").status, 403);
}

LODGE_ON_BOTH_ENGINES(TheNight);

}  // namespace
}  // namespace lodge::parents_evening
