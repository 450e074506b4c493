#pragma once
#include "sql/session.h"

#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

namespace lodge::sql {

/// Sessions lent one at a time, opened when first needed. SOCI's own pool opens all at once and never
/// replaces one that has died. [any thread]
class Pool {
 public:
  using Open = std::function<std::unique_ptr<Session>()>;

  /// One session, given back when this ends. [one thread]
  class Lease {
   public:
    Lease(Pool& pool, std::unique_ptr<Session> session) : pool_(pool), session_(std::move(session)) {}
    ~Lease() { pool_.give_back(std::move(session_)); }
    Lease(const Lease&) = delete;
    Lease& operator=(const Lease&) = delete;
    /// Opens the session if this lease has none. @throws Unavailable
    Session& session();
    /// Closes a session that has died or is in doubt; session() opens another.
    void discard() { session_.reset(); }

   private:
    Pool& pool_;
    std::unique_ptr<Session> session_;
  };

  Pool(std::size_t most, std::chrono::milliseconds timeout, Open open)
      : free_(most), timeout_(timeout), open_(std::move(open)) {}
  /// @throws Unavailable when none was given back in time.
  Lease lease();
  /// Closes what is idle.
  void close_idle();

 private:
  void give_back(std::unique_ptr<Session> session);

  std::mutex mutex_;
  std::condition_variable given_back_;
  std::vector<std::unique_ptr<Session>> idle_;
  std::size_t free_;  ///< leases that may still be given
  std::chrono::milliseconds timeout_;
  Open open_;
};

}  // namespace lodge::sql
