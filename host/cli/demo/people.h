#pragma once
#include "assembly/services.h"

#include <string>
#include <vector>

namespace lodge::demo {

/// Somebody who can sign in to the demo, with everything they need for it. Made anew, at random, for each demo.
struct SignIn {
  std::string role, sign_in, password;
  std::string totp_secret;  ///< base32; empty without a second factor
  std::vector<std::string> recovery_codes;
};

/// An administrator with a second factor, somebody of the office, a teacher of the school, and a technician.
std::vector<SignIn> make_sign_ins(assembly::Services& services, SiteId site);

/// A parent of several children, and each way in.
struct DemoParent {
  std::string name, child, born, registration_class, email;
  std::string letter_code;  ///< good for thirty days
};

DemoParent make_parent(assembly::Services& services, SiteId site);

}  // namespace lodge::demo
