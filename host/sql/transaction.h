#pragma once
#include "sql/session.h"

#include <lodge/database.h>

#include <cstddef>
#include <exception>
#include <functional>
#include <vector>

namespace lodge::sql {

/// How much one multi-row INSERT may hold; chosen by measuring, see README.md.
struct InsertLimits {
  std::size_t rows;
  std::size_t parameters;
  std::size_t bytes;  ///< of text, roughly
};

/// What a write closure is given. Once the engine has failed under it, it answers every further call with the
/// same failure, so that a closure that swallows the exception cannot go on in a transaction that is gone.
class SqlTransaction : public Transaction {
 public:
  SqlTransaction(Session& session, InsertLimits limits) : session_(session), limits_(limits) {}

  using Transaction::execute;
  std::int64_t execute(std::string_view sql, std::span<const Bind> binds) override;
  void insert_rows(std::string_view into, std::size_t columns, std::span<const Bind> values) override;
  void after_commit(std::function<void()> then) override { after_.push_back(std::move(then)); }

  /// @throws the failure that the engine met, whatever the closure made of it.
  void check_sound() const;
  /// Whether that failure is one after which the whole may be tried again.
  bool failed_for_now() const { return for_now_; }
  bool sound() const { return failure_ == nullptr; }
  std::exception_ptr failure() const { return failure_; }
  std::vector<std::function<void()>> take_after() { return std::move(after_); }

 protected:
  void fetch(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> types,
             const std::function<void(std::span<const Cell>)>& each_row) override;

 private:
  template <class Work>
  auto guarded(Work&& work);
  void insert_some(std::string_view into, std::size_t columns, std::span<const Bind> values);
  void insert_in_steps(std::string_view into, std::size_t columns, std::span<const Bind> values);
  std::size_t rows_that_fit(std::size_t columns, std::span<const Bind> values) const;

  Session& session_;
  InsertLimits limits_;
  std::exception_ptr failure_;
  bool for_now_ = false;
  std::vector<std::function<void()>> after_;
};

}  // namespace lodge::sql
