// A preference round that is opened again, and families who had appointments before it.
#include "plugins/parents_evening/a_round.h"

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

class ARoundAgain : public ARound {};

/// A store at which somebody does something once, right after the first write.
class Meanwhile : public Database {
 public:
  Meanwhile(Database& inner, std::function<void()> act) : inner_(inner), act_(std::move(act)) {}

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override { inner_.read(closure); }
  void run_write(const std::function<bool(Transaction&)>& closure) override {
    (void)inner_.write([&](Transaction& transaction) { return closure(transaction) ? std::expected<bool, bool>(true) : std::unexpected(false); });
    if (auto act = std::exchange(act_, nullptr)) act();
  }

 private:
  Database& inner_;
  std::function<void()> act_;
};

/// A store at which somebody does something once, right after the first read.
class OnceRead : public Database {
 public:
  OnceRead(Database& inner, std::function<void()> act) : inner_(inner), act_(std::move(act)) {}

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override {
    inner_.read(closure);
    if (auto act = std::exchange(act_, nullptr)) act();
  }
  void run_write(const std::function<bool(Transaction&)>& closure) override {
    (void)inner_.write([&](Transaction& transaction) { return closure(transaction) ? std::expected<bool, bool>(true) : std::unexpected(false); });
  }

 private:
  Database& inner_;
  std::function<void()> act_;
};

TEST_P(ARoundAgain, ThatIsOpenedAgainAtItsCloseIsNotWorkedOut) {
  OnceRead between(school_.store.database(), [&] { EXPECT_EQ(set_until("2026-11-03T12:00"), 303); });
  work_on(between);
  EXPECT_EQ(run().state, "") << "families may still send";
}

TEST_P(ARoundAgain, ThatIsOpenedAgainAtItsCloseIsNotEndedForWantOfWishes) {
  school_.store.database().write([&](Transaction& transaction) {
    for (const auto household : {school_.anns, school_.coles}) remove_wishes(transaction, school_.evening, household);
  });
  OnceRead between(school_.store.database(), [&] { EXPECT_EQ(set_until("2026-11-03T12:00"), 303); });
  work_on(between);
  EXPECT_FALSE(school_.plan()->evening.allocated_at);
}

TEST_P(ARoundAgain, ThatIsOpenedAgainIsWorkedOutAnewAtItsNewClose) {
  work();
  ASSERT_EQ(run().state, "ready");
  ASSERT_EQ(set_until("2026-11-03T12:00"), 303);
  EXPECT_EQ(run().state, "") << "what was worked out is not of the wishes that come now";
  press("accept");
  work();
  EXPECT_THAT(booked(), IsEmpty()) << "nothing is booked while families may still send";
  send(school_.toms, school_.tom, {{school_.maya, school_.okafor}});
  school_.wait(std::chrono::hours(16));
  work();
  EXPECT_EQ(run().wishes, 6);
  press("accept");
  EXPECT_EQ(set_until("2026-11-04T12:00"), 400) << "its appointments are being booked";
  work();
  EXPECT_THAT(booked(), SizeIs(5));
  EXPECT_EQ(set_until("2026-11-04T12:00"), 400);
}

TEST_P(ARoundAgain, ThatIsOpenedAgainWhileItIsWorkedOutKeepsNothingOfIt) {
  school_.store.database().write([&](Transaction& transaction) { put(transaction, AllocationRun{.evening = school_.evening, .site = school_.site, .state = "asked"}); });
  Meanwhile meanwhile(school_.store.database(), [&] { EXPECT_EQ(set_until("2026-11-03T12:00"), 303); });
  work_on(meanwhile);
  EXPECT_EQ(run().state, "");
}

TEST_P(ARoundAgain, WritesToAFamilyThatGetsNothingThoughItHasAnAppointmentFromBefore) {
  book_before(school_.jo, school_.coles, school_.choice(school_.sam, school_.lowther, 3));
  send(school_.coles, school_.jo, {{school_.sam, school_.zajac}});
  send(school_.anns, school_.ann, {{school_.maya, school_.okafor}});
  book_before(school_.ann, school_.anns, school_.choice(school_.maya, school_.okafor, 9));
  school_.outbox.posted.clear();
  work();
  press("accept");
  work();
  std::map<PersonId, std::string> told;
  for (std::size_t i = 0; i < school_.outbox.posted.size(); ++i) told[school_.outbox.posted[i].recipient] += school_.told(i);
  ASSERT_THAT(told, SizeIs(3));
  EXPECT_THAT(told.at(same_person<PersonId>(school_.jo)), AllOf(HasSubstr("The appointments that you have stand."), HasSubstr("is not at this evening")));
  EXPECT_THAT(told.at(same_person<PersonId>(school_.ann)), AllOf(HasSubstr("are booked"), Not(HasSubstr("no time left")))) << "has all that it wished for";
}

LODGE_ON_BOTH_ENGINES(ARoundAgain);

}  // namespace
}  // namespace lodge::parents_evening
