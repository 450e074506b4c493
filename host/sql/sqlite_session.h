#pragma once
#include "sql/address.h"
#include "sql/session.h"

#include <memory>

namespace lodge::sql {

enum class Access { read, write };

/// Opens (and makes, readable by its owner only) the file of `address`, sets what the engine must hold to and
/// reads it back: WAL, synchronous=FULL, foreign keys, extended result codes.
/// @throws Unavailable when the file cannot be opened or a setting did not take.
std::unique_ptr<Session> open_sqlite(const DatabaseAddress& address, Access access);

/// Whether a BEGIN is open: after some failures SQLite has ended the transaction by itself.
bool in_transaction(Session& session);

}  // namespace lodge::sql
