#pragma once
#include "core/login/login_sessions.h"
#include "core/login/throttle.h"
#include "core/login/tickets.h"
#include "core/parents/parent_access.h"

#include <chrono>
#include <functional>
#include <variant>
#include <vector>

namespace lodge::core {

/// How parents sign in: by six digits from their e-mail, by a letter's code, by the code that the office says on the
/// telephone. A code is a keyed mark, never a hash that costs time, and whoever is right costs the throttle no write: so
/// a whole school gets in within a minute from one address. Wrong codes are few: five for a ticket, and bounded for each
/// address and for each site, however many tickets somebody holds. [any thread] @throws Unavailable
class ParentSignIn {
 public:
  struct SignedIn {
    PersonId person;
    std::string secret;  ///< for the login cookie
  };
  struct TooMany {
    std::chrono::seconds wait;
  };
  struct Wrong {};
  struct TooLate {};  ///< of a ticket: begin anew
  using Answer = std::variant<SignedIn, TooMany, Wrong, TooLate>;

  ParentSignIn(const AccessParts& parts, const Accounts& accounts, const LoginSessions& sessions, Throttle& throttle)
      : parts_(parts), accounts_(accounts), sessions_(sessions), throttle_(throttle), tickets_(parts.keys, "parent's ticket") {}

  /// How long somebody of this address must wait before they may ask for digits again; nothing: not at all.
  std::optional<std::chrono::seconds> too_many_knocks(std::string_view address);
  /// What the browser holds of a knock, until its digits end. Tells nothing.
  std::string ticket_for(SiteId site, const RawId& knock) const;
  bool ticket_is_good(std::string_view ticket) const;
  SiteId site_of(std::string_view ticket) const;  ///< the id that names nothing, of one that is not good

  /// `language` is kept for the person when they come for the first time; BCP 47.
  Answer with_digits(std::string_view ticket, std::string_view typed, std::string_view address, const std::string& language);
  Answer with_letter(std::string_view typed, std::string_view address, const std::string& language);

  /// A code of one use for somebody on the telephone, good for an hour: "7k3m-9qxd-2f". Nothing when there is no such
  /// contact. In the audit.
  std::optional<std::string> telephone_code(const Actor& office, ContactId contact);
  /// Letters, telephone codes and LoginSessions of a household that is split open nothing any more: by a letter of both,
  /// who leaves may have come in as the one who stays. In the write that splits it; answers how many codes ended.
  std::int64_t end_ways_in(Transaction& transaction, SiteId site, HouseholdId household, const std::vector<ContactId>& members) const;
  void sweep();

 private:
  struct Way {
    std::string_view name;  ///< for the audit
    SiteId site;
    ContactId contact;
    std::function<bool(Transaction&)> use_up;
  };
  struct Held;
  std::optional<Held> held(std::string_view ticket) const;
  /// Of wrong digits, at a site; of wrong letters, which name none.
  std::vector<Bounds> failures(std::string_view address, std::optional<SiteId> site) const;
  std::optional<ContactId> whose(const Held& held, const std::string& digits) const;
  Answer wrong(std::string_view way, SiteId site, std::string_view address);
  Answer let_in(const Way& way, std::string_view address, const std::string& language);
  std::optional<Account> account_of(Transaction& transaction, const Way& way, const std::string& language) const;

  const AccessParts parts_;
  const Accounts& accounts_;
  const LoginSessions& sessions_;
  Throttle& throttle_;
  const Tickets tickets_;
};

}  // namespace lodge::core
