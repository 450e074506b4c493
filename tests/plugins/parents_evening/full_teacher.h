#pragma once
// A teacher who has no time left, for the tests of the line.
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "store.h"
#include "waiting_list.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lodge::parents_evening {

using namespace std::chrono_literals;
using test::EveningSchool;

/// Tuesday 3 November, 10 in the morning. Lowther, who teaches Maya and Sam, has one time, and the Coles have it.
class AFullTeacher : public testing::TestWithParam<Engine> {
 protected:
  using Pairs = std::initializer_list<std::pair<std::string, std::string>>;

  void SetUp() override {
    school_.wait(13h);
    set_slots(school_.lowther, 1);
    taken_ = appointments_.book(school_.parent(school_.jo), school_.basket(school_.coles, {school_.choice(school_.sam, school_.lowther, 0)}))->front().booking;
    school_.outbox.posted.clear();
  }
  void set_slots(TeacherId teacher, int slots) {
    auto desk = school_.desk(teacher);
    desk.slots = slots;
    school_.store.database().write([&](Transaction& transaction) { update(transaction, desk); });
    school_.change([](Evening&) {});
  }
  std::string here(const std::string& rest = "/waiting") const { return "/parents/evenings/" + school_.evening.text() + rest; }
  std::string admin(const std::string& rest) const { return "/admin/evenings/" + school_.evening.text() + rest; }
  std::string page(ContactId who, const std::string& rest = "/waiting") { return school_.get(school_.parent(who), here(rest)).body; }
  Response post(ContactId who, const std::string& rest, Pairs pairs) {
    Fields form;
    for (const auto& [name, value] : pairs) form.add(name, value);
    return school_.post(school_.parent(who), here(rest), std::move(form));
  }
  /// A second after whoever acted before.
  Response act(ContactId who, const std::string& what, const Whom& whom) {
    school_.wait(1s);
    return post(who, "/waiting", {{"act", what}, {"whom", text(whom)}});
  }
  void cancel(ContactId who, BookingId booking) { ASSERT_EQ(post(who, "/appointments/" + booking.text() + "/cancel", {{"sure", "yes"}}).status, 303); }
  void serve() { list_.serve(school_.site, school_.evening); }
  WaitingState state(ContactId who, const Whom& whom) {
    const auto all = school_.store.database().read([&](Reader& reader) { return waiting_of(reader, school_.evening, who); });
    const auto found = std::ranges::find(all, whom, &Waiting::whom);
    return found == all.end() ? WaitingState::left : found->state;
  }
  std::vector<Appointment> of(HouseholdId household) {
    return school_.store.database().read([&](Reader& reader) { return of_household(reader, school_.evening, household); });
  }
  /// How many messages of a kind a contact was sent.
  std::ptrdiff_t told(ContactId who, std::string_view notice) const {
    return std::ranges::count_if(school_.outbox.posted, [&](const QueuedMessage& one) {
      return one.recipient == same_person<PersonId>(who) && one.notice == "parents_evening." + std::string(notice);
    });
  }

  EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
  WaitingList list_{*school_.kernel, plans_, appointments_};
  Whom maya_{school_.maya, school_.lowther}, sam_{school_.sam, school_.lowther};
  BookingId taken_;
};

}  // namespace lodge::parents_evening
