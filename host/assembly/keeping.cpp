#include "assembly/keeping.h"

#include "core/log.h"

#include <lodge/errors.h>

#include <condition_variable>
#include <mutex>

namespace lodge::assembly {

using namespace std::chrono_literals;

Keeping::Keeping(House& house)
    : house_(house),
      sealer_(house.services.stores.central(), house.services.cipher),
      sessions_(house.services.access_parts),
      throttle_(house.services.stores.central(), house.services.clock),
      kept_(house.services.stores.central(), house.services.keyring, house.services.clock),
      parent_sign_in_(house.services.access_parts, house.services.accounts, sessions_, throttle_),
      parent_knocks_(knocks_of(house.services, throttle_)) {
  add_jobs();
  house.jobs.start();
  poller_ = std::jthread([this](const std::stop_token& stop) { poll(stop); });
}

Keeping::~Keeping() { house_.jobs.stop(); }

void Keeping::add_jobs() {
  auto& jobs = house_.jobs;
  auto& s = house_.services;
  jobs.every("core.audit.seal", 1s, [this] { sealer_.seal(); });
  jobs.every("core.ledger.sweep", 60s, [&s] { s.ledger.sweep(); });
  jobs.every("core.login.sweep", 3600s, [this] {
    sessions_.sweep();
    throttle_.sweep();
    kept_.sweep();
    parent_sign_in_.sweep();
    each_site([this](SiteId site) { parent_knocks_.sweep(site); });
  });
  jobs.every("core.parents.knocks", 1s, [this] { each_site([this](SiteId site) { parent_knocks_.look(site); }); });
  for (auto& [name, module] : house_.modules) module->add_jobs(jobs);
}

void Keeping::each_site(const std::function<void(SiteId)>& look) const {
  for (const auto& site : core::sites(house_.services.stores.central())) look(site.id);
}

// Each host for itself, not as a job: what another host destroyed must be forgotten here too.
void Keeping::refresh_keys() {
  const auto now = std::chrono::steady_clock::now();
  if (now < next_refresh_) return;
  next_refresh_ = now + 60s;
  for (const auto& site : core::sites(house_.services.stores.central())) house_.services.keyring.refresh(site.id);
}

void Keeping::poll(const std::stop_token& stop) {
  std::mutex mutex;
  std::condition_variable_any wake;
  bool told = false;
  std::unique_lock lock(mutex);
  while (!wake.wait_for(lock, stop, 250ms, [] { return false; }) && !stop.stop_requested()) {
    try {
      house_.services.poll();
      refresh_keys();
      told = false;
    } catch (const Unavailable& outage) {
      if (!told) core::log(core::Level::error, "HOUSE-004", outage.what());
      told = true;
    }
  }
}

}  // namespace lodge::assembly
