#pragma once
#include "sql/address.h"
#include "sql/session.h"

#include <cstdint>
#include <memory>
#include <string>

namespace lodge::sql {

/// How a commit whose answer was lost is found again. Each writing session owns one row of commit_mark; every
/// transaction moves its number on by one in the same request that commits. To settle a commit, another
/// session moves the number to "void" where it has not moved yet: the row says yes to one of the two only, so
/// what has not landed by then never will. One row a session, changed in place: nothing piles up.
struct CommitMark {
  std::string session;      ///< the row's key
  std::int64_t number = 0;  ///< of the last commit known to have landed
};

/// A writing session with its mark. [one thread at a time]
class MarkedSession {
 public:
  /// @throws Unavailable
  explicit MarkedSession(const DatabaseAddress& address);
  ~MarkedSession();
  MarkedSession(const MarkedSession&) = delete;
  MarkedSession& operator=(const MarkedSession&) = delete;

  Session& session() { return *session_; }
  std::uint64_t connection() const { return connection_; }
  const CommitMark& mark() const { return mark_; }
  /// Moves the mark and commits, in one round trip.
  void commit();
  void rollback() { session_->execute("rollback"); }

 private:
  std::unique_ptr<Session> session_;
  std::uint64_t connection_;
  CommitMark mark_;
  bool in_doubt_ = false;
};

/// Whether the commit after `mark` landed; if not, it never will. `connection` is the one that sent it, and is
/// killed if it still holds the row.
/// @throws Unavailable when the server cannot be asked within `patience`.
bool commit_landed(const DatabaseAddress& address, const CommitMark& mark, std::uint64_t connection, std::chrono::milliseconds patience);

/// Forgets the marks of sessions that ended without saying so, more than a week ago.
void sweep_commit_marks(Session& session);

extern const std::string_view kMakeCommitMark;

}  // namespace lodge::sql
