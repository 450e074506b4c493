#include "sql/backoff.h"

#include <algorithm>
#include <random>
#include <thread>

namespace lodge::sql {
namespace {

constexpr std::chrono::microseconds kLongest{50'000};

std::chrono::microseconds by_chance(std::chrono::microseconds longest) {
  thread_local std::minstd_rand random{std::random_device{}()};
  return std::chrono::microseconds(std::uniform_int_distribution<long>(longest.count() / 2, longest.count())(random));
}

}  // namespace

bool Backoff::wait() {
  if (std::chrono::steady_clock::now() >= deadline_) return false;
  std::this_thread::sleep_for(by_chance(step_));
  step_ = std::min(step_ * 2, kLongest);
  return true;
}

}  // namespace lodge::sql
