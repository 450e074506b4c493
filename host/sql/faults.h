#pragma once
#include <lodge/errors.h>

#include <stdexcept>
#include <string>
#include <string_view>

namespace soci {
class soci_error;
}

namespace lodge::sql {

/// The transaction may succeed if it is run again from its start (deadlock, lock held too long).
class Again : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

/// The connection is gone, and with it whatever it had not committed.
class ConnectionLost : public Again {
 public:
  using Again::Again;
};

/// A bug in a statement: unknown column, foreign key or NOT NULL broken, wrong number of parameters.
class BrokenStatement : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Throws what `error` means to callers: DuplicateKey, Again, ConnectionLost, Unavailable or BrokenStatement.
/// The text names the statement and the engine's number, never a bound value: SOCI's own text has them.
[[noreturn]] void throw_fault(const soci::soci_error& error, std::string_view statement);

}  // namespace lodge::sql
