#include "sql/group_writer.h"

#include "sql/backoff.h"
#include "sql/dialect.h"
#include "sql/faults.h"
#include "sql/sqlite_session.h"
#include "sql/write_scope.h"

namespace lodge::sql {
namespace {

/// A batch ends at whichever comes first, so that nobody waits long for a neighbour.
constexpr std::size_t kMostClosures = 64;
constexpr std::chrono::milliseconds kMostWork{20};

}  // namespace

GroupWriter::GroupWriter(const DatabaseAddress& address)
    : address_(address), session_(open_sqlite(address, Access::write)), thread_([this] { work(); }) {}

GroupWriter::~GroupWriter() {
  {
    const std::lock_guard lock(mutex_);
    ending_ = true;
  }
  asked_.notify_one();
  thread_.join();
}

void GroupWriter::write(const std::function<bool(Transaction&)>& closure) {
  WriteScope::check_outside();
  const auto request = std::make_shared<Request>();
  request->closure = &closure;
  ask(request);
  for (const auto& then : request->after) then();
}

std::int64_t GroupWriter::data_version() {
  const auto request = std::make_shared<Request>();
  ask(request);
  return request->data_version;
}

void GroupWriter::ask(const Shared& request) {
  auto answer = request->answer.get_future();
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(request);
  }
  asked_.notify_one();
  answer.get();
}

void GroupWriter::work() {
  while (const auto request = next()) {
    if (request->closure) {
      run_batch(request);
    } else {
      answer_version(*request);
    }
  }
}

GroupWriter::Shared GroupWriter::next() {
  std::unique_lock lock(mutex_);
  asked_.wait(lock, [&] { return ending_ || !waiting_.empty(); });
  if (waiting_.empty()) return nullptr;
  auto request = std::move(waiting_.front());
  waiting_.pop_front();
  return request;
}

GroupWriter::Shared GroupWriter::next_if_waiting() {
  const std::lock_guard lock(mutex_);
  if (waiting_.empty() || !waiting_.front()->closure) return nullptr;
  auto request = std::move(waiting_.front());
  waiting_.pop_front();
  return request;
}

void GroupWriter::run_batch(const Shared& first) {
  if (!begin()) return fail_with_all_waiting(first);
  std::vector<Shared> batch{first};
  const auto until = std::chrono::steady_clock::now() + kMostWork;
  run_one(*first);
  while (open_transaction() && batch.size() < kMostClosures && std::chrono::steady_clock::now() < until) {
    auto another = next_if_waiting();
    if (!another) break;
    batch.push_back(std::move(another));
    run_one(*batch.back());
  }
  // One of several made SQLite end the transaction (disk full, I/O error): each gets one of its own.
  if (!open_transaction() && batch.size() > 1) return run_each_alone(batch);
  finish(batch);
}

void GroupWriter::run_each_alone(const std::vector<Shared>& batch) {
  for (const auto& request : batch) {
    if (!begin()) {
      request->answer.set_exception(why_);
      continue;
    }
    run_one(*request);
    finish({request});
  }
}

/// Runs the closure in a savepoint; what it threw, or what SQLite did, is kept for its answer.
void GroupWriter::run_one(Request& request) {
  request.failure = nullptr;
  request.after.clear();
  try {
    session().execute("savepoint lodge_closure");
    SqlTransaction transaction(session(), insert_limits(Engine::sqlite));
    if (keeps(request, transaction)) {
      request.after = transaction.take_after();
    } else if (open_transaction()) {
      session().execute("rollback to lodge_closure");
    }
    if (open_transaction()) session().execute("release lodge_closure");
  } catch (...) {
    request.failure = std::current_exception();
    abandon();
  }
}

bool GroupWriter::keeps(Request& request, SqlTransaction& transaction) {
  const WriteScope inside;
  try {
    const bool keep = (*request.closure)(transaction);
    transaction.check_sound();
    return keep;
  } catch (...) {
    request.failure = transaction.sound() ? std::current_exception() : transaction.failure();
    return false;
  }
}

/// Commits and answers everybody. A failed COMMIT is not tried again: after a failed fsync the second one may
/// say yes to what the first one lost.
void GroupWriter::finish(const std::vector<Shared>& batch) {
  try {
    if (open_transaction()) commit();
    else if (!batch.front()->failure) throw Unavailable("SQLite ended the transaction by itself");
  } catch (const Unavailable&) {
    abandon();
    for (const auto& request : batch) request->failure = std::current_exception();
  }
  for (const auto& request : batch) {
    request->failure ? request->answer.set_exception(request->failure) : request->answer.set_value();
  }
}

/// False, with why_ saying why, when another process holds the lock for too long or the file is out of reach.
bool GroupWriter::begin() {
  Backoff backoff(address_.busy_timeout);
  for (;;) {
    try {
      session().execute("begin immediate");
      return true;
    } catch (const Again&) {
      why_ = std::current_exception();
      if (!backoff.wait()) return false;
    } catch (...) {
      why_ = std::current_exception();
      session_.reset();
      return false;
    }
  }
}

void GroupWriter::commit() {
  Backoff backoff(address_.busy_timeout);
  for (;;) {
    try {
      session().execute("commit");
      return;
    } catch (const Again&) {
      if (!backoff.wait()) throw;
    }
  }
}

/// Closing the connection undoes whatever is open, in whatever state it is.
void GroupWriter::abandon() { session_.reset(); }

bool GroupWriter::open_transaction() { return session_ && in_transaction(*session_); }

Session& GroupWriter::session() {
  if (!session_) session_ = open_sqlite(address_, Access::write);
  return *session_;
}

/// Nobody who waits by now would fare better, and each would wait as long again. Who comes later may.
void GroupWriter::fail_with_all_waiting(const Shared& first) {
  std::vector<Shared> all{first};
  while (auto another = next_if_waiting()) all.push_back(std::move(another));
  for (const auto& request : all) request->answer.set_exception(why_);
}

void GroupWriter::answer_version(Request& request) {
  try {
    const ColumnType types[] = {ColumnType::integer};
    session().fetch("pragma data_version", {}, types, [&](std::span<const Cell> cells) { request.data_version = std::get<std::int64_t>(cells[0]); });
    request.answer.set_value();
  } catch (...) {
    request.answer.set_exception(std::current_exception());
  }
}

}  // namespace lodge::sql
