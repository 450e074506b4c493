// The evening is called off when its letters and invitations are out: who was invited hears of it, too, and nobody twice.
#include "plugins/parents_evening/changing.h"

#include "told.h"

#include "core/directory/people.h"

#include <lodge/parents.h>

namespace lodge::parents_evening {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;
using testing::Pair;

class CallingOff : public Changing {
 protected:
  void SetUp() override { book(school_.jo, school_.coles, school_.sam, school_.okafor, 3); }
  void invite(HouseholdId household, Told kind) {
    school_.store.database().write([&](Transaction& transaction) { mark_told(transaction, school_.evening, household, kind, school_.clock.now()); });
  }
  Response call_off(std::initializer_list<std::pair<std::string, std::string>> more = {}) {
    Fields form;
    form.add("version", std::to_string(plan().evening.version));
    for (const auto& [name, value] : more) form.add(name, value);
    return school_.post(school_.office(), link("/cancel"), std::move(form));
  }
  std::ptrdiff_t told(ContactId who) const { return std::ranges::count(school_.outbox.posted, same_person<PersonId>(who), &QueuedMessage::recipient); }
};

TEST_P(CallingOff, AsksWhetherTheInvitedAreToldToo) {
  invite(school_.coles, Told::letter);
  invite(school_.anns, Told::letter);
  invite(school_.anns, Told::invitation);
  invite(school_.toms, Told::invitation);
  const auto asked = call_off();
  EXPECT_THAT(asked.body, AllOf(HasSubstr("1 family is touched and gets one message."), HasSubstr("name=\"tell_invited\" value=\"yes\" checked"),
                                HasSubstr("Write to 2 more families, which have a letter or an invitation, too")));
  EXPECT_EQ(plan().evening.state, EveningState::published);
}

TEST_P(CallingOff, WritesToWhoWasInvitedAndToNobodyTwice) {
  invite(school_.coles, Told::letter);
  invite(school_.anns, Told::letter);
  invite(school_.toms, Told::invitation);
  EXPECT_THAT(call_off({{"sure", "yes"}, {"tell_invited", "yes"}}).headers, Contains(Pair("Location", EndsWith("?done=cancelled&families=3"))));
  for (const auto who : {school_.ann, school_.tom, school_.jo, school_.kim}) EXPECT_EQ(told(who), 1);
  const auto anns = std::ranges::find(school_.outbox.posted, same_person<PersonId>(school_.ann), &QueuedMessage::recipient) - school_.outbox.posted.begin();
  EXPECT_THAT(school_.told(static_cast<std::size_t>(anns)), AllOf(HasSubstr("Called off: "), HasSubstr("It cannot take place and is called off."), Not(HasSubstr("http"))));
  call_off({{"sure", "yes"}, {"tell_invited", "yes"}});
  for (const auto who : {school_.ann, school_.tom, school_.jo, school_.kim}) EXPECT_EQ(told(who), 1) << "nor by a second try";
}

TEST_P(CallingOff, LeavesTheInvitedToTheOfficeIfItSaysSo) {
  invite(school_.anns, Told::letter);
  EXPECT_THAT(call_off({{"sure", "yes"}}).headers, Contains(Pair("Location", EndsWith("&families=1"))));
  EXPECT_EQ(told(school_.ann), 0);
  EXPECT_EQ(told(school_.jo), 1);
}

TEST_P(CallingOff, AsksNothingWhereNobodyElseWasInvited) {
  invite(school_.coles, Told::letter);
  EXPECT_THAT(call_off().body, Not(HasSubstr("tell_invited")));
}

TEST_P(CallingOff, SaysNothingToAHouseholdThatARuleShutOutSince) {
  invite(school_.coles, Told::letter);
  invite(school_.toms, Told::letter);
  school_.people([&](core::DirectoryRows& rows) { rows.rules[school_.maya] = rows.rules[school_.leo] = ContactRule::none; });
  call_off({{"sure", "yes"}, {"tell_invited", "yes"}});
  EXPECT_EQ(told(school_.tom), 0);
}

LODGE_ON_BOTH_ENGINES(CallingOff);

}  // namespace
}  // namespace lodge::parents_evening
