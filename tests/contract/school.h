#pragma once
#include "contract/engines.h"

#include "core/audit/audit_log.h"
#include "core/directory/store.h"
#include "core/revisions/revisions.h"
#include "core/sync/sync.h"
#include "crypto/openssl_cipher.h"

#include <lodge/access.h>

namespace lodge::test {

/// A clock that stands where the test puts it.
class StandingClock final : public Clock {
 public:
  Instant now() const override { return now_; }
  void set(Instant now) { now_ = now; }

 private:
  Instant now_{std::chrono::sys_days(std::chrono::year(2026) / 11 / 22) + std::chrono::hours(12)};
};

/// A site with everything that an import needs, on fresh stores. Sunday 22 November 2026, noon, until moved.
class SchoolContract : public OnBothEngines {
 protected:
  struct OneVault : core::Vaults {
    explicit OneVault(Database& only) : only_(only) {}
    Database& vault(SiteId) override { return only_; }
    Database& only_;
  };

  SchoolContract() {
    central().write([&](Transaction& transaction) {
      transaction.execute("insert into site (id, code, name, time_zone, created_at) values (?, ?, ?, ?, ?)",
                          {site, "ashdown", "Ashdown", "Europe/London", 0});
    });
    ledger.load();
  }
  /// As another host writes it, without asking a module.
  void put_rule(StudentId student, ContactRule rule) {
    central().write([&](Transaction& transaction) {
      core::put_contact_rule(transaction, site, student, rule);
      core::raise_revision(transaction, site, core::kPeopleEdits);
    });
    directory.refresh(site);
  }

  const SiteId site = SiteId::random();
  const Actor technician{Actor::By::program, site, PersonId::random(), {Role::technician}, "en", {}};
  StandingClock clock;
  crypto::OpensslCipher cipher;
  core::SiteKeys keys{cipher, core::Key{1, 2, 3}};
  OneVault vaults{vault()};
  core::Keyring keyring{vaults, keys};
  core::AuditLog audit{clock};
  core::StoredCalendar calendar{central()};
  core::StoredDirectory directory{central(), vaults, keyring};
  core::StoredRooms rooms{central()};
  core::StoredLedger ledger{central(), clock};
  core::StoredTimetable timetable{central(), ledger};
  core::Sync sync{{central(), vaults, keyring, directory, rooms, calendar, timetable, ledger, audit, clock}};
};

}  // namespace lodge::test
