#include "core/login/tickets.h"

#include "crypto/openssl_cipher.h"

#include <gtest/gtest.h>

namespace lodge::core {
namespace {

class TicketsTest : public testing::Test {
 protected:
  Instant now_{std::chrono::seconds(1000)};
  crypto::OpensslCipher cipher_;
  SiteKeys keys_{cipher_, Key{1}}, other_keys_{cipher_, Key{2}};
  Tickets tickets_{keys_, "step"};
};

TEST_F(TicketsTest, ComeBackAsTheyWent) {
  EXPECT_EQ(tickets_.read(tickets_.make("person 7", now_ + std::chrono::seconds(1)), now_), "person 7");
  EXPECT_EQ(tickets_.read(tickets_.make("", now_ + std::chrono::seconds(1)), now_), "");
}

TEST_F(TicketsTest, Expire) { EXPECT_EQ(tickets_.read(tickets_.make("person 7", now_), now_), std::nullopt); }

TEST_F(TicketsTest, OfAnotherPurposeOrHouseOpenNothing) {
  const auto ticket = tickets_.make("person 7", now_ + std::chrono::hours(1));
  EXPECT_EQ(Tickets(keys_, "device").read(ticket, now_), std::nullopt);
  EXPECT_EQ(Tickets(other_keys_, "step").read(ticket, now_), std::nullopt);
}

TEST_F(TicketsTest, AreRefusedWithOneCharacterChanged) {
  const auto ticket = tickets_.make("person 7", now_ + std::chrono::hours(1));
  for (std::size_t i = 0; i < ticket.size(); ++i) {
    auto changed = ticket;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    EXPECT_EQ(tickets_.read(changed, now_), std::nullopt) << i;
    EXPECT_EQ(tickets_.read(ticket.substr(0, i), now_), std::nullopt) << i;
  }
}

}  // namespace
}  // namespace lodge::core
