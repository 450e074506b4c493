#pragma once
#include "sql/address.h"

#include <lodge/database.h>

#include <memory>

namespace lodge {

/// Opens the store at `address`; its tables are made by migrate() (sql/migrate.h), before or after.
/// @throws Unavailable when it cannot be reached or refuses a setting that durability rests on.
std::unique_ptr<Database> open_database(const DatabaseAddress& address);

}  // namespace lodge
