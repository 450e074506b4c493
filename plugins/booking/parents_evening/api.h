#pragma once
#include "family.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// Parents' evenings for programs, under /api/v1/. A parent acts for its own household, the office for the one it names.
/// The same use cases as behind the pages. [any thread]
class EveningApi {
 public:
  EveningApi(const Kernel& kernel, Plans& plans, const Appointments& appointments)
      : kernel_(kernel), plans_(plans), appointments_(appointments) {}
  void add_routes(Routes& routes);  ///< `this` outlives them. [startup]

  /// The evening that the path names with the household that `named` says, or the caller's own; nothing when the caller
  /// may not act for it there.
  std::optional<Appointments::Known> known(const Request& request, const std::string& named) const;
  Value json_of(const Appointments::Known& known, const Appointment& one) const;
  Response refused(const Request& request, const std::vector<Refused>& all) const;

 private:
  Response evenings(const Request& request) const;
  Response slots(const Request& request) const;
  Response list(const Request& request) const;
  Response book(const Request& request) const;
  Response move(const Request& request) const;
  Response cancel(const Request& request) const;

  std::optional<HouseholdId> household(const Request& request, const std::string& named) const;
  std::optional<Appointment> found(const Request& request) const;
  Value nearest_json(const std::vector<Spot>& spots) const;

  const Kernel& kernel_;
  Plans& plans_;
  const Appointments& appointments_;
};

// Answers that each list, each faulty request and each unknown thing gets.
Value all_of(Value::List items);
Response malformed(const Request& request, std::string_view field);
Response unknown(const Request& request);
/// "not-open" of "not_open", as problem types are written.
std::string problem_word(std::string_view word);

}  // namespace lodge::parents_evening
