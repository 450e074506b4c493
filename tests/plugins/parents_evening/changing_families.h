#pragma once
// Families of a school whose households and contact rules change while an evening is booked.
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "needs.h"
#include "store.h"
#include "wishes.h"

#include <gmock/gmock.h>
#include <lodge/parents.h>

namespace lodge::parents_evening {

using namespace std::chrono_literals;

/// What the module does when the people change so, as the host lets it; then they have changed.
inline std::vector<std::string> change_people(test::EveningSchool& school, const std::function<void(core::DirectoryRows&)>& edit, HouseholdId from = {},
                                              HouseholdId to = {}, std::vector<ContactId> moving = {}) {
  const auto before = school.directory.whole;
  school.people(edit);
  const auto after = std::exchange(school.directory.whole, before);
  const auto actor = school.office();
  const FamiliesChange change{actor, *before, *after, school.languages.choose("en", ""), {school.maya, school.leo, school.sam}, from, to, std::move(moving)};
  auto done = school.store.database().write([&](Transaction& t) { return school.module->families_changed(t, change); });
  school.directory.whole = after;
  return done;
}

class Families : public testing::TestWithParam<Engine> {
 protected:
  template <class Work>
  auto write(Work work) { return school_.store.database().write(std::move(work)); }
  template <class Work>
  auto read(Work work) { return school_.store.database().read(std::move(work)); }
  using Edit = std::function<void(core::DirectoryRows&)>;

  Appointment book(ContactId who, HouseholdId household, StudentId student, TeacherId teacher, int slot) {
    const auto booked = appointments_.book(school_.parent(who), school_.basket(household, {school_.choice(student, teacher, slot)}));
    EXPECT_TRUE(booked);
    school_.outbox.posted.clear();
    return booked->front();
  }
  void wish(HouseholdId household, ContactId author, std::vector<Whom> whom, const std::string& needs = "") {
    const auto person = same_person<PersonId>(author);
    const auto sealed = needs.empty() ? "" : school_.privacy.seal(school_.site, person, needs_place(school_.evening, household), needs);
    school_.wait(1s);
    write([&](Transaction& t) { replace(t, {school_.evening, household, person, std::move(whom), {}, sealed, school_.clock.now(), person, school_.clock.now()}); });
  }
  void say_needs(HouseholdId household, ContactId author, const std::string& needs) {
    const auto person = same_person<PersonId>(author);
    school_.wait(1s);
    const auto sealed = school_.privacy.seal(school_.site, person, needs_place(school_.evening, household), needs);
    write([&](Transaction& t) { put(t, SealedNeeds{school_.evening, household, person, sealed}, school_.clock.now()); });
  }
  /// On the pages of an evening that was made later.
  std::string number_of(HouseholdId household) {
    return read([&](Reader& reader) {
      auto later = find_evening(reader, school_.evening).value();
      later.id = EveningId::random();
      later.created_at += 1h;
      return needs_known(*school_.kernel, reader, later, household).telephone;
    });
  }
  std::vector<std::string> change(const Edit& edit, HouseholdId from = {}, HouseholdId to = {}, std::vector<ContactId> moving = {}) {
    auto done = change_people(school_, edit, from, to, std::move(moving));
    EXPECT_THAT(school_.faults(), testing::IsEmpty());
    return done;
  }
  std::vector<std::string> rule(StudentId student, ContactRule rule) {
    return change([&](core::DirectoryRows& rows) { rows.rules[student] = rule; });
  }
  std::vector<std::string> join(ContactId who, HouseholdId from, HouseholdId to) {
    return change([&](core::DirectoryRows& rows) { rows.households[who] = to; }, from, to, {who});
  }
  HouseholdId split_off(ContactId who, HouseholdId from) {
    const auto own = HouseholdId::random();
    said_ = change([&](core::DirectoryRows& rows) { rows.households[who] = own; }, from, own, {who});
    return own;
  }
  std::vector<Appointment> of(HouseholdId household) {
    return read([&](Reader& reader) { return of_household(reader, school_.evening, household); });
  }
  std::optional<Wishes> wishes(HouseholdId household) {
    return read([&](Reader& reader) { return find_wishes(reader, school_.evening, household); });
  }
  std::string needs(const Wishes& one) {
    return school_.privacy.open(school_.site, one.needs_author.value(), needs_place(one.evening, one.household), one.needs).value_or("");
  }
  bool is_free(TeacherId teacher, int slot) {
    const auto at = read([&](Reader& reader) { return at_desk(reader, school_.desk(teacher).id); });
    return std::ranges::none_of(at, [&](const Appointment& one) { return one.slot == slot; });
  }

  test::EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
  std::vector<std::string> said_;
};

}  // namespace lodge::parents_evening
