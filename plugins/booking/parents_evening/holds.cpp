#include "holds.h"

#include "appointments.h"

#include <algorithm>

namespace lodge::parents_evening {

std::vector<Appointment> holds_of(Reader& reader, EveningId evening, HouseholdId household) {
  auto all = of_household(reader, evening, household);
  std::erase_if(all, [](const Appointment& one) { return !one.in_basket(); });
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

}  // namespace lodge::parents_evening
