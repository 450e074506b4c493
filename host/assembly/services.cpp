#include "assembly/services.h"

#include "crypto/root_key.h"

namespace lodge::assembly {
namespace {

core::Key root_key(const ops::Config& config) {
  const auto file = config.secret_path("key_file");
  if (!file) throw CannotStart(file.error());
  try {
    return crypto::read_root_key(*file);
  } catch (const crypto::BadKeyFile& error) {
    throw CannotStart(error.what());
  }
}

}  // namespace

Services::Services(const ops::Config& given)
    : config(given),
      stores(config),
      keys(cipher, root_key(config)),
      keyring(stores, keys),
      audit(clock),
      settings(stores.central(), clock),
      calendar(stores.central()),
      directory(stores.central(), stores, keyring),
      rooms(stores.central()),
      ledger(stores.central(), clock),
      timetable(stores.central(), ledger),
      outbox(clock, doorbell),
      access_parts{stores.central(), directory, keyring, keys, audit, settings, clock, identity_cache},
      accounts(access_parts),
      tokens(access_parts),
      parents(keys, directory, clock, config.text("public_url")) {
  settings.declare({core::kSecondFactorForOffice, core::kSecondFactorForTeachers, core::kSecondFactorForTechnicians,
                    core::kOfficeTelephone});
  ledger.load();
}

void Services::poll() {
  calendar.poll();
  directory.poll();
  rooms.poll();
  ledger.poll();
}

core::ParentKnocks knocks_of(Services& s, core::Throttle& throttle) {
  return {s.stores.central(), s.stores, s.directory, s.calendar, s.outbox, s.keys, throttle, s.clock};
}

}  // namespace lodge::assembly
