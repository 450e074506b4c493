#include "sql/pool.h"

#include <lodge/errors.h>

namespace lodge::sql {

Session& Pool::Lease::session() {
  if (!session_) session_ = pool_.open_();
  return *session_;
}

Pool::Lease Pool::lease() {
  std::unique_lock lock(mutex_);
  if (!given_back_.wait_for(lock, timeout_, [&] { return free_ > 0; })) {
    throw Unavailable("every database connection is in use");
  }
  --free_;
  std::unique_ptr<Session> session;
  if (!idle_.empty()) {
    session = std::move(idle_.back());  // the one used last: its statements are prepared, its caches warm
    idle_.pop_back();
  }
  return {*this, std::move(session)};
}

void Pool::give_back(std::unique_ptr<Session> session) {
  {
    const std::lock_guard lock(mutex_);
    ++free_;
    if (session) idle_.push_back(std::move(session));
  }
  given_back_.notify_one();
}

void Pool::close_idle() {
  std::vector<std::unique_ptr<Session>> idle;
  const std::lock_guard lock(mutex_);
  idle.swap(idle_);
}

}  // namespace lodge::sql
