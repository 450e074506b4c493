#pragma once
#include <lodge/errors.h>

#include <chrono>
#include <condition_variable>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <vector>

namespace lodge::sql {

/// Sessions lent one at a time, opened when first needed. SOCI's own pool opens all at once and never
/// replaces one that has died. [any thread]
template <class Session>
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
    Session& session() {
      if (!session_) session_ = pool_.open_();
      return *session_;
    }
    /// Closes a session that has died or is in doubt; session() opens another.
    void discard() { session_.reset(); }

   private:
    Pool& pool_;
    std::unique_ptr<Session> session_;
  };

  Pool(std::size_t most, std::chrono::milliseconds timeout, Open open)
      : free_(most), timeout_(timeout), open_(std::move(open)) {}

  /// First come, first served: without turns, who has just given one back takes it again, and under a rush
  /// some wait a hundred times longer than others. @throws Unavailable when none was given back in time.
  Lease lease() {
    std::unique_lock lock(mutex_);
    if (free_ > 0) {
      --free_;
    } else {
      wait_for_turn(lock);
    }
    if (idle_.empty()) return {*this, nullptr};
    auto session = std::move(idle_.back());  // the one used last: its statements are prepared, its caches warm
    idle_.pop_back();
    return {*this, std::move(session)};
  }

 private:
  struct Waiter {
    std::condition_variable turn;
    bool called = false;
  };

  /// On return a lease that was given back belongs to us: it was never counted as free in between.
  void wait_for_turn(std::unique_lock<std::mutex>& lock) {
    Waiter waiter;
    const auto place = waiting_.insert(waiting_.end(), &waiter);
    const bool called = waiter.turn.wait_for(lock, timeout_, [&] { return waiter.called; });
    if (called) return;
    waiting_.erase(place);
    throw Unavailable("every database connection is in use");
  }

  void give_back(std::unique_ptr<Session> session) {
    const std::lock_guard lock(mutex_);
    if (session) idle_.push_back(std::move(session));
    if (waiting_.empty()) {
      ++free_;
      return;
    }
    waiting_.front()->called = true;
    waiting_.front()->turn.notify_one();
    waiting_.pop_front();
  }

  std::mutex mutex_;
  std::list<Waiter*> waiting_;
  std::vector<std::unique_ptr<Session>> idle_;
  std::size_t free_;  ///< leases that may still be given
  std::chrono::milliseconds timeout_;
  Open open_;
};

}  // namespace lodge::sql
