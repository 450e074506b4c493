#pragma once
#include "core/login/login_sessions.h"
#include "core/login/password_policy.h"
#include "core/login/throttle.h"

#include <atomic>
#include <expected>
#include <functional>

namespace lodge::core {

/// Why a password or a second factor stays as it is.
struct CredentialFault {
  enum class Kind { wrong_password, wrong_code, too_many, too_short, too_long, too_easy, link_dead, ended };
  Kind kind;
  std::chrono::seconds wait{};  ///< when too_many
  std::size_t shortest = 0;     ///< when too_short
};

/// What people do with their own passwords and second factors. Each change is in the audit, ends the person's other
/// LoginSessions and gives this one a new secret. [any thread] @throws Unavailable
class Credentials {
 public:
  template <class T>
  using Or = std::expected<T, CredentialFault>;

  struct Enrolment {
    std::string key;     ///< base32 in groups of four, for those who type it
    std::string uri;     ///< for the QR code
    std::string sealed;  ///< comes back with the first code; opens for this person only
  };
  struct Enrolled {
    std::string secret;                       ///< for the login cookie
    std::vector<std::string> recovery_codes;  ///< shown this once
  };

  Credentials(const AccessParts& parts, const Accounts& accounts, const LoginSessions& sessions, Passwords& passwords,
              Throttle& throttle)
      : parts_(parts), accounts_(accounts), sessions_(sessions), passwords_(passwords), throttle_(throttle) {}

  /// Whether the link's secret may still set a password.
  bool set_up_secret_is_good(std::string_view secret) const;
  /// Never goes round a second factor: the person signs in afterwards.
  Or<PersonId> set_password_by_link(std::string_view secret, std::string_view password);
  /// Answers the new secret of the login cookie.
  Or<std::string> change_password(const Actor& actor, LoginSessionId session, std::string_view old_password,
                                  std::string_view new_password);
  /// Confirms who sits there, for far-reaching acts. Answers the new secret of the login cookie.
  Or<std::string> confirm(const Actor& actor, LoginSessionId session, std::string_view password);

  Enrolment start_enrolment(const Account& account) const;
  /// The same once more, when the first code was wrong.
  std::optional<Enrolment> resume_enrolment(const Account& account, std::string_view sealed) const;
  Or<Enrolled> finish_enrolment(const Actor& actor, LoginSessionId session, std::string_view sealed,
                                std::string_view code, std::string_view password);
  Or<std::vector<std::string>> new_codes(const Actor& actor, std::string_view password);
  std::int64_t codes_left(PersonId person) const;

  /// Characters that this account's password needs at least.
  std::size_t shortest(const Account& account) const;

 private:
  std::unexpected<CredentialFault> dead_link();
  std::unexpected<CredentialFault> refused(const Actor& actor, CredentialFault::Kind why);
  Or<Account> proven(const Actor& actor, std::string_view password);
  Or<std::string> judged_hash(const Account& account, std::string_view password);
  std::vector<std::string> known_words(const Account& account) const;
  Enrolment shown(const Account& account, std::string_view secret) const;
  Or<std::string> renew(const Actor& actor, LoginSessionId session, std::int64_t factors, bool end_others,
                        std::string_view action, const std::function<void(Transaction&)>& change);
  std::vector<std::string> hashes(PersonId person, const std::vector<std::string>& codes) const;

  const AccessParts parts_;
  const Accounts& accounts_;
  const LoginSessions& sessions_;
  Passwords& passwords_;
  Throttle& throttle_;
  std::atomic<std::int64_t> minute_of_dead_link_{0};
};

}  // namespace lodge::core
