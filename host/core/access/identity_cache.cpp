#include "core/access/identity_cache.h"

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr auto kTrusted = 250ms;
constexpr std::size_t kMost = 20'000;  // a trust's staff and parents, all at once

}  // namespace

// One that was read in the future is of a clock that has gone back since.
std::optional<IdentityCache::Known> IdentityCache::find(const std::string& hash, Instant now) const {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(hash);
  if (known == known_.end() || now < known->second.read_at || now - known->second.read_at >= kTrusted) return std::nullopt;
  return known->second;
}

void IdentityCache::put(const std::string& hash, Known known) {
  const std::lock_guard lock(mutex_);
  if (known_.size() >= kMost) known_.clear();
  known_.insert_or_assign(hash, std::move(known));
}

bool IdentityCache::touch(const std::string& hash, Instant before, Instant now) {
  const std::lock_guard lock(mutex_);
  const auto known = known_.find(hash);
  if (known == known_.end() || known->second.seen_at != before) return false;
  known->second.seen_at = now;
  return true;
}

void IdentityCache::forget(PersonId person) {
  const std::lock_guard lock(mutex_);
  std::erase_if(known_, [&](const auto& one) { return one.second.identity.actor.person == person; });
}

void IdentityCache::clear() {
  const std::lock_guard lock(mutex_);
  known_.clear();
}

}  // namespace lodge::core
