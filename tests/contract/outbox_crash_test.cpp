// The host dies at each step of sending: every promised message arrives, at most twice, with one id, and one that may
// have arrived twice says so.
#include "contract/outbox_fixture.h"
#include "core/process_name.h"

#include <gtest/gtest.h>

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <functional>
#include <utility>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;

/// The end of a process; nothing catches it but the test.
struct Killed {};

/// A store whose process dies at its n-th use: just before it, or just after it was durable.
class DyingDatabase : public Database {
 public:
  DyingDatabase(Database& inner, int uses, bool after) : inner_(inner), uses_(uses), after_(after) {}

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override {
    die_if(!after_);
    inner_.read([&](Reader& reader) { closure(reader); });
    count();
  }
  void run_write(const std::function<bool(Transaction&)>& closure) override {
    die_if(!after_);
    static_cast<void>(inner_.write([&](Transaction& transaction) -> std::expected<bool, bool> {
      if (closure(transaction)) return true;
      return std::unexpected(false);
    }));
    die_if(after_);
    count();
  }

 private:
  void die_if(bool now) const {
    if (now && uses_ == 0) throw Killed{};
  }
  void count() { --uses_; }
  Database& inner_;
  int uses_;
  bool after_;
};

/// A store in which somebody else acts once, right after the first read.
class SlowDatabase : public Database {
 public:
  SlowDatabase(Database& inner, std::function<void()> meanwhile) : inner_(inner), meanwhile_(std::move(meanwhile)) {}

 protected:
  void run_read(const std::function<void(Reader&)>& closure) override {
    inner_.read([&](Reader& reader) { closure(reader); });
    if (const auto act = std::exchange(meanwhile_, nullptr)) act();
  }
  void run_write(const std::function<bool(Transaction&)>& closure) override {
    static_cast<void>(inner_.write([&](Transaction& transaction) -> std::expected<bool, bool> {
      if (closure(transaction)) return true;
      return std::unexpected(false);
    }));
  }

 private:
  Database& inner_;
  std::function<void()> meanwhile_;
};

/// Processes of this machine and boot that have ended: their numbers are beyond the kernel's largest.
std::string dead_owner() {
  static int next = 5'000'000;
  const auto& mine = core::process_name();
  const auto pid = mine.rfind('.', mine.rfind('.') - 1);
  return mine.substr(0, pid) + "." + std::to_string(next++) + ".1";
}

class OutboxCrash : public OutboxFixture {
 protected:
  /// A host that lives until something kills it; true when nothing did.
  bool live(Database& database) {
    core::Sender sender(database, clock_, notices_, other_side_, doorbell_, dead_owner());
    try {
      sender.take_back_lost();
      send_all(sender);
      return true;
    } catch (const Killed&) {
      return false;
    }
  }
  /// As a host reads it that has not looked for long.
  static core::outbox::Due due(MessageId id) { return {.id = id, .message = {}, .posted_at = {}, .tries = 0, .doubts = 0}; }
  void expect_arrived(const std::vector<MessageId>& ids) {
    for (const auto id : ids) {
      const auto copies = other_side_.copies(id);
      EXPECT_GE(copies, 1U);
      EXPECT_LE(copies, 2U);
      EXPECT_TRUE(copies < 2 || state(id) == "uncertain");
    }
  }
};

TEST_P(OutboxCrash, LosesNothingWhereverTheHostDies) {
  for (const bool after : {false, true}) {
    bool came_through = false;
    for (int uses = 0; !came_through; ++uses) {
      const std::vector<MessageId> ids = {post(), post(), post()};
      DyingDatabase dying(central(), uses, after);
      came_through = live(dying);
      EXPECT_TRUE(live(central()));
      expect_arrived(ids);
    }
  }
}

TEST_P(OutboxCrash, LosesNothingThatWasWithTheChannel) {
  for (const bool taken : {false, true}) {
    const std::vector<MessageId> ids = {post(), post(), post()};
    auto& step = taken ? other_side_.after : other_side_.before;
    step = [](const OutgoingMessage&) { throw Killed{}; };
    EXPECT_FALSE(live(central()));
    step = nullptr;
    EXPECT_TRUE(live(central()));
    expect_arrived(ids);
    std::size_t copies = 0, uncertain = 0;
    for (const auto id : ids) {
      copies += other_side_.copies(id);
      uncertain += state(id) == "uncertain" ? 1U : 0U;
    }
    EXPECT_EQ(copies, taken ? 4U : 3U);
    EXPECT_EQ(uncertain, 1U) << "the one that was in flight, whether it was taken or not";
  }
}

TEST_P(OutboxCrash, SendsNoThirdCopyHoweverOftenTheHostDiesAndWheneverItStartsAgain) {
  for (const std::chrono::microseconds between : {0s, 10s, std::chrono::seconds(24h)}) {
    const auto id = post();
    other_side_.after = [](const OutgoingMessage&) { throw Killed{}; };
    for (int crash = 0; crash < 3; ++crash, clock_.move(between)) live(central());
    other_side_.after = nullptr;
    for (int start = 0; start < 3; ++start, clock_.move(24h)) EXPECT_TRUE(live(central()));
    EXPECT_EQ(other_side_.copies(id), 2U);
    EXPECT_EQ(state(id), "uncertain");
    EXPECT_EQ(troubles().at(0).id, id);
    EXPECT_EQ(troubles().at(0).why, "its host was lost while it was in flight");
  }
}

TEST_P(OutboxCrash, SendsAThirdCopyWhenTheOfficeSaysSo) {
  const auto id = post();
  other_side_.after = [](const OutgoingMessage&) { throw Killed{}; };
  for (int crash = 0; crash < 3; ++crash) live(central());
  other_side_.after = nullptr;
  EXPECT_TRUE(central().write([&](Transaction& t) { return core::outbox::try_again(t, site_, id, clock_.now()); }));
  EXPECT_TRUE(live(central()));
  EXPECT_EQ(other_side_.copies(id), 3U);
  EXPECT_EQ(state(id), "uncertain") << "it may have arrived more than once";
}

TEST_P(OutboxCrash, WaitsForTheLeaseOfAMachineItCannotSee) {
  const auto id = post();
  central().write([&](Transaction& t) { EXPECT_TRUE(core::outbox::begin(t, due(id), "otherboot.1.2.3", clock_.now() + 5min)); });
  EXPECT_TRUE(live(central()));
  EXPECT_EQ(other_side_.copies(id), 0U);
  clock_.move(6min);
  EXPECT_TRUE(live(central()));
  EXPECT_EQ(other_side_.copies(id), 1U);
  EXPECT_EQ(state(id), "uncertain");
}

TEST_P(OutboxCrash, LeavesAloneWhatALivingProcessHas) {
  const auto id = post();
  central().write([&](Transaction& t) { EXPECT_TRUE(core::outbox::begin(t, due(id), core::process_name(), clock_.now() + 5min)); });
  EXPECT_TRUE(live(central()));
  EXPECT_EQ(state(id), "sending");
}

TEST_P(OutboxCrash, SendsTwiceAtMostHoweverManyHostsFindTheLostOne) {
  const auto id = post();
  central().write([&](Transaction& t) { EXPECT_TRUE(core::outbox::begin(t, due(id), dead_owner(), clock_.now() + 5min)); });
  std::vector<std::jthread> hosts;
  for (int i = 0; i < 6; ++i) hosts.emplace_back([&] { sender({}, core::process_name())->take_back_lost(); });
  hosts.clear();
  EXPECT_TRUE(live(central()));
  EXPECT_EQ(other_side_.copies(id), 1U);
}

TEST_P(OutboxCrash, SendsWhatIsInDoubtAgainOnlyFromAHostThatHasLivedAWhile) {
  const auto id = post();
  other_side_.after = [](const OutgoingMessage&) { throw InDoubt("hung up before its answer"); };
  send_all(*sender());
  other_side_.after = nullptr;
  for (int host = 0; host < 5; ++host) {
    const auto sender = this->sender({.after_loss = 1min}, "host" + std::to_string(host));
    clock_.move(59s);
    send_all(*sender);
  }
  EXPECT_EQ(other_side_.copies(id), 1U);
  const auto sender = this->sender({.after_loss = 1min});
  send_all(*sender);
  clock_.move(61s);
  send_all(*sender);
  EXPECT_EQ(other_side_.copies(id), 2U);
  EXPECT_EQ(state(id), "uncertain");
}

TEST_P(OutboxCrash, IsSilentWhereAnotherHostTookWhatAYoungOnePutsOff) {
  const auto id = post();
  other_side_.after = [](const OutgoingMessage&) { throw InDoubt("hung up before its answer"); };
  send_all(*sender());
  clock_.move(1h);
  SlowDatabase slow(central(), [&] {
    auto in_doubt = due(id);
    in_doubt.doubts = 1;
    central().write([&](Transaction& t) { EXPECT_TRUE(core::outbox::begin(t, in_doubt, "another", clock_.now() + 5min)); });
  });
  core::Sender young(slow, clock_, notices_, other_side_, doorbell_, "young", {.after_loss = 1min});
  testing::internal::CaptureStderr();
  send_all(young);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "") << "nothing outlived its lease";
  EXPECT_EQ(state(id), "sending");
  EXPECT_EQ(other_side_.copies(id), 1U);
}

LODGE_ON_BOTH_ENGINES(OutboxCrash);

TEST(ProcessName, KnowsItsOwnProcessToBeAlive) {
  EXPECT_FALSE(core::surely_gone(core::process_name()));
  EXPECT_LE(core::process_name().size(), 64U);
}

TEST(ProcessName, KnowsAProcessThatHasEnded) { EXPECT_TRUE(core::surely_gone(dead_owner())); }

TEST(ProcessName, KnowsAProcessThatWasKilledAndThatNobodyHasBuriedYet) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::pause();
    ::_exit(0);
  }
  std::ifstream stat("/proc/" + std::to_string(child) + "/stat");
  std::string start;
  for (int field = 1; field <= 22; ++field) stat >> start;  // the name has no spaces here
  const auto& mine = core::process_name();
  const auto name = mine.substr(0, mine.rfind('.', mine.rfind('.') - 1)) + "." + std::to_string(child) + "." + start;
  EXPECT_FALSE(core::surely_gone(name));
  ::kill(child, SIGKILL);
  siginfo_t ended;
  ::waitid(P_PID, static_cast<id_t>(child), &ended, WEXITED | WNOWAIT);
  EXPECT_TRUE(core::surely_gone(name));
  ::waitpid(child, nullptr, 0);
}

TEST(ProcessName, KnowsANumberThatWasGivenToAnotherProcess) {
  auto earlier = core::process_name();
  earlier = earlier.substr(0, earlier.rfind('.')) + ".1";
  EXPECT_TRUE(core::surely_gone(earlier));
}

TEST(ProcessName, NeverGuessesAboutAnotherMachine) {
  for (const auto* other : {"otherboot.1.2.3", "", "x", ".", "..", "...", "a.b"}) EXPECT_FALSE(core::surely_gone(other)) << other;
}

}  // namespace
}  // namespace lodge::test
