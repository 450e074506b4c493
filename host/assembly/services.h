#pragma once
#include "assembly/stores.h"
#include "core/access/access_table.h"
#include "core/access/accounts.h"
#include "core/access/api_tokens.h"
#include "core/audit/audit_log.h"
#include "core/calendar/calendar.h"
#include "core/directory/directory.h"
#include "core/directory/rooms.h"
#include "core/ledger/ledger.h"
#include "core/outbox/doorbell.h"
#include "core/outbox/stored_outbox.h"
#include "core/parents/knocks.h"
#include "core/parents/parent_access.h"
#include "core/privacy/keyring.h"
#include "core/settings/stored_settings.h"
#include "core/timetable/timetable.h"
#include "core/system_clock.h"
#include "crypto/openssl_cipher.h"

namespace lodge::assembly {

/// The core's services on the stores, in the order in which they stand on each other: what lodged and lodge both
/// need. Made and loaded once, at start. [any thread once made]
struct Services {
  /// @throws CannotStart, Unavailable
  explicit Services(const ops::Config& config);

  /// Takes up what other processes wrote; every 250 ms. @throws Unavailable
  void poll();

  const ops::Config& config;
  core::SystemClock clock;
  Stores stores;
  crypto::OpensslCipher cipher;
  core::SiteKeys keys;
  core::Keyring keyring;
  core::AuditLog audit;
  core::StoredSettings settings;
  core::StoredCalendar calendar;
  core::StoredDirectory directory;
  core::StoredRooms rooms;
  core::StoredLedger ledger;
  core::StoredTimetable timetable;
  core::Doorbell doorbell;
  core::StoredOutbox outbox;
  core::AccessTable access;
  core::IdentityCache identity_cache;
  core::AccessParts access_parts;
  core::Accounts accounts;
  core::ApiTokens tokens;
  core::StoredParentAccess parents;
};

/// Parents who ask to be let in. `throttle` outlives it.
core::ParentKnocks knocks_of(Services& services, core::Throttle& throttle);

}  // namespace lodge::assembly
