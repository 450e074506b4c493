// A preference round from the office's button to what each family got, also where the process dies on the way.
#include "plugins/parents_evening/a_round.h"

#include "contract/failing_database.h"
#include "core/jobs/stored_jobs.h"

namespace lodge::parents_evening {
namespace {

using test::FailingDatabase;
using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

TEST_P(ARound, IsClosedByTheOfficeBeforeItsTime) {
  school_.change([&](Evening& evening) { evening.wishes_until = school_.clock.instant + std::chrono::hours(5); });
  work();
  EXPECT_THAT(page(), AllOf(HasSubstr("Close it now"), Not(HasSubstr("being worked out")))) << "families may still send";
  EXPECT_THAT(press("close"), HasSubstr("Close the round")) << "asked once";
  work();
  EXPECT_THAT(page(), Not(HasSubstr("being worked out")));
  press("close", true);
  EXPECT_THAT(page(), HasSubstr("being worked out"));
}

TEST_P(ARound, IsWorkedOutAtItsCloseAndNobodyBooksBeforeItIsGivenOut) {
  work();
  EXPECT_THAT(page(), HasSubstr("What each family gets"));
  school_.clock.instant += std::chrono::hours(25);  // past the time at which booking opens
  const auto try_it = [&] {
    return Appointments(*school_.kernel, plans_).book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 9)}));
  };
  ASSERT_FALSE(try_it());
  EXPECT_EQ(try_it().error().front().why, Why::not_open);
  press("accept");
  work();
  EXPECT_THAT(booked(), SizeIs(4));
}

TEST_P(ARound, InWhichNobodyWishedHoldsNobodyUp) {
  school_.store.database().write([&](Transaction& transaction) {
    for (const auto household : {school_.anns, school_.coles}) remove_wishes(transaction, school_.evening, household);
  });
  work();
  school_.clock.instant += std::chrono::hours(25);
  EXPECT_TRUE(Appointments(*school_.kernel, plans_).book(school_.parent(school_.ann), school_.basket(school_.anns, {school_.choice(school_.maya, school_.okafor, 9)})));
}

TEST_P(ARound, SaysWhoHasToWaitForWhomUntilItIsBooked) {
  const auto home = [&] { return school_.get(school_.office(), "/admin/evenings/" + school_.evening.text()).body; };
  const auto waiting = [&](ContactId who) { return school_.get(school_.parent(who), "/parents/evenings/" + school_.evening.text()).body; };
  EXPECT_THAT(home(), Not(HasSubstr("Look at it and book")));
  work();
  EXPECT_THAT(home(), AllOf(HasSubstr("4 of 5 wishes are met"), HasSubstr("Look at it and book")));
  EXPECT_THAT(waiting(school_.ann), HasSubstr("plans to send it by Tuesday 3 November, 9:00 pm"));
  EXPECT_THAT(waiting(school_.tom), AllOf(HasSubstr("You named nobody"), HasSubstr("from Tuesday 3 November, 9:00 pm")));
  school_.wait(std::chrono::hours(25));
  EXPECT_THAT(home(), Not(HasSubstr("Open for booking"))) << "nobody can book yet";
  EXPECT_THAT(waiting(school_.ann), Not(HasSubstr("plans to send it")));
  press("accept");
  work();
  EXPECT_THAT(home(), Not(HasSubstr("Look at it and book")));
}

TEST_P(ARound, WithoutATimeAtWhichBookingOpensIsNotPublished) {
  school_.change([](Evening& evening) { evening.opens_at.reset(), evening.state = EveningState::draft; });
  const auto publish = school_.get(school_.office(), "/admin/evenings/" + school_.evening.text() + "/publish").body;
  EXPECT_THAT(publish, AllOf(HasSubstr("Please say when booking opens: families book then what the preference round leaves."),
                             Not(HasSubstr("Nothing says when booking opens.")))) << "once";
}

TEST_P(ARound, IsShownToTheOfficeBeforeAnythingIsBooked) {
  work();
  EXPECT_THAT(page(), AllOf(HasSubstr("4 of 5"), HasSubstr("What each family gets")));
  EXPECT_THAT(page("/outcome"), AllOf(HasSubstr("3 of 3"), HasSubstr("1 of 2"), HasSubstr("is not at this evening")));
  EXPECT_THAT(page("/outcome?got=all"), AllOf(HasSubstr("3 of 3"), Not(HasSubstr("1 of 2"))));
  EXPECT_THAT(booked(), IsEmpty());
  EXPECT_THAT(school_.outbox.posted, IsEmpty());
}

TEST_P(ARound, TellsEachFamilyWhatItGotAndWhyNotTheRest) {
  work();
  press("accept");
  work();
  EXPECT_THAT(booked(), SizeIs(4));
  EXPECT_THAT(family(school_.jo), AllOf(HasSubstr("Whom we could not fit in"), HasSubstr("is not at this evening")));
  EXPECT_THAT(family(school_.ann), Not(HasSubstr("Whom we could not fit in")));
  ASSERT_THAT(school_.outbox.posted, SizeIs(3));  // Ann, and both Coles
  std::string all;
  for (std::size_t i = 0; i < 3; ++i) all += school_.told(i);
  EXPECT_THAT(all, HasSubstr("is not at this evening"));
}

TEST_P(ARound, SaysWhatCouldNotBeBookedAfterAll) {
  work();
  school_.rules.answer = [](const Value& question) {
    return question.text_or("registration_class") == "7A" ? Verdict{false, "Year 7 comes in spring.", "", false} : Verdict{};
  };
  press("accept");
  work();
  EXPECT_THAT(booked(), SizeIs(3));
  EXPECT_THAT(family(school_.ann), HasSubstr("Year 7 comes in spring."));
}

TEST_P(ARound, WhoseEveningIsCalledOffIsNotGivenOut) {
  work();
  const auto set = [&](EveningState state) { school_.change([&](Evening& evening) { evening.state = state; }); };
  set(EveningState::cancelled);
  EXPECT_THAT(page(), AllOf(HasSubstr("nothing more is booked"), Not(HasSubstr("Book these appointments"))));
  press("accept");
  EXPECT_EQ(run().state, "ready");
  set(EveningState::published);
  press("accept");
  set(EveningState::cancelled);
  work();
  EXPECT_EQ(run().state, "done");
  EXPECT_THAT(booked(), IsEmpty());
  EXPECT_THAT(school_.outbox.posted, IsEmpty()) << "they were told that it is called off";
}

TEST_P(ARound, ShowsTheOfficeWhatAFamilyNeedsWhoeverSaidIt) {
  school_.post(school_.office(), "/admin/evenings/" + school_.evening.text() + "/families/" + school_.anns.text() + "/needs", [] {
    Fields form;
    form.add("interpreter", "Polish");
    return form;
  }());
  work();
  EXPECT_THAT(page("/outcome"), HasSubstr("Polish"));
}

TEST_P(ARound, ShowsHowFarItIs) {
  std::vector<std::string> phases;
  const auto plan = school_.plan();
  const auto input = Allocating(*school_.kernel, plans_, Appointments(*school_.kernel, plans_)).read(*plan, *school_.kernel->directory.people(school_.site));
  distribute(*plan, *school_.kernel->directory.people(school_.site), *school_.kernel->rooms.rooms(school_.site), input, [&](const allocation::Progress& progress) {
    AllocationRun now{.evening = school_.evening, .site = school_.site, .state = "asked"};
    now.phase = progress.phase == allocation::Phase::packing ? "packing" : "wishes";
    now.phase_done = static_cast<std::int64_t>(progress.done);
    now.phase_of = static_cast<std::int64_t>(progress.of);
    school_.store.database().write([&](Transaction& transaction) { put(transaction, now); });
    phases.push_back(page());
  });
  ASSERT_FALSE(phases.empty());
  EXPECT_THAT(phases.front(), AllOf(HasSubstr("round 1 of 3 is drawn"), HasSubstr("<progress"), HasSubstr("Look now")));
  EXPECT_THAT(phases.back(), HasSubstr("Times are moved together"));
}

TEST_P(ARound, SeesFamiliesWhereTheyCanBeSeen) {
  school_.catalogue.listed->list[1].features = {"step-free"};  // M13, where Lowther sits; Okafor in M12, Bo online
  send(school_.anns, school_.ann, {{school_.maya, school_.okafor}, {school_.maya, school_.lowther}, {school_.leo, school_.bo}}, {}, {.step_free = true});
  send(school_.toms, school_.tom, {{school_.maya, school_.lowther}, {school_.maya, school_.okafor}}, {}, {.mode = Mode::online});
  work();
  press("accept");
  work();
  const auto ann = family(school_.ann), tom = family(school_.tom);
  EXPECT_THAT(ann, AllOf(HasSubstr("Mr Lowther"), HasSubstr("has no room without steps"), HasSubstr("Bo")));
  EXPECT_THAT(tom, HasSubstr("does not meet in the way that you chose"));
  std::size_t toms = 0, anns = 0;
  for (const auto& one : booked()) toms += one.household == school_.toms ? 1U : 0U, anns += one.household == school_.anns ? 1U : 0U;
  EXPECT_EQ(std::pair(toms, anns), std::pair(std::size_t{0}, std::size_t{2}));
}

TEST_P(ARound, GivesNoChildMoreThanTheSchoolAllows) {
  school_.change([](Evening& evening) { evening.most_each = 1; });
  work();
  press("accept");
  work();
  EXPECT_THAT(booked(), SizeIs(3)) << "one about each of Maya, Leo and Sam";
  EXPECT_THAT(family(school_.ann), HasSubstr("would be more than the school can give for one child"));
}

TEST_P(ARound, TellsNoHouseholdOfTheOther) {
  school_.change([](Evening& evening) { evening.one_each = OneEach::student; });
  send(school_.toms, school_.tom, {{school_.maya, school_.okafor}, {school_.maya, school_.lowther}});
  work();
  press("accept");
  work();
  std::size_t about_maya = 0;
  for (const auto& one : booked()) about_maya += one.student == school_.maya ? 1U : 0U;
  EXPECT_EQ(about_maya, 2U);
  for (const auto& page : {family(school_.ann), family(school_.tom)}) {
    EXPECT_THAT(page, Not(HasSubstr("families asked"))) << "nobody is told a count that gives another away";
  }
}

/// However far it came: nothing is booked, nobody is told, and the next run of the job works it out.
TEST_P(ARound, ThatDiesWhileItIsWorkedOutLeavesTheEveningAsItWas) {
  for (int steps = 1;; ++steps) {
    ASSERT_LT(steps, 500);
    FailingDatabase failing(school_.store.database(), steps, FailingDatabase::Outage::for_good);
    try {
      work_on(failing);
    } catch (const Unavailable&) {
      EXPECT_NE(run().state, "ready") << steps;
      EXPECT_THAT(school_.store.database().read([&](Reader& reader) { return shares(reader, school_.evening); }), IsEmpty()) << steps;
    }
    EXPECT_THAT(booked(), IsEmpty());
    EXPECT_THAT(school_.outbox.posted, IsEmpty());
    if (!failing.failed()) break;
  }
  EXPECT_EQ(run().state, "ready");
  EXPECT_EQ(run().placed, 4);
}

TEST_P(ARound, ThatDiesWhileItIsBookedGoesOnWithTheOthers) {
  work();
  press("accept");
  for (int steps = 1; run().state != "done"; steps += 3) {
    ASSERT_LT(steps, 3'000);
    FailingDatabase failing(school_.store.database(), steps, FailingDatabase::Outage::for_good);
    try {
      work_on(failing);
    } catch (const Unavailable&) {
      EXPECT_EQ(run().state, "accepted");
    }
  }
  EXPECT_THAT(booked(), SizeIs(4));
  EXPECT_EQ(run().families_done, 2);
  EXPECT_THAT(school_.outbox.posted, SizeIs(3)) << "each member of a family once";
  EXPECT_EQ(school_.faults(), std::vector<std::string>{});
}

/// The machinery of jobs: a process that is gone holds the lease until it runs out, then another host's run works it out.
TEST_P(ARound, IsTakenOverFromAProcessThatWasKilled) {
  auto& database = school_.store.database();
  core::StoredJobs jobs(database, school_.clock, "this");
  jobs.every("parents_evening.allocate", std::chrono::seconds(3), [&] { work(); });
  database.write([&](Transaction& transaction) {
    ASSERT_TRUE(core::jobs::take(transaction, core::jobs::all(transaction).at(0), "otherboot.1.77.1", school_.clock.instant + core::StoredJobs::kLease));
  });
  const auto look = [&] {
    jobs.look();
    jobs.finish();
  };
  look();
  EXPECT_EQ(run().state, "");
  school_.wait(std::chrono::duration_cast<std::chrono::seconds>(core::StoredJobs::kLease) + std::chrono::seconds(1));
  look();
  EXPECT_EQ(run().state, "ready");
}

LODGE_ON_BOTH_ENGINES(ARound);

}  // namespace
}  // namespace lodge::parents_evening
