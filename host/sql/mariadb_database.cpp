#include "sql/mariadb_database.h"

#include "sql/backoff.h"
#include "sql/dialect.h"
#include "sql/faults.h"
#include "sql/mariadb_session.h"
#include "sql/reader.h"
#include "sql/transaction.h"
#include "sql/write_scope.h"

namespace lodge::sql {
namespace {

constexpr int kMostTries = 8;
/// A fail-over of a pair takes 2 to 8 seconds; a commit in flight then is worth waiting for.
constexpr std::chrono::milliseconds kSettlePatience{15'000};

}  // namespace

MariadbDatabase::MariadbDatabase(const DatabaseAddress& address)
    : address_(address),
      readers_(address.pool, address.lease_timeout, [address] { return open_mariadb(address, Purpose::read); }),
      writers_(address.pool, address.lease_timeout, [address] { return std::make_unique<MarkedSession>(address); }) {
  readers_.lease().session();  // so that a wrong address or password is known at start
}

void MariadbDatabase::run_read(const std::function<void(Reader&)>& closure) {
  auto lease = readers_.lease();
  SqlReader reader(lease);
  closure(reader);
}

void MariadbDatabase::run_write(const std::function<bool(Transaction&)>& closure) {
  WriteScope::check_outside();
  std::vector<std::function<void()>> after;
  {
    auto lease = writers_.lease();
    Backoff backoff(address_.busy_timeout * 2);
    for (int tries = 1; try_write(lease, closure, after) == Outcome::again; ++tries) {
      if (tries == kMostTries || !backoff.wait()) throw Unavailable("MariaDB kept undoing this write; it was tried as often as is sensible");
    }
  }
  for (const auto& then : after) then();
}

/// One try. What the closure throws, or declines, is final unless the server had failed under it.
MariadbDatabase::Outcome MariadbDatabase::try_write(Writers::Lease& lease, const std::function<bool(Transaction&)>& closure,
                                                    std::vector<std::function<void()>>& after) {
  after.clear();  // what a try that was undone had in mind is undone with it
  SqlTransaction transaction(lease.session().session(), insert_limits(Engine::mariadb));
  bool keep = false;
  try {
    const WriteScope inside;
    keep = closure(transaction);
    transaction.check_sound();
  } catch (...) {
    const bool again = transaction.failed_for_now();
    roll_back(lease);
    if (again) return Outcome::again;
    transaction.check_sound();
    throw;
  }
  if (!keep) {
    roll_back(lease);
    return Outcome::done;
  }
  after = transaction.take_after();
  return try_commit(lease);
}

/// Deadlock and lock timeout are a clear no. Any other failure, above all a lost connection, leaves it open
/// whether the commit landed, and the mark tells.
MariadbDatabase::Outcome MariadbDatabase::try_commit(Writers::Lease& lease) {
  const auto mark = lease.session().mark();
  const auto connection = lease.session().connection();
  try {
    lease.session().commit();
    return Outcome::done;
  } catch (const std::exception&) {
    lease.discard();
  }
  return commit_landed(address_, mark, connection, kSettlePatience) ? Outcome::done : Outcome::again;
}

/// A ROLLBACK may fail like any statement (1213 too); closing the connection undoes all the same.
void MariadbDatabase::roll_back(Writers::Lease& lease) {
  try {
    lease.session().rollback();
  } catch (const std::exception&) {
    lease.discard();
  }
}

}  // namespace lodge::sql
