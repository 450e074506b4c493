#pragma once
#include "sql/address.h"
#include "sql/session.h"
#include "sql/transaction.h"

#include <condition_variable>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace lodge::sql {

/// SQLite's one writer: a thread that runs whatever write closures wait, each in a savepoint of one BEGIN
/// IMMEDIATE transaction, and answers them all after its COMMIT. One fsync then serves many writers. A closure
/// that throws or declines is undone alone; it is answered after the COMMIT too, as what it saw may have been
/// a neighbour's write. [any thread]
class GroupWriter {
 public:
  explicit GroupWriter(const DatabaseAddress& address);
  ~GroupWriter();
  GroupWriter(const GroupWriter&) = delete;
  GroupWriter& operator=(const GroupWriter&) = delete;

  /// Returns when the closure's work is durable or undone. @throws Unavailable, or what the closure threw.
  void write(const std::function<bool(Transaction&)>& closure);
  /// PRAGMA data_version of the writer's connection: moves when another connection has written.
  std::int64_t data_version();

 private:
  struct Request {
    const std::function<bool(Transaction&)>* closure = nullptr;  ///< none: asks for the data version
    std::promise<void> answer;
    std::exception_ptr failure;
    std::vector<std::function<void()>> after;
    std::int64_t data_version = 0;
  };
  using Shared = std::shared_ptr<Request>;

  void ask(const Shared& request);
  void work();
  Shared next();
  Shared next_if_waiting();
  void run_batch(const Shared& first);
  void run_each_alone(const std::vector<Shared>& batch);
  void run_one(Request& request);
  bool keeps(Request& request, SqlTransaction& transaction);
  void finish(const std::vector<Shared>& batch);
  bool begin();
  void commit();
  void abandon();
  bool open_transaction();
  void fail_with_all_waiting(const Shared& first);
  void answer_version(Request& request);
  Session& session();

  DatabaseAddress address_;
  std::unique_ptr<Session> session_;
  std::exception_ptr why_;  ///< of the last begin() that said no
  std::mutex mutex_;
  std::condition_variable asked_;
  std::deque<Shared> waiting_;
  bool ending_ = false;
  std::thread thread_;
};

}  // namespace lodge::sql
