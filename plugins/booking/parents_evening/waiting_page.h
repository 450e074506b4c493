#pragma once
#include "family.h"
#include "waiting_list.h"

namespace lodge::parents_evening {

/// A family's places in line for teachers who are full, and the times that are held for it. [any thread]
class WaitingPage {
 public:
  WaitingPage(const Kernel& kernel, const Appointments& appointments, const WaitingList& list)
      : kernel_(kernel), appointments_(appointments), list_(list) {}
  void add_routes(Routes& routes);  ///< `this` outlives them. [startup]

 private:
  Response show(const Request& request) const;  ///< GET /parents/evenings/{evening}/waiting
  Response act(const Request& request) const;   ///< POST
  Response page(const Request& request, const Family& family, const std::string& fault, int status) const;
  Response join(const Request& request, const Family& family, const Whom& whom) const;
  Value offers(const Request& request, const Family& family, const std::vector<Waiting>& places) const;
  Value places(const Request& request, const Family& family, const std::vector<Waiting>& places) const;
  Value wanted(const Request& request, const Family& family, const std::vector<Waiting>& places) const;

  const Kernel& kernel_;
  const Appointments& appointments_;
  const WaitingList& list_;
};

/// Why a family cannot wait, in its words.
std::string why_not(const Say& say, Joined joined);
/// ".../waiting?whom=…", where a family may ask to be told.
std::string waiting_link(EveningId evening, const Whom& whom);

}  // namespace lodge::parents_evening
