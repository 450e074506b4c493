#pragma once
#include "assembly/house.h"
#include "core/audit/sealer.h"
#include "core/login/kept_forms.h"
#include "core/login/login_sessions.h"
#include "core/login/throttle.h"
#include "core/parents/knocks.h"
#include "core/parents/parent_sign_in.h"

#include <functional>
#include <thread>

namespace lodge::assembly {

/// What goes on by itself while the house stands: taking up what other processes wrote, and the jobs of core and
/// modules. Ends with this object. [startup]
class Keeping {
 public:
  /// `house` outlives it.
  explicit Keeping(House& house);
  ~Keeping();

 private:
  void add_jobs();
  void each_site(const std::function<void(SiteId)>& look) const;
  void poll(const std::stop_token& stop);
  void refresh_keys();

  House& house_;
  core::Sealer sealer_;
  core::LoginSessions sessions_;
  core::Throttle throttle_;
  core::KeptForms kept_;
  core::ParentSignIn parent_sign_in_;
  core::ParentKnocks parent_knocks_;
  std::chrono::steady_clock::time_point next_refresh_ = std::chrono::steady_clock::now();
  std::jthread poller_;
};

}  // namespace lodge::assembly
