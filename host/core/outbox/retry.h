#pragma once
#include <chrono>
#include <cstdint>

namespace lodge::core {

/// How long a message waits before it is tried again after `tries` tries (1 and more): `first`, then three times as
/// long each time, at most `longest`. `chance`, from 0 to 1, spreads it by a quarter to either side, so that a
/// thousand messages of one evening do not all come back at once. [any thread]
std::chrono::milliseconds retry_delay(std::int64_t tries, std::chrono::milliseconds first, std::chrono::milliseconds longest,
                                      double chance);
/// From 0 to 1. [any thread]
double random_chance();

}  // namespace lodge::core
