#include "http/peer.h"

#include <gtest/gtest.h>

#include <stdexcept>

namespace lodge::http {
namespace {

using Poco::Net::IPAddress;

TEST(Peer, IsTheSameOverBothFamilies) {
  EXPECT_EQ(plain_address(IPAddress("::ffff:10.0.0.1")).toString(), "10.0.0.1");
  EXPECT_EQ(plain_address(IPAddress("10.0.0.1")).toString(), "10.0.0.1");
  EXPECT_EQ(plain_address(IPAddress("2001:db8::1")).toString(), "2001:db8::1");
  EXPECT_TRUE(Proxies({"10.0.0.1"}).trusts(IPAddress("::ffff:10.0.0.1")));
  EXPECT_FALSE(Proxies({"10.0.0.1"}).trusts(IPAddress("::ffff:10.0.0.2")));
}

TEST(Peer, IsNeverAProxyByANameThatIsNoAddress) { EXPECT_THROW(Proxies({"proxy.school.example"}), std::runtime_error); }

TEST(Peer, IsOfThisMachineOnlyWithoutAProxyBetween) {
  const Head head;
  EXPECT_TRUE(Proxies().resolve(head, IPAddress("127.0.0.1"), false).loopback);
  EXPECT_TRUE(Proxies().resolve(head, IPAddress("::ffff:127.0.0.1"), false).loopback);
  EXPECT_FALSE(Proxies({"127.0.0.1"}).resolve(head, IPAddress("127.0.0.1"), false).loopback);
}

}  // namespace
}  // namespace lodge::http
