// A teacher whom nobody thought of when the desks were given out.
#include "plugins/parents_evening/changing.h"

namespace lodge::parents_evening {
namespace {

using testing::ElementsAre;

/// Three dates; Mr Shah teaches Maya from now on, and has no desk.
class ANewcomer : public Changing {
 protected:
  void SetUp() override {
    three_ = plan();
    for (int weeks = 1; weeks <= 2; ++weeks) {
      auto date = a_week_later(three_);
      if (weeks == 2) date.when = *Interval::make(date.when.starts() + std::chrono::days(7), date.when.ends() + std::chrono::days(7));
      three_.dates.push_back(date);
    }
    school_.people([&](core::DirectoryRows& rows) {
      rows.classes["9x/Hi1"] = "History";
      rows.class_members.emplace_back("9x/Hi1", same_person<PersonId>(school_.shah));
      rows.class_members.emplace_back("9x/Hi1", same_person<PersonId>(school_.maya));
    });
  }
  void sit(std::size_t date, std::vector<TeacherId> teachers) {
    for (const auto teacher : teachers) three_.desks.push_back(make_desk(three_.evening, three_.dates[date], {teacher}));
  }
  std::vector<std::size_t> sits_on(Instant now) {
    auto after = three_;
    seat_newcomers(after, *school_.directory.whole, now);
    std::vector<std::size_t> dates;
    for (const auto* desk : after.desks_of(school_.shah)) {
      dates.push_back(static_cast<std::size_t>(std::ranges::find(after.dates, desk->date, &EveningDate::id) - after.dates.begin()));
    }
    std::ranges::sort(dates);
    return dates;
  }

  Plan three_;
};

TEST_P(ANewcomer, SitsWhereHalfOfTheOthersDoOfTheDatesThatAreToCome) {
  sit(1, {school_.bo});
  EXPECT_THAT(sits_on(school_.clock.now()), ElementsAre(0U)) << "Mr Bo's date is his alone";
  EXPECT_THAT(sits_on(three_.dates.front().when.ends()), ElementsAre(1U)) << "those of the first night are not counted any more";
  three_.dates.front().called_off = true;
  EXPECT_THAT(sits_on(school_.clock.now()), ElementsAre(1U));
}

TEST_P(ANewcomer, SitsOnEveryDateWhereNoneHasHalfOfThem) {
  three_.desks.clear();
  sit(0, {school_.okafor});
  sit(1, {school_.lowther});
  sit(2, {school_.bo});
  EXPECT_THAT(sits_on(school_.clock.now()), ElementsAre(0U, 1U, 2U));
}

LODGE_ON_BOTH_ENGINES(ANewcomer);

}  // namespace
}  // namespace lodge::parents_evening
