#pragma once
#include <lodge/database.h>

#include <cstdint>
#include <optional>

namespace lodge {

/// A number that moves when another process has written to this store, for a few microseconds' asking.
/// Nothing where the engine has no such number (MariaDB): look at a revision in a table instead.
/// @throws Unavailable [any thread]
std::optional<std::int64_t> foreign_writes(Database& database);

}  // namespace lodge
