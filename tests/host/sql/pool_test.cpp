#include "sql/pool.h"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>

namespace lodge::sql {
namespace {

using namespace std::chrono_literals;

struct Numbered {
  int number;
};

class PoolTest : public testing::Test {
 protected:
  int opened_ = 0;
  Pool<Numbered> pool_{2, 20ms, [this] { return std::make_unique<Numbered>(++opened_); }};
};

TEST_F(PoolTest, OpensNothingBeforeItIsNeeded) {
  auto lease = pool_.lease();
  EXPECT_EQ(opened_, 0);
  EXPECT_EQ(lease.session().number, 1);
}

TEST_F(PoolTest, LendsAgainWhatWasGivenBack) {
  { pool_.lease().session(); }
  EXPECT_EQ(pool_.lease().session().number, 1);
  EXPECT_EQ(opened_, 1);
}

TEST_F(PoolTest, OpensAnotherForOneThatDied) {
  {
    auto lease = pool_.lease();
    lease.session();
    lease.discard();
  }
  EXPECT_EQ(pool_.lease().session().number, 2);
}

TEST_F(PoolTest, IsUnavailableWhenNoneIsGivenBackInTime) {
  auto one = pool_.lease();
  auto other = pool_.lease();
  EXPECT_THROW(pool_.lease(), Unavailable);
}

TEST_F(PoolTest, WaitsForOneToBeGivenBack) {
  Pool<Numbered> single(1, 5s, [this] { return std::make_unique<Numbered>(++opened_); });
  std::atomic<bool> got = false;
  std::thread waiter;
  {
    auto lease = single.lease();
    waiter = std::thread([&] { single.lease(), got = true; });
    std::this_thread::sleep_for(20ms);
    EXPECT_FALSE(got);
  }
  waiter.join();
  EXPECT_TRUE(got);
}

}  // namespace
}  // namespace lodge::sql
