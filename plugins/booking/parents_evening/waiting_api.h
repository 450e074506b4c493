#pragma once
#include "api.h"
#include "waiting_list.h"

namespace lodge::parents_evening {

/// The lines for teachers who are full, for programs: a household's places, joining, leaving, and taking what is
/// offered. [any thread]
class WaitingApi {
 public:
  WaitingApi(const Kernel& kernel, const EveningApi& evenings, const WaitingList& list) : kernel_(kernel), evenings_(evenings), list_(list) {}
  void add_routes(Routes& routes);  ///< `this` outlives them. [startup]

 private:
  Response list(const Request& request) const;
  Response join(const Request& request) const;
  Response leave(const Request& request) const;
  Response take(const Request& request) const;
  std::optional<Appointment> became(const Appointments::Known& known, const std::vector<Waiting>& places, const std::string& name) const;
  Value json_of(const Appointments::Known& known, const std::vector<Waiting>& line, const Waiting& place) const;
  Response refused(const Request& request, Joined joined) const;

  const Kernel& kernel_;
  const EveningApi& evenings_;
  const WaitingList& list_;
};

}  // namespace lodge::parents_evening
