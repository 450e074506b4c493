#include "address.h"

#include <gtest/gtest.h>

namespace lodge::email {
namespace {

TEST(EmailAddress, IsWhatPeopleHave) {
  for (const auto* text : {"a@b", "m.zajac+school@mail.example.org", "o'brien@example.org", "x_y-z@example.org"}) {
    EXPECT_TRUE(is_address(text)) << text;
  }
}

TEST(EmailAddress, IsNothingThatCouldMeanMoreThanOneRecipientOrAHeader) {
  for (const auto* text : {"", "@", "a@", "@b", "a", "a@b@c", "a@b,c@d", "a@b c", "a@b>", "<a@b", "a@b\r\nBcc: c@d", "a@b\n", "a@b.",
                           "\"a b\"@c", "a:b@c", "a;b@c", "zając@example.org", "a@b\x7f"}) {
    EXPECT_FALSE(is_address(text)) << text;
  }
  EXPECT_FALSE(is_address(std::string_view("a@b\0c", 5)));
  EXPECT_FALSE(is_address(std::string(250, 'a') + "@b.cd"));
}

TEST(EmailAddress, HasADomain) { EXPECT_EQ(domain_of("a@ashdown.example"), "ashdown.example"); }

}  // namespace
}  // namespace lodge::email
