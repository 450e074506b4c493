// Connectors and channels of strangers, in their worker.
#include "core/outbox/message_json.h"
#include "core/sync/record_json.h"
#include "host/worker/pools.h"

#include <gmock/gmock.h>
#include <lodge/errors.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace lodge::worker {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using Clock = std::chrono::steady_clock;

Value sending(const std::string& subject) {
  OutgoingMessage message;
  message.id = MessageId::random();
  message.subject = subject;
  return Value::Map{{"send", core::to_value(message)}};
}

std::string why_unavailable(const std::function<void()>& act) {
  try {
    act();
  } catch (const Unavailable& outage) {
    return outage.what();
  }
  return "it was available";
}

TEST(ChannelWorker, CarriesAMessageThereAndTheReceiptBack) {
  Pool pool(pool_of_plugin("channel", "mischievous"));
  const auto receipt = core::answer_from(pool.ask(sending("read a file"), 5s));
  EXPECT_EQ(receipt->provider_reference, "done");
}

// What a plugin answers to an order to do mischief.
class PluginLockIn : public testing::Test {
 protected:
  std::string outcome(const std::string& mischief) { return core::answer_from(pool_.ask(sending(mischief), 5s))->provider_reference; }
  Pool pool_{pool_of_plugin("channel", "mischievous")};
};

TEST_F(PluginLockIn, ForbidsOtherProgramsProcessesMountsAndServing) {
  for (const auto* mischief : {"exec", "fork", "ptrace", "kill the host", "mount", "listen"}) {
    EXPECT_EQ(outcome(mischief), "Operation not permitted") << mischief;
  }
}

TEST_F(PluginLockIn, ForbidsWritingFilesWhereTheKernelCan) {
  const auto answer = outcome("write a file");
  ::unlink("/tmp/lodge-mischief");
  if (answer == "done") GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_EQ(answer, "Permission denied");
}

TEST_F(PluginLockIn, ForbidsEmptyingFilesAndChangingWhoMayReadThem) {
  std::ofstream("/tmp/lodge-mischief") << "kept";
  for (const auto* mischief : {"empty a file", "empty a file that it opens", "open a file to all", "open a file to all by a new call", "give a file away"}) {
    EXPECT_EQ(outcome(mischief), "Operation not permitted") << mischief;
  }
  EXPECT_EQ(std::filesystem::file_size("/tmp/lodge-mischief"), 4U);
  ::unlink("/tmp/lodge-mischief");
}

TEST_F(PluginLockIn, LeavesFilesToReadTheNetworkAndThreads) {
  for (const auto* deed : {"read a file", "open a socket", "run a thread"}) EXPECT_EQ(outcome(deed), "done") << deed;
}

TEST_F(PluginLockIn, LetsItInheritNothing) {
  EXPECT_EQ(outcome("count the environment"), "done");
  EXPECT_EQ(outcome("find another descriptor"), "done");
}

TEST(ChannelWorker, IsKilledWhenItHangsAndTheNextMessageHasANewOne) {
  Pool pool(pool_of_plugin("channel", "hangs_on_send"));
  EXPECT_THAT(why_unavailable([&] { pool.ask(sending(""), 300ms); }), HasSubstr("no answer in time"));
  EXPECT_THAT(why_unavailable([&] { pool.ask(sending(""), 300ms); }), HasSubstr("no answer in time"));
}

TEST(ChannelWorker, RestsWhenItCrashesAgainAndAgain) {
  auto settings = pool_of_plugin("channel", "crashes_on_send");
  settings.rest = 2s;
  Pool pool(settings);
  for (int i = 0; i < 4; ++i) EXPECT_THAT(why_unavailable([&] { pool.ask(sending(""), 2s); }), HasSubstr("it has ended"));
  EXPECT_THAT(why_unavailable([&] { pool.ask(sending(""), 2s); }), HasSubstr("rest"));
  std::this_thread::sleep_for(2100ms);  // and is tried again after its rest
  EXPECT_THAT(why_unavailable([&] { pool.ask(sending(""), 2s); }), HasSubstr("it has ended"));
}

TEST(ChannelWorker, ContainsALeak) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers do not run under a limit";
#endif
  Pool pool(pool_of_plugin("channel", "leaks_on_send"));
  EXPECT_THAT(why_unavailable([&] { pool.ask(sending(""), 10s); }), HasSubstr("bad_alloc"));
}

TEST(ChannelWorker, SaysWhyAPluginDoesNotStart) {
  Pool pool(pool_of_plugin("channel", "throws_at_start"));
  EXPECT_THAT(why_unavailable([&] { pool.ask(sending(""), 1s); }), HasSubstr("the setting \"server\" is missing"));
}

TEST(ChannelWorker, RefusesAPluginThatOthersMayWrite) {
  auto settings = pool_of_plugin("channel", "mischievous");
  settings.arguments = {"--plugin", "/nowhere/mischievous.so"};
  Pool pool(settings);
  EXPECT_THAT(why_unavailable([&] { pool.ask(sending(""), 1s); }), HasSubstr("is not there"));
}

struct Pulled {
  std::size_t records = 0, frames = 0;
  std::string last;
};

class ConnectorWorker : public testing::Test {
 protected:
  static EndMarker pull(const Value& settings, Pulled& pulled) {
    Pool pool(pool_of_plugin("mis", "wilful_connector", settings));
    const auto reply = pool.stream(Value::Map{{"pull", true}}, [&](const Value& frame) {
      ++pulled.frames;
      for (const auto& one : *frame.at("records").list()) {
        pulled.last = std::get<TeacherRecord>(*core::record_from(one)).mis_id;
        ++pulled.records;
      }
    }, 5s);
    return *core::end_marker_from(reply);
  }
};

TEST_F(ConnectorWorker, StreamsEveryRecordAndThenTheEnd) {
  Pulled pulled;
  const auto end = pull(Value::Map{{"teachers", 25'050}}, pulled);
  EXPECT_EQ(pulled.records, 25'050U);
  EXPECT_EQ(pulled.frames, 251U);
  EXPECT_EQ(pulled.last, "25050");
  EXPECT_EQ(end.totals.at("teachers"), 25'050);
}

TEST_F(ConnectorWorker, IsUnavailableUnlessTheEndIsSaidExactlyOnce) {
  Pulled pulled;
  EXPECT_THAT(why_unavailable([&] { pull(Value::Map{{"ends", 0}}, pulled); }), HasSubstr("never said"));
  EXPECT_THAT(why_unavailable([&] { pull(Value::Map{{"ends", 2}}, pulled); }), HasSubstr("said twice"));
  EXPECT_THAT(why_unavailable([&] { pull(Value::Map{{"teachers", 150}, {"throws", true}}, pulled); }), HasSubstr("the MIS hung up"));
}

TEST_F(ConnectorWorker, GetsItsSecretsThroughTheSocketOnly) {
  Pool pool(pool_of_plugin("mis", "wilful_connector", Value::Map{{"password", "hunter2"}}));
  EXPECT_EQ(pool.ask(Value::Map{{"probe", true}}, 5s).text_or("sentence"), "It answers hunter2");
  ASSERT_THAT(children(), testing::SizeIs(1));
  const auto process = "/proc/" + std::to_string(children()[0]);
  const auto read = [&](const std::string& file) {
    std::ifstream seen(process + file, std::ios::binary);
    return std::string(std::istreambuf_iterator<char>(seen), {});
  };
  EXPECT_THAT(read("/cmdline"), HasSubstr("wilful_connector"));
  EXPECT_THAT(read("/cmdline"), testing::Not(HasSubstr("hunter2")));
  EXPECT_EQ(read("/environ"), "") << "nothing there, also for root, who alone may look";
}

TEST_F(ConnectorWorker, EndsWhenTheOneWhoListensThrows) {
  Pool pool(pool_of_plugin("mis", "wilful_connector", Value::Map{{"teachers", 1'000}}));
  const auto stops = [](const Value&) { throw std::logic_error("enough"); };
  EXPECT_THROW(pool.stream(Value::Map{{"pull", true}}, stops, 5s), std::logic_error);
  EXPECT_NO_THROW(pool.ask(Value::Map{{"probe", true}}, 5s));
}

}  // namespace
}  // namespace lodge::worker
