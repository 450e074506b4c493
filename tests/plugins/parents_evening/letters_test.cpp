#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "arrange.h"
#include "night_store.h"
#include "setup.h"
#include "wishes.h"

#include <gmock/gmock.h>
#include <lodge/iso8601.h>

#include <filesystem>
#include <fstream>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class Letters : public testing::TestWithParam<Engine> {
 protected:
  std::string base() const { return "/admin/evenings/" + school_.evening.text(); }
  std::string print(const std::string& whom = "", const std::string& language = "en") {
    Fields form;
    form.add("whom", whom);
    form.add("language", language);
    return school_.post(school_.office(), base() + "/letters", form).body;
  }
  static std::vector<std::string> sheets(const std::string& words) {
    std::vector<std::string> all;
    for (std::size_t at = words.find('\f'); at != std::string::npos;) {
      const auto next = words.find('\f', at + 1);
      all.push_back(words.substr(at + 1, next == std::string::npos ? next : next - at - 1));
      at = next;
    }
    return all;
  }
  void book(HouseholdId household, Choice choice) {
    ASSERT_TRUE(appointments_.book(school_.office(), school_.basket(household, {std::move(choice)})));
  }

  test::EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
};

TEST_P(Letters, GiveEachFamilyItsOwnCodeAndItsOwnChildren) {
  const auto all = sheets(print());
  ASSERT_THAT(all, SizeIs(3));
  for (const auto& [code, household] : school_.parents.household_of_code) {
    const auto found = std::ranges::find_if(all, [&](const std::string& sheet) { return sheet.find(code) != std::string::npos; });
    ASSERT_NE(found, all.end());
    EXPECT_THAT(*found, HasSubstr("Thursday 12 November 2026, 4:00 to 7:00 pm · Some in person, some online"));
    const bool is_cole = household == school_.coles;
    EXPECT_EQ(found->find("Sam Cole") != std::string::npos, is_cole);
    EXPECT_EQ(found->find("Maya Reed") != std::string::npos, !is_cole);
  }
}

TEST_P(Letters, OfOneFamilyArePrintedFromItsCardInItsLanguageAndNoOtherCodeEnds) {
  EXPECT_THAT(test::body_of(school_.get(school_.office(), base() + "/families/" + school_.coles.text())),
              AllOf(HasSubstr("Print this letter in"), HasSubstr("name=\"household\" value=\"" + school_.coles.text() + "\""), HasSubstr("<option value=\"pl\" lang=\"pl\">")));
  const auto print_for = [&](const std::string& household) {
    Fields form;
    form.add("household", household);
    form.add("language", "pl");
    return school_.post(school_.office(), base() + "/letters", form);
  };
  const auto all = sheets(print_for(school_.coles.text()).body);
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all[0], AllOf(HasSubstr("Sam Cole"), HasSubstr("czwartek")));
  EXPECT_THAT(school_.parents.household_of_code, testing::ElementsAre(testing::Pair(testing::_, school_.coles)));
  EXPECT_EQ(print_for(HouseholdId::random().text()).status, 303) << "nobody of the evening's, so nobody gets a code";
  EXPECT_EQ(print_for("").status, 303) << "not all of them";
  EXPECT_THAT(school_.parents.household_of_code, SizeIs(1));
}

TEST_P(Letters, SayOnEachChildsSlipWhoAsksToSeeItsFamilyFirst) {
  const auto ask = [&](TeacherId teacher, RequestSort sort) {
    school_.store.database().write([&](Transaction& transaction) {
      replace_request(transaction, {.evening = school_.evening, .student = school_.maya, .teacher = teacher, .sort = sort, .author = same_person<PersonId>(teacher), .changed_at = school_.clock.instant});
    });
  };
  for (const auto& [asks, name, other] : {std::tuple(school_.lowther, "Mr Lowther", school_.zajac), std::tuple(school_.zajac, "Mrs Zając", school_.lowther)}) {
    ask(other, RequestSort::no_need);
    ask(asks, RequestSort::please);
    for (const auto& sheet : sheets(print())) {
      const auto slip = sheet.find("\nMaya Reed (9B)\n");
      if (slip == std::string::npos) {
        EXPECT_THAT(sheet, AllOf(HasSubstr("Sam Cole"), Not(HasSubstr("asks to see you")), Not(HasSubstr("no need to come")))) << "it is about Maya";
      } else {
        EXPECT_THAT(sheet.substr(slip), testing::StartsWith("\nMaya Reed (9B)\n" + std::string(name) + "\nasks to see you\n"));
        EXPECT_THAT(sheet, HasSubstr("\nno need to come\n"));
      }
    }
  }
  EXPECT_THAT(print("", "pl"), AllOf(HasSubstr("Mrs Zając\nprosi o spotkanie\n"), HasSubstr("Mr Lowther\nnie trzeba przychodzić\n")));
}

TEST_P(Letters, SayNothingOfTheOtherHousehold) {
  for (const auto& sheet : sheets(print())) {
    EXPECT_FALSE(sheet.find("Ann Reed") != std::string::npos && sheet.find("Birch") != std::string::npos) << sheet;
  }
}

TEST_P(Letters, GoToThoseWhoWereNotReached) {
  school_.parents.in = {school_.anns};
  book(school_.coles, school_.choice(school_.sam, school_.okafor, 1));
  const auto all = sheets(print("unreached"));
  ASSERT_THAT(all, SizeIs(1));
  EXPECT_THAT(all[0], HasSubstr("Birch"));
}

TEST_P(Letters, ComeAsAListForAMailMergeThatNoSpreadsheetRuns) {
  school_.people([&](core::DirectoryRows& rows) { rows.people[0].fields.first_name = "=1+1"; });
  Fields form;
  form.add("whom", "");
  form.add("as", "csv");
  const auto answer = school_.post(school_.office(), base() + "/letters", form);
  EXPECT_EQ(answer.content_type, "text/csv; charset=utf-8");
  EXPECT_THAT(answer.body, AllOf(HasSubstr("\"family\",\"students\",\"code\""), HasSubstr("\"'=1+1 Reed"), HasSubstr("aaaa-bbbb-")));
}

TEST_P(Letters, ListADesksEveningWithBreaksAndEachFamilysSlip) {
  book(school_.anns, school_.choice(school_.maya, school_.okafor, 2));
  const auto lists = school_.get(school_.office(), base() + "/lists.pdf").body;
  EXPECT_THAT(lists, AllOf(HasSubstr("Ms Okafor"), HasSubstr("4:20 pm\nMaya Reed\nMaths\n9B\nAnn Reed\n"), HasSubstr("5:00 pm\nBreak\n")));
  const auto slips = school_.get(school_.office(), base() + "/slips.pdf").body;
  EXPECT_THAT(slips, AllOf(HasSubstr("4:20 to 4:30 pm\nMs Okafor\nMaya Reed\nRoom M12"), Not(HasSubstr("Birch"))));
}

TEST_P(Letters, OfATeacherSayWhatTheTeachersPageSays) {
  school_.change([&](Evening& evening) {
    evening.notes = true;
    evening.requests_from = school_.clock.instant - std::chrono::hours(1);
  });
  auto choice = school_.choice(school_.maya, school_.okafor, 2);
  choice.note = "About algebra";
  book(school_.anns, choice);
  Fields asks;
  const auto field = school_.maya.text() + "." + school_.okafor.text();
  asks.add("sort-" + field, "please");
  asks.add("note-" + field, "Her coursework");
  ASSERT_EQ(school_.post(school_.teacher(school_.okafor), "/staff/evenings/" + school_.evening.text() + "/requests", asks).status, 303);
  const auto row = HasSubstr("Maya Reed\nMaths\nYou asked to see them: Her coursework\nTheir message: About algebra\n9B\nAnn Reed\n");
  EXPECT_THAT(school_.get(school_.teacher(school_.okafor), "/staff/evenings/" + school_.evening.text() + "/list.pdf").body, row);
  EXPECT_THAT(school_.get(school_.office(), base() + "/lists.pdf").body, row);
  EXPECT_THAT(school_.get(school_.office(), base() + "/dates/" + school_.plan()->dates.front().id.text() + "/pack.pdf").body, row);
}

TEST_P(Letters, ListNoDeskThatIsAwayAndNoBasket) {
  Act act{.after = *school_.plan()};
  for (auto& desk : act.after.desks) desk.away = desk.has(school_.lowther);
  ASSERT_TRUE(EveningSetup(*school_.kernel, plans_).apply(school_.office(), act));
  ASSERT_TRUE(appointments_.hold(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 2)}),
                                 school_.clock.instant + std::chrono::minutes(5)));
  book(school_.coles, school_.choice(school_.sam, school_.okafor, 1));
  const auto lists = school_.get(school_.office(), base() + "/lists.pdf").body;
  EXPECT_THAT(lists, AllOf(HasSubstr("\fMs Okafor\n"), Not(HasSubstr("\fMr Lowther\n"))));
  EXPECT_THAT(sheets(school_.get(school_.office(), base() + "/slips.pdf").body), testing::ElementsAre(HasSubstr("Sam Cole")));
}

TEST_P(Letters, AndEachOtherFileOfNamesIsInTheAudit) {
  for (const auto* path : {"/lists.pdf", "/slips.pdf", "/after.csv"}) {
    school_.audit.actions.clear();
    EXPECT_EQ(school_.get(school_.office(), base() + path).status, 200);
    EXPECT_THAT(school_.audit.actions, testing::ElementsAre("evening.exported")) << path;
  }
}

TEST_P(Letters, AndInvitationsLeaveAloneWhoHasSentWishes) {
  using namespace std::chrono_literals;
  school_.change([&](Evening& evening) {
    evening.wishes_from = school_.clock.instant - 1h;
    evening.wishes_until = school_.clock.instant + 48h;
  });
  school_.store.database().write([&](Transaction& transaction) {
    replace(transaction, {.evening = school_.evening, .household = school_.coles, .author = school_.office().person, .whom = {{school_.sam, school_.okafor}}});
  });
  EXPECT_THAT(sheets(print("unreached")), SizeIs(2)) << "their wishes came on paper";
  EXPECT_THAT(sheets(print("not_wished")), SizeIs(2));
  const auto invite = [&] {
    school_.outbox.posted.clear();
    school_.wait(1s);
    school_.post(school_.office(), base() + "/invite", Fields());
    return school_.outbox.posted.size();
  };
  const auto page = [&] { return school_.get(school_.office(), base() + "/letters").body; };
  EXPECT_THAT(page(), AllOf(HasSubstr("Last printed Monday 2 November, 9:00 pm, for 2 families."), Not(HasSubstr("Last sent")), HasSubstr("Has sent no wishes")));
  EXPECT_EQ(invite(), 2U) << "Ann and Tom";
  EXPECT_THAT(page(), HasSubstr("Last sent Monday 2 November, 9:00 pm, to 2 families."));
  school_.change([&](Evening& evening) { evening.allocated_at = school_.clock.instant; });
  EXPECT_EQ(invite(), 4U) << "the Coles have no appointment from it, and may book";
  EXPECT_THAT(page(), Not(HasSubstr("Has sent no wishes")));
}

TEST_P(Letters, AreTheOfficesAlone) {
  EXPECT_EQ(school_.get(school_.parent(school_.ann), base() + "/letters").status, 403);
  EXPECT_EQ(school_.get(school_.teacher(school_.okafor), base() + "/lists.pdf").status, 403);
  EXPECT_EQ(school_.get(school_.office(), "/admin/evenings/" + EveningId::random().text() + "/letters").status, 404);
}

TEST_P(Letters, CountFamiliesOnThePage) {
  book(school_.anns, school_.choice(school_.maya, school_.okafor, 2));
  const auto page = school_.get(school_.office(), base() + "/letters").body;
  EXPECT_THAT(page, AllOf(HasSubstr("Not reached yet"), HasSubstr("1 appointment"), HasSubstr("Leo Reed, Maya Reed")));
}

TEST_P(Letters, InviteByEmailThoseWhoHaveNotBooked) {
  book(school_.anns, school_.choice(school_.maya, school_.okafor, 2));
  school_.outbox.posted.clear();
  school_.post(school_.office(), base() + "/invite", {});
  ASSERT_THAT(school_.outbox.posted, SizeIs(3)) << "Mr Birch, Mrs and Mr Cole";
  for (std::size_t i = 0; i < 3; ++i) {
    EXPECT_THAT(school_.told(i), AllOf(HasSubstr("You are invited to Autumn parents"), HasSubstr("Thursday 12 November 2026, 4:00 to 7:00 pm · Some in person, some online")));
  }
}

TEST_P(Letters, InviteAFamilyOnceHoweverOftenTheButtonIsPressed) {
  school_.post(school_.office(), base() + "/invite", {});
  const auto told = school_.outbox.posted.size();
  school_.wait(std::chrono::seconds(2));
  Fields same_page;
  same_page.add("seen_at", instant_text(school_.clock.now() - std::chrono::seconds(5)));
  school_.post(school_.office(), base() + "/invite", same_page);
  EXPECT_EQ(school_.outbox.posted.size(), told);
  school_.post(school_.office(), base() + "/invite", {});
  EXPECT_EQ(school_.outbox.posted.size(), 2 * told) << "from a page that was opened later, it is meant";
}

TEST_P(Letters, InviteNobodyToADraft) {
  school_.change([](Evening& evening) { evening.state = EveningState::draft; });
  EXPECT_EQ(school_.post(school_.office(), base() + "/invite", {}).status, 409);
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

TEST_P(Letters, RemindEachFamilyOnceBeforeEachDateOnWhichItComes) {
  using namespace std::chrono_literals;
  book(school_.anns, school_.choice(school_.maya, school_.okafor, 2));
  auto second = school_.plan()->dates.front();
  second.id = EveningDateId::random();
  second.date = std::chrono::sys_days(second.date) + std::chrono::days(7);
  second.when = *Interval::make(second.when.starts() + std::chrono::days(7), second.when.ends() + std::chrono::days(7));
  Act act{.after = *school_.plan()};
  act.after.dates.push_back(second);
  seat_everybody(act.after, *school_.directory.people(school_.site), second.id);
  ASSERT_TRUE(EveningSetup(*school_.kernel, plans_).apply(school_.office(), act));
  const auto plan = school_.plan();
  const auto lowthers = plan->desks_of(school_.lowther);
  const auto* week_after = *std::ranges::find(lowthers, second.id, &Desk::date);
  book(school_.anns, {school_.maya, school_.lowther, week_after->id, 4, 1, ""});
  book(school_.coles, {school_.sam, school_.lowther, week_after->id, 6, 1, ""});
  const auto remind = [&] {
    school_.outbox.posted.clear();
    for (const auto& [name, work] : school_.jobs.kept) {
      if (name.ends_with("remind")) work();
    }
    return school_.outbox.posted.size();
  };
  EXPECT_EQ(remind(), 0U) << "too early";
  school_.clock.instant = plan->dates.front().when.starts() - 1h;
  ASSERT_EQ(remind(), 1U) << "Ann alone comes on the first date";
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("Okafor"), Not(HasSubstr("Lowther"))));
  EXPECT_EQ(remind(), 0U) << "once";
  school_.clock.instant = week_after->starts - 1h;
  ASSERT_EQ(remind(), 3U) << "Ann again, and both Coles";
  EXPECT_THAT(school_.told(0), AllOf(HasSubstr("Lowther"), Not(HasSubstr("Okafor"))));
  EXPECT_EQ(remind(), 0U);
}

TEST_P(Letters, ArePrintedAsOnePackAnHourBeforeAndOnce) {
  using namespace std::chrono_literals;
  book(school_.anns, school_.choice(school_.maya, school_.okafor, 2));
  const auto pack = [&] {
    for (const auto& [name, work] : school_.jobs.kept) {
      if (name.ends_with("pack")) work();
    }
    return school_.paper.printed.size();
  };
  school_.settings.set["evenings.pack_printer"] = "ipp://printer.school.example/ipp/print";
  const auto begins = school_.plan()->dates.front().when.starts();
  school_.clock.instant = begins - 61min;
  EXPECT_EQ(pack(), 0U) << "too early";
  school_.clock.instant = begins - 1h;
  school_.paper.out_of_paper = true;
  EXPECT_THROW(pack(), Unavailable);
  school_.paper.out_of_paper = false;
  ASSERT_EQ(pack(), 1U) << "at the next turn";
  EXPECT_EQ(pack(), 1U) << "once";
  EXPECT_EQ(school_.paper.printed.front().first, "ipp://printer.school.example/ipp/print");
  EXPECT_THAT(school_.paper.printed.front().second, AllOf(HasSubstr("Okafor"), HasSubstr("Maya")));
}

LODGE_ON_BOTH_ENGINES(Letters);

}  // namespace
}  // namespace lodge::parents_evening
