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
  explicit BrokenStatement(const std::string& text, int code = 0) : std::logic_error(text), code_(code) {}
  /// The engine's number for what was wrong; 0 when it was seen before the engine was asked.
  int code() const { return code_; }

 private:
  int code_;
};

/// Throws what `error` means to callers: DuplicateKey, Again, ConnectionLost, Unavailable or BrokenStatement.
/// The text names the statement and the engine's number, never a bound value: SOCI's own text has them.
[[noreturn]] void throw_fault(const soci::soci_error& error, std::string_view statement);

}  // namespace lodge::sql
