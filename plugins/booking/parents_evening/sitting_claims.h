#pragma once
#include "setup_claims.h"

#include <functional>

namespace lodge::parents_evening {

/// What is left of `when` before somebody else comes, where that is at least half of it. Pure.
std::optional<Interval> until(const Interval& when, Instant somebody_comes);

/// Takes, changes or frees what the evening's own bookings claim, inside one write. Those of one evening may wait for each
/// other: what is refused is tried again once others have moved. [one thread]
class Claims {
 public:
  Claims(const Kernel& kernel, Transaction& transaction, const Actor& actor) : kernel_(kernel), transaction_(transaction), actor_(actor) {}

  struct Job {
    std::optional<BookingId> booking{};  ///< that has something already
    std::vector<Want> wants{};
    std::vector<Want> less{};            ///< that does as well, where somebody has a part of `wants`; empty: nothing less does
    bool until_taken = false;            ///< or the one want up to when somebody has it
    bool known = false;                  ///< no more is asked for than before: what it has to do without was said then
    std::function<void(BookingId)> then{};  ///< told the booking where one is made
  };

  void free(BookingId booking) { static_cast<void>(kernel_.ledger.cancel(transaction_, booking)); }
  void want(Job job) { jobs_.push_back(std::move(job)); }
  Claimed settle();

 private:
  std::optional<InTheWay> claim(const Job& job, const std::vector<Want>& wants);
  std::optional<Taken> changed(const Booking& now, const std::vector<Want>& wants);
  std::optional<Taken> booked(const Job& job, const std::vector<Want>& wants);
  std::optional<InTheWay> claim_less(const Job& job, std::vector<InTheWay>& partly);
  bool claim_until(const Job& job, const InTheWay& first);

  const Kernel& kernel_;
  Transaction& transaction_;
  const Actor& actor_;
  std::vector<Job> jobs_;
};

}  // namespace lodge::parents_evening
