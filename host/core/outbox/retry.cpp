#include "core/outbox/retry.h"

#include <algorithm>
#include <random>

namespace lodge::core {

std::chrono::milliseconds retry_delay(std::int64_t tries, std::chrono::milliseconds first, std::chrono::milliseconds longest,
                                      double chance) {
  auto delay = first;
  for (std::int64_t i = 1; i < tries && delay < longest; ++i) delay *= 3;
  const auto spread = static_cast<double>(std::min(delay, longest).count()) * (0.75 + chance / 2);
  return std::chrono::milliseconds(static_cast<std::int64_t>(spread));
}

double random_chance() {
  static thread_local std::minstd_rand engine(std::random_device{}());
  return std::uniform_real_distribution<double>(0, 1)(engine);
}

}  // namespace lodge::core
