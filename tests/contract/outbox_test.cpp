#include "contract/outbox_fixture.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <latch>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;
using ::testing::SizeIs;

class OutboxContract : public OutboxFixture {
 protected:
  /// From now on the other side cannot be reached.
  void lose_other_side(const char* why = "nobody listens") {
    other_side_.before = [why](const OutgoingMessage&) { throw Unavailable(why); };
  }
  void find_other_side() { other_side_.before = nullptr; }
};

TEST_P(OutboxContract, SendsWhatWasPosted) {
  const auto id = post("Library");
  const auto sender = this->sender();
  EXPECT_TRUE(sender->send_one());
  EXPECT_EQ(other_side_.copies(id), 1U);
  EXPECT_EQ(other_side_.first(id).text, "Library");
  EXPECT_EQ(state(id), "sent");
  EXPECT_FALSE(sender->send_one());
}

TEST_P(OutboxContract, ForgetsWhatWasPostedInAnActThatWasUndone) {
  MessageId id;
  EXPECT_THROW(central().write([&](Transaction& transaction) {
    id = outbox_.post(transaction, {site_, PersonId::random(), "rooms.booked", Value::Map{}});
    throw std::runtime_error("changed my mind");
  }), std::runtime_error);
  EXPECT_FALSE(sender()->send_one());
  EXPECT_EQ(state(id), "gone");
}

TEST_P(OutboxContract, KeepsValuesOfEveryKind) {
  const Value values(Value::Map{{"purpose", "sealed"}, {"starts", std::int64_t{1} << 60U}, {"list", Value::List{1, true, nullptr, "Zając 🦊"}}});
  std::optional<Value> rendered;
  notices_.instead = [&](const QueuedMessage& message) {
    rendered = message.values;
    return std::unexpected(Undeliverable{"only looked"});
  };
  central().write([&](Transaction& t) { outbox_.post(t, {site_, PersonId::random(), "rooms.booked", values}); });
  sender()->send_one();
  EXPECT_EQ(rendered, values);
}

TEST_P(OutboxContract, ShowsTheOfficeWhoHasNoAddress) {
  notices_.instead = [](const QueuedMessage&) { return std::unexpected(Undeliverable{"no address"}); };
  const auto id = post();
  send_all(*sender());
  EXPECT_EQ(other_side_.copies(id), 0U);
  ASSERT_THAT(troubles(), SizeIs(1));
  EXPECT_EQ(troubles()[0].id, id);
  EXPECT_EQ(troubles()[0].why, "no address");
  EXPECT_EQ(troubles()[0].notice, "rooms.booked");
  EXPECT_EQ(counts().undeliverable, 1);
}

TEST_P(OutboxContract, TriesAnUndeliverableOneAgainWhenTheOfficeSaysSo) {
  notices_.instead = [](const QueuedMessage&) { return std::unexpected(Undeliverable{"no address"}); };
  const auto id = post();
  const auto sender = this->sender();
  send_all(*sender);
  notices_.instead = nullptr;
  EXPECT_TRUE(central().write([&](Transaction& t) { return core::outbox::try_again(t, site_, id, clock_.now()); }));
  EXPECT_FALSE(central().write([&](Transaction& t) { return core::outbox::try_again(t, SiteId::random(), id, clock_.now()); }));
  send_all(*sender);
  EXPECT_EQ(state(id), "sent");
}

TEST_P(OutboxContract, WaitsAndTriesAgainAfterAnOutage) {
  const auto id = post();
  lose_other_side();
  const auto sender = this->sender({.first_retry = 10s});
  send_all(*sender);
  EXPECT_EQ(state(id), "queued");
  find_other_side();
  clock_.move(7s);
  send_all(*sender);
  EXPECT_EQ(state(id), "queued") << "too early";
  clock_.move(6s);
  send_all(*sender);
  EXPECT_EQ(state(id), "sent") << "never in doubt";
}

TEST_P(OutboxContract, GivesUpAfterDaysAndShowsTheOffice) {
  const auto id = post();
  lose_other_side();
  const auto sender = this->sender({.give_up_after = std::chrono::hours(48)});
  int tries = 0;
  for (; state(id) == "queued" && tries < 1000; ++tries) {
    send_all(*sender);
    clock_.move(2h);
  }
  EXPECT_EQ(tries, 25);
  EXPECT_EQ(state(id), "failed");
  EXPECT_EQ(troubles().at(0).why, "nobody listens");
}

TEST_P(OutboxContract, RecordsAsUncertainWhatMayHaveArrivedTwice) {
  const auto id = post();
  other_side_.after = [](const OutgoingMessage&) { throw InDoubt("hung up before its answer"); };
  const auto sender = this->sender();
  send_all(*sender);
  other_side_.after = nullptr;
  clock_.move(1min);
  send_all(*sender);
  EXPECT_EQ(other_side_.copies(id), 2U);
  EXPECT_EQ(state(id), "uncertain");
  EXPECT_THAT(troubles(), testing::IsEmpty()) << "it has come";
}

TEST_P(OutboxContract, SendsNoThirdCopyThroughAServerThatNeverAnswers) {
  const auto id = post();
  other_side_.after = [](const OutgoingMessage&) { throw InDoubt("hung up before its answer"); };
  const auto sender = this->sender();
  for (int look = 0; look < 5; ++look, clock_.move(2h)) send_all(*sender);
  EXPECT_EQ(other_side_.copies(id), 2U);
  EXPECT_EQ(state(id), "uncertain");
  EXPECT_EQ(troubles().at(0).why, "hung up before its answer");
}

TEST_P(OutboxContract, LeavesAChannelsOwnWordsOutOfTheJournal) {
  post();
  const auto sender = this->sender({.give_up_after = 1h});
  testing::internal::CaptureStderr();
  other_side_.after = [](const OutgoingMessage&) { throw InDoubt("hung up on ann@parents.example"); };
  for (int look = 0; look < 2; ++look, clock_.move(20min)) send_all(*sender);
  lose_other_side("451 ann@parents.example: greylisted");
  post();
  for (int look = 0; look < 3; ++look, clock_.move(1h)) send_all(*sender);
  const auto journal = testing::internal::GetCapturedStderr();
  EXPECT_TRUE(journal.contains("OUTBOX-004") && journal.contains("OUTBOX-008")) << journal;
  EXPECT_FALSE(journal.contains("ann@")) << journal;
}

TEST_P(OutboxContract, HasTheCausesWhereMessagesMdSays) {
  std::vector<std::string> statements;
  std::ifstream text(LODGE_SOURCE_DIR "/host/core/outbox/messages.md");
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with("    select ")) statements.push_back(line.substr(4));
  }
  ASSERT_THAT(statements, SizeIs(2));
  const auto id = post();
  lose_other_side("the server is away");
  send_all(*sender());
  statements[0].replace(statements[0].find("MESSAGE"), 7, id.text());
  central().read([&](Reader& reader) {
    const auto of_one = reader.rows<std::string, std::int64_t, std::string>(statements[0]);
    EXPECT_THAT(of_one, testing::ElementsAre(std::tuple("queued", 1, "the server is away")));
    const auto of_all = reader.rows<std::string, std::int64_t>(statements[1]);
    EXPECT_THAT(of_all, testing::ElementsAre(std::tuple("the server is away", 1)));
    return 0;
  });
}

TEST_P(OutboxContract, LeavesADeadChannelAlone) {
  for (int i = 0; i < 20; ++i) post();
  lose_other_side();
  const auto sender = this->sender();
  send_all(*sender);
  EXPECT_EQ(sender->figures().outages, 3);
  clock_.move(1s);
  send_all(*sender);
  EXPECT_EQ(sender->figures().outages, 4);
  find_other_side();
  clock_.move(1min);
  send_all(*sender);
  EXPECT_EQ(sender->figures().sent, 20);
  EXPECT_EQ(sender->figures().dead_since, std::nullopt);
}

TEST_P(OutboxContract, DoesNotBlameTheChannelForOneModule) {
  notices_.instead = [](const QueuedMessage&) -> std::expected<OutgoingMessage, Undeliverable> { throw std::logic_error("a bug"); };
  std::vector<MessageId> ids;
  for (int i = 0; i < 5; ++i) ids.push_back(post());
  const auto sender = this->sender();
  send_all(*sender);
  EXPECT_EQ(sender->figures().dead_since, std::nullopt);
  notices_.instead = nullptr;
  clock_.move(1min);
  send_all(*sender);
  for (const auto id : ids) EXPECT_EQ(state(id), "sent");
}

TEST_P(OutboxContract, SendsEachOnceHoweverManyHostsSend) {
  std::vector<MessageId> ids;
  for (int i = 0; i < 200; ++i) ids.push_back(post());
  std::vector<std::unique_ptr<core::Sender>> hosts;
  for (int i = 0; i < 3; ++i) hosts.push_back(sender({}, "host" + std::to_string(i)));
  std::vector<std::jthread> threads;
  for (int i = 0; i < 9; ++i) threads.emplace_back([&, i] { send_all(*hosts[static_cast<std::size_t>(i) % 3]); });
  threads.clear();
  for (const auto id : ids) EXPECT_EQ(other_side_.copies(id), 1U);
}

TEST_P(OutboxContract, SendsByItselfAsSoonAsItIsPosted) {
  const auto sender = this->sender();
  sender->start();
  std::latch arrived(1);
  other_side_.after = [&](const OutgoingMessage&) { arrived.count_down(); };
  std::this_thread::sleep_for(100ms);  // asleep until the doorbell rings
  post();
  arrived.wait();
}

TEST_P(OutboxContract, LetsLapseWhatWasOverBeforeTheOtherSideCameBack) {
  const QueuedMessage code{site_, PersonId::random(), "parents.code", Value::Map{}};
  const auto id = central().write([&](Transaction& t) { return outbox_.post(t, code, clock_.now() + 10min); });
  lose_other_side();
  const auto sender = this->sender({.first_retry = 1min, .longest_retry = 1min});
  send_all(*sender);
  EXPECT_EQ(state(id), "queued");
  find_other_side();
  clock_.move(10min);
  send_all(*sender);
  EXPECT_EQ(other_side_.copies(id), 0U);
  EXPECT_EQ(state(id), "lapsed");
  EXPECT_THAT(troubles(), testing::IsEmpty()) << "nobody can do anything about it";
  EXPECT_EQ(counts().queued, 0);
  clock_.move(std::chrono::days(31));
  sender->purge();
  EXPECT_EQ(state(id), "gone");
}

TEST_P(OutboxContract, SendsWhatEndsLater) {
  const QueuedMessage code{site_, PersonId::random(), "parents.code", Value::Map{}};
  const auto id = central().write([&](Transaction& t) { return outbox_.post(t, code, clock_.now() + 10min); });
  clock_.move(9min);
  send_all(*sender());
  EXPECT_EQ(state(id), "sent");
}

TEST_P(OutboxContract, CountsWhatWaits) {
  const auto first = clock_.now();
  post();
  clock_.move(1min);
  post();
  EXPECT_EQ(counts().queued, 2);
  EXPECT_EQ(counts().oldest_due, first);
}

TEST_P(OutboxContract, ForgetsWhatWasSentLongAgoAndNothingThatWaits) {
  std::vector<MessageId> ids;
  for (int i = 0; i < 600; ++i) ids.push_back(post());
  const auto sender = this->sender({.keep_for = std::chrono::hours(24)});
  send_all(*sender);
  const auto waits = post();
  sender->purge();
  EXPECT_EQ(state(ids[0]), "sent");
  clock_.move(25h);
  sender->purge();
  for (const auto id : ids) ASSERT_EQ(state(id), "gone");
  EXPECT_EQ(state(waits), "queued");
}

LODGE_ON_BOTH_ENGINES(OutboxContract);

TEST(Doorbell, WakesWhoWaitsAndIsNotSleptThrough) {
  core::Doorbell doorbell;
  const auto seen = doorbell.rung();
  const std::jthread ringer([&] { doorbell.ring(); });
  doorbell.wait(seen, 1h);
  EXPECT_EQ(doorbell.rung(), seen + 1);
  doorbell.wait(seen, 1h);  // it rang meanwhile
}

}  // namespace
}  // namespace lodge::test
