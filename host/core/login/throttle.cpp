#include "core/login/throttle.h"

#include "core/login/store.h"

#include <lodge/errors.h>

#include <algorithm>
#include <expected>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr std::int64_t kOneTry = 1000;
constexpr int kTries = 8;
constexpr auto kLongDry = 24h;

// A clock that went back does not fill the bucket again.
std::int64_t level(const std::optional<Bucket>& bucket, const Bounds& bounds, Instant now) {
  if (!bucket) return 0;
  const auto passed = std::max(now - bucket->at, Instant::duration::zero());
  return std::max<std::int64_t>(0, bucket->filled - passed * kOneTry / std::chrono::microseconds(bounds.one_more));
}

std::chrono::seconds until_one_more(std::int64_t level, const Bounds& bounds) {
  const auto too_full = level + kOneTry - bounds.at_once * kOneTry;
  return std::chrono::ceil<std::chrono::seconds>(std::chrono::microseconds(bounds.one_more) * too_full / kOneTry);
}

// Several hosts may fill one bucket at the same time; whoever comes late reads it again.
std::optional<std::chrono::seconds> fill(Transaction& transaction, const Bounds& bounds, std::int64_t by, Instant now) {
  for (int i = 0; i < kTries; ++i) {
    const auto before = load_bucket(transaction, bounds.bucket);
    const auto filled = level(before, bounds, now);
    if (by > 0 && filled + by > bounds.at_once * kOneTry) return until_one_more(filled, bounds);
    if (save_bucket(transaction, bounds.bucket, before, {std::max<std::int64_t>(0, filled + by), now})) return std::nullopt;
  }
  return bounds.one_more;
}

}  // namespace

std::optional<std::chrono::seconds> Throttle::take(std::span<const Bounds> all) {
  if (all.empty()) return std::nullopt;
  const auto now = clock_.now();
  const auto taken = central_.write([&](Transaction& transaction) -> std::expected<bool, std::chrono::seconds> {
    for (const auto& bounds : all)
      if (const auto wait = fill(transaction, bounds, kOneTry, now)) return std::unexpected(*wait);
    return true;
  });
  return taken ? std::nullopt : std::optional(taken.error());
}

std::optional<std::chrono::seconds> Throttle::wait_for(std::span<const Bounds> all) const {
  const auto now = clock_.now();
  return central_.read([&](Reader& reader) -> std::optional<std::chrono::seconds> {
    for (const auto& bounds : all) {
      const auto filled = level(load_bucket(reader, bounds.bucket), bounds, now);
      if (filled + kOneTry > bounds.at_once * kOneTry) return until_one_more(filled, bounds);
    }
    return std::nullopt;
  });
}

void Throttle::give_back(std::span<const Bounds> all) {
  if (all.empty()) return;
  const auto now = clock_.now();
  central_.write([&](Transaction& transaction) {
    for (const auto& bounds : all) fill(transaction, bounds, -kOneTry, now);
  });
}

void Throttle::sweep() {
  const auto before = clock_.now() - kLongDry;
  central_.write([&](Transaction& transaction) { forget_buckets_before(transaction, before); });
}

}  // namespace lodge::core
