// The whole way of an e-mail: outbox, sender, the real lodge-worker with the real channel, a real mail server.
#include "contract/outbox_fixture.h"
#include "core/process_name.h"
#include "plugins/email/mail_server.h"
#include "worker/pool.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <set>
#include <thread>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using ::testing::SizeIs;

/// Time as it is, since what is waited for here happens elsewhere.
class RealClock : public Clock {
 public:
  Instant now() const override { return std::chrono::time_point_cast<std::chrono::microseconds>(std::chrono::system_clock::now()); }
};

class OutboxMail : public OutboxFixture {
 protected:
  static std::unique_ptr<worker::Pool> workers(const MailServer& server) {
    worker::PoolSettings settings;
    settings.program = LODGE_BINARY_DIR "/host/worker/lodge-worker";
    settings.role = "channel";
    settings.arguments = {"--plugin", LODGE_BINARY_DIR "/plugins/email.so", "--owner", "anybody"};
    settings.settings = server.settings();
    settings.workers = 2;
    return std::make_unique<worker::Pool>(std::move(settings));
  }
  std::vector<MessageId> post_many(int count) {
    std::vector<MessageId> ids;
    central().write([&](Transaction& t) {
      ids.clear();
      for (int i = 0; i < count; ++i) {
        ids.push_back(real_outbox_.post(t, {site_, PersonId::random(), "rooms.booked", Value::Map{{"room", "H1"}}}));
      }
    });
    return ids;
  }
  std::unique_ptr<core::Sender> real_sender(worker::Pool& pool) {
    return std::make_unique<core::Sender>(central(), clock_, notices_, pool, doorbell_, core::process_name(),
                                          core::SenderOptions{.patience = 10s, .first_retry = 200ms});
  }
  /// Until nothing waits any more, or far too long.
  void wait_until_all_left() {
    const auto deadline = std::chrono::steady_clock::now() + 60s;
    while (std::chrono::steady_clock::now() < deadline && counts().queued + counts().sending > 0) std::this_thread::sleep_for(20ms);
  }
  RealClock clock_;
  core::StoredOutbox real_outbox_{clock_, doorbell_};
};

/// How often each message arrived, by its Message-ID.
std::map<std::string, int> arrivals(const MailServer& server) {
  std::map<std::string, int> arrived;
  for (const auto& mail : server.kept()) ++arrived[header(mail, "Message-ID")];
  return arrived;
}

TEST_P(OutboxMail, ArrivesThroughAServerThatIsSlowFailsAtTimesAndHangsUp) {
  const MailServer server({"--delay", "0.005", "--fail", "0.2", "--drop", "0.05"});
  const auto pool = workers(server);
  const auto ids = post_many(100);
  const auto sender = real_sender(*pool);
  sender->start();
  wait_until_all_left();
  sender->stop();
  const auto arrived = arrivals(server);
  for (const auto id : ids) {
    const auto found = arrived.find("<" + id.text() + "@ashdown.example>");
    ASSERT_NE(found, arrived.end());
    EXPECT_EQ(state(id), found->second > 1 ? "uncertain" : state(id)) << "what came twice says so";
    EXPECT_TRUE(state(id) == "sent" || state(id) == "uncertain");
  }
  EXPECT_THAT(arrived, SizeIs(ids.size()));
}

TEST_P(OutboxMail, LeavesFasterThanASchoolCanBook) {
  const MailServer server({"--brief"});
  const auto pool = workers(server);
  const auto ids = post_many(400);
  const auto sender = real_sender(*pool);
  const auto began = std::chrono::steady_clock::now();
  sender->start();
  wait_until_all_left();
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  sender->stop();
  RecordProperty("mails_per_second", static_cast<int>(400 / took.count()));
  EXPECT_THAT(arrivals(server), SizeIs(ids.size()));
}

LODGE_ON_BOTH_ENGINES(OutboxMail);

}  // namespace
}  // namespace lodge::test
