#include "contract/failing_database.h"
#include "contract/shared_store.h"
#include "core/settings/stored_settings.h"
#include "moving_clock.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

namespace lodge::test {
namespace {

using namespace std::chrono_literals;
using core::StoredSettings;

constexpr Setting kRemind{"rooms.remind_before", Setting::Type::duration, "24h", "How long before a booking its owner is reminded."};
constexpr Setting kAhead{"rooms.weeks_ahead", Setting::Type::whole_number, "6", "How many weeks ahead a room can be booked."};
constexpr Setting kOpen{"rooms.open", Setting::Type::yes_no, "yes", "Whether rooms can be booked."};
constexpr Setting kGreeting{"rooms.greeting", Setting::Type::text, "", "What stands above the day view."};
constexpr Setting kShow{"rooms.show", Setting::Type::choice, "names", "What others see of a booking.", "names|initials|nothing"};

class SettingsContract : public OnASharedStore {
 protected:
  void set(StoredSettings& settings, const Setting& setting, std::optional<std::string_view> value) {
    central().write([&](Transaction& transaction) { settings.set(transaction, ashdown_, setting, value); });
  }
  MovingClock clock_;
  const SiteId ashdown_ = SiteId::random(), oakwood_ = SiteId::random();
};

TEST_P(SettingsContract, AnswerTheDefaultUntilSomethingIsSet) {
  const StoredSettings settings(central(), clock_);
  EXPECT_EQ(settings.duration(ashdown_, kRemind), 24h);
  EXPECT_EQ(settings.number(ashdown_, kAhead), 6);
  EXPECT_TRUE(settings.yes(ashdown_, kOpen));
  EXPECT_EQ(settings.text(ashdown_, kGreeting), "");
  EXPECT_EQ(settings.text(ashdown_, kShow), "names");
}

TEST_P(SettingsContract, AreEachSitesOwn) {
  StoredSettings settings(central(), clock_);
  set(settings, kRemind, "2 days");
  EXPECT_EQ(settings.duration(ashdown_, kRemind), 48h);
  EXPECT_EQ(settings.duration(oakwood_, kRemind), 24h);
}

TEST_P(SettingsContract, ShowOnesOwnChangeAtOnceAndAgain) {
  StoredSettings settings(central(), clock_);
  set(settings, kGreeting, "Dzień dobry 🦊");
  EXPECT_EQ(settings.text(ashdown_, kGreeting), "Dzień dobry 🦊");
  set(settings, kGreeting, "Good morning");
  EXPECT_EQ(settings.text(ashdown_, kGreeting), "Good morning");
  set(settings, kGreeting, std::nullopt);
  EXPECT_EQ(settings.text(ashdown_, kGreeting), "");
}

TEST_P(SettingsContract, ShowAnotherHostsChangeWithinASecond) {
  StoredSettings here(central(), clock_), there(central(), clock_);
  EXPECT_EQ(there.number(ashdown_, kAhead), 6);
  set(here, kAhead, "12");
  clock_.move(StoredSettings::kTrusted);
  EXPECT_EQ(there.number(ashdown_, kAhead), 12);
}

TEST_P(SettingsContract, ForgetWhatWasUndone) {
  StoredSettings settings(central(), clock_);
  EXPECT_THROW(central().write([&](Transaction& transaction) {
    settings.set(transaction, ashdown_, kAhead, "12");
    throw std::runtime_error("changed my mind");
  }), std::runtime_error);
  EXPECT_EQ(settings.number(ashdown_, kAhead), 6);
}

TEST_P(SettingsContract, HoldTheLastKnownValuesThroughAnOutage) {
  FailingDatabase fails(central(), 5, FailingDatabase::Outage::for_good);
  StoredSettings settings(fails, clock_);
  set(settings, kAhead, "12");
  EXPECT_EQ(settings.number(ashdown_, kAhead), 12);
  clock_.move(1h);
  EXPECT_EQ(settings.number(ashdown_, kAhead), 12);
  EXPECT_TRUE(fails.failed());
}

TEST_P(SettingsContract, FallBackWhenANewerPluginNoLongerTakesWhatWasSet) {
  StoredSettings settings(central(), clock_);
  set(settings, kGreeting, "many");
  constexpr Setting kNumberNow{kGreeting.name, Setting::Type::whole_number, "3", ""};
  EXPECT_EQ(settings.number(ashdown_, kNumberNow), 3);
}

TEST_P(SettingsContract, SurviveManyWritersAndReaders) {
  StoredSettings settings(central(), clock_);
  std::vector<std::jthread> threads;
  for (int i = 0; i < 8; ++i) {
    threads.emplace_back([&, i] {
      for (int j = 0; j < 10; ++j) {
        set(settings, kAhead, std::to_string(i));
        EXPECT_LT(settings.number(ashdown_, kAhead), 8);
      }
    });
  }
  threads.clear();
  EXPECT_LT(settings.number(ashdown_, kAhead), 8);
}

LODGE_ON_BOTH_ENGINES(SettingsContract);

TEST(SettingsCheck, SaysWhatAValueMustBe) {
  EXPECT_TRUE(StoredSettings::check(kRemind, "30min"));
  EXPECT_EQ(StoredSettings::check(kRemind, "30").error(), "Please give a time with its unit, such as 10min, 24h or 5 days.");
  EXPECT_EQ(StoredSettings::check(kAhead, "six").error(), "Please give a whole number.");
  EXPECT_EQ(StoredSettings::check(kOpen, "maybe").error(), "Please choose yes or no.");
  EXPECT_TRUE(StoredSettings::check(kShow, "initials"));
  for (const auto* wrong : {"all", "", "names|initials", "name"}) EXPECT_FALSE(StoredSettings::check(kShow, wrong)) << wrong;
  EXPECT_FALSE(StoredSettings::check(kGreeting, std::string(5000, 'x')));
}

}  // namespace
}  // namespace lodge::test
