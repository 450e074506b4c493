#pragma once
#include "core/login/throttle.h"
#include "core/outbox/timed_outbox.h"
#include "core/parents/recognise.h"
#include "core/parents/store.h"
#include "core/privacy/site_keys.h"
#include "core/privacy/vaults.h"

#include <lodge/calendar.h>
#include <lodge/settings.h>

namespace lodge::core {

/// The notice that brings a parent the six digits; its values are the ticket and a language.
inline constexpr std::string_view kDigitsNotice = "parents.code";
inline constexpr Setting kOfficeTelephone{"school.telephone", Setting::Type::text, "",
                                          "The school office's telephone number, as parents are told it."};
/// How long six digits open.
inline constexpr std::chrono::minutes kDigitsLive{10};

/// Parents who ask to be let in by names. Whoever asks, the same is done while they wait: one row, sealed, in the vault.
/// Who it was is found out afterwards, so that neither words nor time tell whether anybody is so called. [any thread]
class ParentKnocks {
 public:
  enum class Outcome { sent, unknown, no_email, too_many };
  /// Somebody who got no code: nobody is so called, the records hold no e-mail, or too many were asked for and it, or that
  /// of one of several who are so called, was kept back.
  struct Attempt {
    RawId id;
    Instant at{};
    TypedNames names;
    Outcome outcome = Outcome::unknown;
  };

  /// All outlive it.
  ParentKnocks(Database& central, Vaults& vaults, const Directory& directory, const Calendar& calendar, TimedOutbox& outbox,
               const SiteKeys& keys, Throttle& throttle, const Clock& clock)
      : central_(central), vaults_(vaults), directory_(directory), calendar_(calendar), outbox_(outbox), keys_(keys),
        throttle_(throttle), clock_(clock) {}

  /// Answers the ticket that comes back with the digits. `language`: BCP 47, for a first message. Of `address`, where they
  /// ask from, a keyed mark of its network is sealed with the rest until it is found out who they are. @throws Unavailable
  RawId knock(SiteId site, const TypedNames& names, const std::string& language, std::string_view address);
  /// Finds out who knocked at this site and posts them their digits, or keeps the attempt; the job of each second.
  /// Doing it twice does no harm. @throws Unavailable
  void look(SiteId site);

  std::vector<Attempt> attempts(SiteId site) const;
  /// The office has seen to it. False when it is not there.
  bool forget(SiteId site, const RawId& attempt);
  /// Forgets attempts after thirty days. @throws Unavailable
  void sweep(SiteId site);

 private:
  struct Knock {
    TypedNames names;
    std::string language;
    std::string network;  ///< a mark
  };
  std::string seal(SiteId site, const RawId& ticket, const Knock& knock) const;
  Knock open(SiteId site, const ParentKnock& row) const;
  Outcome answer(SiteId site, const ParentKnock& row, const Knock& knock);
  void post(SiteId site, const ParentKnock& row, const Knock& knock, const std::vector<ContactId>& contacts);
  bool is_posted(const RawId& ticket) const;
  bool too_many_mails(ContactId contact, const std::string& network);

  Database& central_;
  Vaults& vaults_;
  const Directory& directory_;
  const Calendar& calendar_;
  TimedOutbox& outbox_;
  const SiteKeys& keys_;
  Throttle& throttle_;
  const Clock& clock_;
};

}  // namespace lodge::core
