#pragma once
#include "sql/address.h"
#include "sql/session.h"

#include <cstdint>
#include <memory>
#include <string>

namespace lodge::sql {

enum class Purpose {
  read,    ///< every statement by itself, refused if it writes
  write,   ///< a transaction begins with the first statement after each COMMIT or ROLLBACK: autocommit is off
  schema,  ///< every statement by itself
  settle,  ///< the same, and waits for a lock for a second only
};

/// Connects, sets what statements rely on (utf8mb4, READ COMMITTED, strict mode, backslash escapes, for which
/// SOCI's quoting is made) and reads it back. The connection is never re-made behind our back.
/// @throws Unavailable when the server is out of reach or a setting, or its durability, is not as it must be.
std::unique_ptr<Session> open_mariadb(const DatabaseAddress& address, Purpose purpose);

/// The server's number of this connection, for KILL.
std::uint64_t connection_number(Session& session);

}  // namespace lodge::sql
