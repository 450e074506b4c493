#pragma once
// Somebody who interprets at an evening, for the tests of that.
#include "plugins/parents_evening/school.h"

#include "appointments.h"
#include "keep_needs.h"
#include "setup.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace lodge::parents_evening {

using std::chrono::minutes;
using test::EveningSchool;

/// One who interprets into Polish, from 4 to 6; the Coles need it. The evening goes on until 7.
class AnInterpreter : public testing::TestWithParam<Engine> {
 protected:
  AnInterpreter() {
    add("Iga", "Polish, polski", minutes(0), minutes(120));
    say(school_.coles, school_.jo, {.interpreter = "polski"});
  }
  InterpreterId add(const std::string& name, const std::string& languages, minutes from, minutes to, std::optional<TeacherId> teacher = {}) {
    Act act{.after = *school_.plan()};
    const auto& date = act.after.dates.front();
    Interpreter one{.id = InterpreterId::random(), .teacher = teacher, .author = school_.office().person, .languages = languages};
    if (!teacher) one.name = school_.privacy.seal(school_.site, one.author, interpreter_place(one.id), name);
    one.times.push_back({date.id, *Interval::make(date.when.starts() + from, date.when.starts() + to), std::nullopt});
    act.after.interpreters.push_back(one);
    std::ranges::sort(act.after.interpreters, {}, &Interpreter::id);
    EXPECT_TRUE(setup_.apply(school_.office(), act));
    return one.id;
  }
  void say(HouseholdId household, ContactId who, const Needs& needs) {
    const auto known = appointments_.know(school_.parent(who), school_.evening, household);
    const auto sealed = sealed_needs(*school_.kernel, school_.parent(who).person, known->situation, needs);
    school_.store.database().write([&](Transaction& transaction) { keep_needs(*school_.kernel, transaction, school_.parent(who), known->situation, needs, sealed); });
  }
  Booked book(ContactId who, HouseholdId household, StudentId student, TeacherId teacher, int slot) {
    return appointments_.book(school_.parent(who), school_.basket(household, {school_.choice(student, teacher, slot)}));
  }
  Appointment now(BookingId booking) {
    return school_.store.database().read([&](Reader& reader) { return find(reader, booking).value(); });
  }
  std::string link(const std::string& rest) const { return "/parents/evenings/" + school_.evening.text() + rest; }
  std::string office(const std::string& rest) const { return "/admin/evenings/" + school_.evening.text() + rest; }

  mutable EveningSchool school_{GetParam()};
  Plans plans_;
  Appointments appointments_{*school_.kernel, plans_};
  EveningSetup setup_{*school_.kernel, plans_};
};

}  // namespace lodge::parents_evening
