#include "contract/engines.h"

#include "core/audit/audit_log.h"
#include "core/audit/sealer.h"
#include "crypto/openssl_cipher.h"

#include <gtest/gtest.h>

namespace lodge::test {
namespace {

struct StillClock : Clock {
  Instant now() const override { return Instant(std::chrono::seconds(1'800'000'000)); }
};

Actor page_of(PersonId person) {
  Actor actor;
  actor.by = Actor::By::page;
  actor.site = SiteId::random();
  actor.person = person;
  return actor;
}

class AuditContract : public OnBothEngines {
 protected:
  void act(const std::string& object) {
    central().write([&](Transaction& transaction) {
      audit_.record(transaction, actor_, {"rooms.booked", object, R"({"room":"x"})"});
    });
  }
  void change(std::string_view sql) {
    central().write([&](Transaction& transaction) { transaction.execute(sql); });
  }
  std::vector<std::string> faults() { return core::verify_audit(central(), cipher_).faults; }

  StillClock clock_;
  crypto::OpensslCipher cipher_;
  core::AuditLog audit_{clock_};
  core::Sealer sealer_{central(), cipher_};
  Actor actor_ = page_of(PersonId::random());
};

TEST_P(AuditContract, WritesTheRowInTheActsOwnTransaction) {
  struct Undone {};
  EXPECT_THROW(central().write([&](Transaction& transaction) {
    audit_.record(transaction, actor_, {"rooms.booked", "a", ""});
    throw Undone();
  }), Undone);
  EXPECT_EQ(sealer_.seal(), 0);
  act("a");
  EXPECT_EQ(sealer_.seal(), 1);
  EXPECT_EQ(sealer_.seal(), 0);
}

TEST_P(AuditContract, ChainsEveryRowOnce) {
  for (int i = 0; i < 30; ++i) act(std::to_string(i));
  EXPECT_EQ(sealer_.seal(), 30);
  act("later");
  EXPECT_EQ(sealer_.seal(), 1);
  const auto report = core::verify_audit(central(), cipher_);
  EXPECT_EQ(report.links, 31);
  EXPECT_TRUE(report.faults.empty());
}

TEST_P(AuditContract, SealsMoreThanOneBatch) {
  for (int i = 0; i < 520; ++i) act("x");
  EXPECT_EQ(sealer_.seal(), 520);
  EXPECT_TRUE(faults().empty());
}

TEST_P(AuditContract, NoticesAnEditADeletionAndAReordering) {
  for (int i = 0; i < 5; ++i) act(std::to_string(i));
  sealer_.seal();
  change("update audit set detail = 'x' where link = 3");
  EXPECT_EQ(faults().size(), 1U);
  change("delete from audit where link = 3");
  EXPECT_GE(faults().size(), 1U);
  change("update audit set link = 9 where link = 4");
  EXPECT_GE(faults().size(), 2U);
}

LODGE_ON_BOTH_ENGINES(AuditContract);

}  // namespace
}  // namespace lodge::test
