#include "contract/failing_database.h"

#include <lodge/errors.h>

namespace lodge::test {
namespace {

using EachRow = std::function<void(std::span<const Cell>)>;

/// Reader::fetch is for those who implement it, as this does by asking another.
class Fetching : public Reader {
 public:
  static void from(Reader& reader, std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> types, const EachRow& each) {
    (reader.*(&Fetching::fetch))(sql, binds, types, each);
  }
};

class FailingReader : public Reader {
 public:
  FailingReader(Reader& inner, FailingDatabase& database) : inner_(inner), database_(database) {}

 protected:
  void fetch(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> types, const EachRow& each) override {
    database_.step();
    Fetching::from(inner_, sql, binds, types, each);
  }

 private:
  Reader& inner_;
  FailingDatabase& database_;
};

class FailingTransaction : public Transaction {
 public:
  FailingTransaction(Transaction& inner, FailingDatabase& database) : inner_(inner), database_(database) {}
  std::int64_t execute(std::string_view sql, std::span<const Bind> binds) override {
    database_.step();
    return inner_.execute(sql, binds);
  }
  void insert_rows(std::string_view into, std::size_t columns, std::span<const Bind> values) override {
    database_.step();
    inner_.insert_rows(into, columns, values);
  }
  void after_commit(std::function<void()> then) override { inner_.after_commit(std::move(then)); }

 protected:
  void fetch(std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> types, const EachRow& each) override {
    database_.step();
    Fetching::from(inner_, sql, binds, types, each);
  }

 private:
  Transaction& inner_;
  FailingDatabase& database_;
};

}  // namespace

void FailingDatabase::step() {
  const auto step = ++steps_;
  if (step == fails_at_ || (step > fails_at_ && outage_ == Outage::for_good)) throw Unavailable("this test's outage");
}

void FailingDatabase::run_read(const std::function<void(Reader&)>& closure) {
  inner_.read([&](Reader& reader) {
    FailingReader failing(reader, *this);
    closure(failing);
  });
}

void FailingDatabase::run_write(const std::function<bool(Transaction&)>& closure) {
  (void)inner_.write([&](Transaction& transaction) -> std::expected<bool, bool> {
    FailingTransaction failing(transaction, *this);
    if (!closure(failing)) return std::unexpected(false);
    step();
    return true;
  });
}

}  // namespace lodge::test
