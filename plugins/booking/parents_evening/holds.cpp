#include "holds.h"

#include "appointments.h"
#include "decide.h"
#include "shown.h"

#include <algorithm>

namespace lodge::parents_evening {

std::vector<Appointment> holds_of(Reader& reader, EveningId evening, HouseholdId household) {
  auto all = of_household(reader, evening, household);
  std::erase_if(all, [](const Appointment& one) { return !one.in_basket(); });
  return all;
}

std::vector<Appointment> holds_shown(Reader& reader, const People& people, EveningId evening, HouseholdId household) {
  auto all = holds_of(reader, evening, household);
  std::erase_if(all, [&](const Appointment& one) { return !may_be_told(people, one); });
  return all;
}

void let_go(const Kernel& kernel, Transaction& transaction, BookingId booking) {
  static_cast<void>(kernel.ledger.cancel(transaction, booking));
  end(transaction, booking);
  unmark(transaction, booking);
}

void let_go_holds(const Kernel& kernel, Transaction& transaction, EveningId evening, HouseholdId household) {
  for (const auto& one : holds_of(transaction, evening, household)) let_go(kernel, transaction, one.booking);
}

void place_anew(const Kernel& kernel, Transaction& transaction, SiteId site, const Interval& was, const Appointment& one) {
  place(transaction, one);
  const auto day = [&](const Interval& when) { return kernel.calendar.date_of(site, when.starts()); };
  if (day(was) != day(one.when)) forget_arrival(transaction, one.booking);
}

bool mark(Transaction& transaction, const Plan& plan, const People& people, const Appointment& one, Instant now) {
  const auto under = once_under(plan, people, one.student, one.household);
  if (mark_once(transaction, one, under)) return true;
  for (const auto& other : of_student(transaction, one.evening, one.student)) {
    if (other.teacher != one.teacher || other.live(now) || other.booking == one.booking) continue;
    end(transaction, other.booking);
    unmark(transaction, other.booking);
  }
  return mark_once(transaction, one, under);
}

}  // namespace lodge::parents_evening
