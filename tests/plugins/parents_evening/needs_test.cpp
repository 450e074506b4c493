// What a family says that it needs is kept for the household that it is then, and as the words of whoever said it.
#include "plugins/parents_evening/a_family.h"

#include "store.h"
#include "wishes.h"

#include <gmock/gmock.h>

namespace lodge::parents_evening {
namespace {

using testing::HasSubstr;

/// Between reading and keeping, once, something happens.
class Meanwhile final : public Privacy {
 public:
  explicit Meanwhile(Privacy& inner) : inner_(inner) {}
  std::string seal(SiteId site, PersonId author, std::string_view place, std::string_view text) override {
    if (const auto act = std::exchange(happens, {})) act();
    return inner_.seal(site, author, place, text);
  }
  std::optional<std::string> open(SiteId site, PersonId author, std::string_view place, std::string_view sealed) override {
    return inner_.open(site, author, place, sealed);
  }
  std::function<void()> happens;

 private:
  Privacy& inner_;
};

class WhatAFamilyNeeds : public AFamily {
 protected:
  WhatAFamilyNeeds() {
    school_.routes.all.clear();
    module_.add_routes(school_.routes);
  }
  template <class Read>
  auto read(Read what) { return school_.store.database().read(what); }
  Needs known(HouseholdId household) {
    return read([&](Reader& reader) { return needs_known(*school_.kernel, reader, school_.plan()->evening, household); });
  }
  PersonId said_by(HouseholdId household) {
    const auto said = read([&](Reader& reader) { return said_needs(reader, school_.plan()->evening, household); });
    return said ? said->author : PersonId();
  }
  /// Kim is of a household of her own from the moment at which hers is written.
  void split_kim_off_meanwhile() {
    meanwhile_.happens = [this] {
      const auto before = school_.directory.whole->revision();
      school_.people([&](core::DirectoryRows& rows) { rows.households[school_.kim] = kims_; });
      school_.store.database().write([&](Transaction& transaction) { families_moved(transaction, school_.evening, before + 1); });
    };
  }
  void begin_round() {
    school_.change([&](Evening& evening) {
      evening.wishes_from = school_.clock.instant - std::chrono::hours(1);
      evening.wishes_until = school_.clock.instant + std::chrono::hours(48);
    });
  }
  Response office(const std::string& rest, Pairs pairs) {
    Fields form;
    for (const auto& [name, value] : pairs) form.add(name, value);
    return school_.post(school_.office(), "/admin/evenings/" + school_.evening.text() + "/families/" + school_.anns.text() + rest, form);
  }

  const HouseholdId kims_ = HouseholdId::random();
  Meanwhile meanwhile_{school_.kernel->privacy};
  const Kernel kernel_{school_.kernel->clock, school_.kernel->database, school_.kernel->ledger, school_.kernel->directory, school_.kernel->calendar,
                       school_.kernel->rooms, school_.kernel->timetable, school_.kernel->outbox, school_.kernel->access, school_.kernel->audit,
                       school_.kernel->jobs, school_.kernel->rules, school_.kernel->settings, meanwhile_, school_.kernel->pages,
                       school_.kernel->parents, school_.kernel->paper};
  ParentsEveningModule module_{kernel_};
};

TEST_P(WhatAFamilyNeeds, IsKeptForTheHouseholdThatSaidItThoughItIsSplitThatMoment) {
  split_kim_off_meanwhile();
  EXPECT_EQ(post(school_.kim, here("/needs"), {{"interpreter", "Polish"}}).status, 303);
  EXPECT_EQ(known(kims_).interpreter, "Polish");
  EXPECT_EQ(known(school_.coles), Needs());
}

TEST_P(WhatAFamilyNeeds, IsKeptWithTheWishesOfTheSameHousehold) {
  begin_round();
  split_kim_off_meanwhile();
  EXPECT_EQ(post(school_.kim, here("/wishes"), {{"wish-" + whom(school_.sam, school_.okafor), "1"}, {"step_free", "yes"},
                                                {"from-" + date(), "960"}, {"to-" + date(), "1140"}}).status, 303);
  EXPECT_TRUE(known(kims_).step_free);
  EXPECT_EQ(known(school_.coles), Needs());
  const auto wishes = [&](HouseholdId household) { return read([&](Reader& reader) { return find_wishes(reader, school_.evening, household); }); };
  EXPECT_TRUE(wishes(kims_));
  EXPECT_FALSE(wishes(school_.coles));
}

TEST_P(WhatAFamilyNeeds, TheNumberOfWhoLeavesIsNotKeptForWhoStays) {
  split_kim_off_meanwhile();
  post(school_.kim, here("/hold"), {{"telephone", "01632 960 123"}});
  EXPECT_EQ(known(school_.coles), Needs());
}

TEST_P(WhatAFamilyNeeds, StaysTheFamilysWordsWhereTheOfficeLeavesItAsItIs) {
  const auto ann = same_person<PersonId>(school_.ann);
  begin_round();
  post(school_.ann, here("/needs"), {{"interpreter", "Polish"}, {"step_free", "yes"}});
  EXPECT_EQ(office("/needs", {{"interpreter", "Polish"}, {"step_free", "yes"}}).status, 303);
  EXPECT_EQ(said_by(school_.anns), ann);
  EXPECT_EQ(office("/wishes", {{"wish-" + whom(school_.maya, school_.okafor), "1"}, {"from-" + date(), "960"}, {"to-" + date(), "1140"},
                               {"interpreter", "Polish"}, {"step_free", "yes"}}).status, 303);
  EXPECT_EQ(said_by(school_.anns), ann);
  EXPECT_EQ(known(school_.anns).interpreter, "Polish");
  EXPECT_EQ(office("/needs", {{"interpreter", "Urdu"}, {"step_free", "yes"}}).status, 303);
  EXPECT_EQ(said_by(school_.anns), school_.office().person);
  EXPECT_EQ(known(school_.anns).interpreter, "Urdu");
}

TEST_P(WhatAFamilyNeeds, IsUnfoldedWhereANumberIsKnownOrWrong) {
  begin_round();
  school_.store.database().write([&](Transaction& transaction) {
    auto desk = school_.desk(school_.bo);
    desk.mode = Mode::telephone;
    update(transaction, desk);
  });
  school_.change([](Evening&) {});
  const auto open = HasSubstr("<details class=\"more\" open>");
  EXPECT_THAT(page(school_.ann, here("/wishes")), testing::Not(open));
  const auto wrong = post(school_.ann, here("/wishes"), {{"wish-" + whom(school_.maya, school_.okafor), "1"}, {"from-" + date(), "960"},
                                                         {"to-" + date(), "1140"}, {"telephone", "my mobile"}});
  EXPECT_EQ(wrong.status, 400);
  EXPECT_THAT(wrong.body, open) << "else the field that is at fault is not seen";
}

LODGE_ON_BOTH_ENGINES(WhatAFamilyNeeds);

}  // namespace
}  // namespace lodge::parents_evening
