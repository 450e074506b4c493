#pragma once
#include "core/login/login_sessions.h"
#include "core/login/passwords.h"
#include "core/login/throttle.h"
#include "core/login/tickets.h"

#include <chrono>
#include <functional>
#include <string_view>
#include <variant>

namespace lodge::core {

/// Where a try comes from.
struct Caller {
  std::string_view address;
  std::string_view device;  ///< what its device cookie holds; may be empty
};

/// Signing in. What is said of a wrong password is said, after the same work, of an unknown name, a disabled account
/// and one without a password. Guesses at an account are few a minute from each network, and bounded from all
/// together; a browser that signed in before has tries of its own, and whoever gives the right code of the second factor
/// along with the password is let through to be judged: so nobody is locked out by another's guesses. [any thread] @throws Unavailable
class SignIn {
 public:
  struct SignedIn {
    PersonId person;
    std::string secret;  ///< for the login cookie
    std::string device;  ///< for the device cookie
    bool must_enrol = false;
  };
  struct NeedsCode {
    std::string ticket;  ///< comes back with the code, within five minutes
  };
  struct TooMany {
    std::chrono::seconds wait;
  };
  struct Wrong {};
  struct TooLate {};  ///< the ticket is too old: begin anew
  using Answer = std::variant<SignedIn, NeedsCode, TooMany, Wrong, TooLate>;

  SignIn(const AccessParts& parts, const Accounts& accounts, const LoginSessions& sessions, Passwords& passwords,
         Throttle& throttle);

  /// `code` may be empty. The second step follows when the account has a second factor and no code came along.
  Answer with_password(std::string_view name, std::string_view password, std::string_view code, const Caller& caller);
  /// A code of the authenticator app or a recovery code.
  Answer with_code(std::string_view ticket, std::string_view code, const Caller& caller);

 private:
  struct Device;
  Device read_device(std::string_view cookie) const;
  std::string new_device_cookie(const Device& device, PersonId person) const;
  std::optional<std::int64_t> right_step(const Account& account, std::string_view code) const;
  std::vector<Bounds> bounds(std::string_view who, const Account* account, bool right_code, const Device& device,
                             const Caller& caller) const;
  std::vector<Bounds> bounds_of_second_step(PersonId person, const Device& device) const;
  std::vector<Bounds> bounds_of_code(const Account* account, std::string_view code, const Device& device, const Caller& caller) const;
  Answer refuse_unseen(const Account& account, std::string_view password);
  Answer refuse(const Account* account);
  Answer slow_down(std::chrono::seconds wait);
  Answer let_in(const Account& account, std::int64_t factors, const Device& device,
                const std::function<bool(Transaction&)>& use_up);
  std::string renewed_hash(const Account& account, std::string_view password, Passwords::Match match);

  const AccessParts parts_;
  const Accounts& accounts_;
  const LoginSessions& sessions_;
  Passwords& passwords_;
  Throttle& throttle_;
  const Tickets steps_, devices_;
  const std::string nobodys_hash_;
};

}  // namespace lodge::core
