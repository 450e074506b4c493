#pragma once
#include "assembly/doors.h"
#include "assembly/house.h"
#include "assembly/sending.h"
#include "core/login/credentials.h"
#include "core/login/identities.h"
#include "core/login/kept_forms.h"
#include "core/login/login_sessions.h"
#include "core/login/searches.h"
#include "core/login/sign_in.h"
#include "core/login/throttle.h"
#include "core/directory/households.h"
#include "core/parents/contact_rules.h"
#include "core/parents/knocks.h"
#include "core/parents/parent_sign_in.h"
#include "core/timetable/places.h"
#include "crypto/argon2_passwords.h"
#include "http/front.h"
#include "http/metrics.h"
#include "http/router.h"

#include <atomic>

namespace lodge::assembly {

/// Every route that this host answers, and what the doors need to judge a request. [any thread once made]
class FrontOfHouse {
 public:
  /// `house` outlives it.
  explicit FrontOfHouse(House& house);

  const http::FrontParts& parts() const { return parts_; }
  /// The gauges of /metrics. [startup]
  void add_figures(const Doors& doors, const Sending& sending);

 private:
  void add_routes();
  void add_parent_routes();
  void add_family_routes();
  void add_message_routes();
  void add_settings_routes();
  void add_timetable_routes();
  void set_body_limits();
  std::optional<std::string> why_not_ready() const;

  House& house_;
  http::Router router_;
  http::Metrics metrics_;
  core::StoredIdentities identities_;
  core::LoginSessions sessions_;
  core::Throttle throttle_;
  core::Searches searches_;
  core::KeptForms kept_;
  crypto::Argon2Passwords passwords_;
  core::SignIn sign_in_;
  core::Credentials credentials_;
  core::ParentSignIn parent_sign_in_;
  core::ParentKnocks parent_knocks_;
  core::ContactRules contact_rules_;
  core::Households households_;
  core::LessonPlaces places_;
  http::FrontParts parts_;
  mutable std::atomic<bool> out_of_reach_ = false;
};

}  // namespace lodge::assembly
