#include "sql/commit_mark.h"

#include "sql/backoff.h"
#include "sql/faults.h"
#include "sql/mariadb_session.h"

#include <fmt/format.h>
#include <lodge/id.h>

#include <optional>

namespace lodge::sql {
namespace {

constexpr std::int64_t kVoid = -1;
constexpr std::int64_t kWeek = 7LL * 24 * 3600 * 1'000'000;

std::int64_t now_in_microseconds() {
  return std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

constinit const std::string_view kMakeCommitMark =
    "create table if not exists commit_mark (session {id} primary key not null, number BIGINT not null, opened_at BIGINT not null) {table}";

constexpr std::string_view kInsert = "insert into commit_mark (session, number, opened_at) values (?, 0, ?)";
MarkedSession::MarkedSession(const DatabaseAddress& address)
    : session_(open_mariadb(address, Purpose::write)), connection_(connection_number(*session_)), mark_{RawId::random().text(), 0} {
  const Bind binds[] = {mark_.session, now_in_microseconds()};
  session_->execute(kInsert, binds);
  session_->execute("commit");
}

constexpr std::string_view kDelete = "delete from commit_mark where session = ? and number = ?";
MarkedSession::~MarkedSession() {
  if (in_doubt_) return;  // the row is needed to settle it, and swept one day
  try {
    const Bind binds[] = {mark_.session, mark_.number};
    session_->execute("rollback");
    session_->execute(kDelete, binds);
    session_->execute("commit");
  } catch (const std::exception&) {
    // The connection is gone; the row is swept one day.
  }
}

/// One request: the row's number, then COMMIT. Without the row (settled by another) nothing is committed.
constexpr std::string_view kCommit =
    "begin not atomic update commit_mark set number = {1} where session = '{0}' and number = {2}; "
    "if row_count() <> 1 then signal sqlstate '45000'; end if; commit; end";
void MarkedSession::commit() {
  in_doubt_ = true;
  session_->run(fmt::format(kCommit, mark_.session, mark_.number + 1, mark_.number));
  in_doubt_ = false;
  ++mark_.number;
}

namespace {

void kill(Session& session, std::uint64_t connection) {
  try {
    session.run(fmt::format("kill connection {}", connection));
  } catch (const BrokenStatement&) {
    // 1094: it has gone by itself. 1095: it is somebody else's, so ours was on another server.
  }
}

constexpr std::string_view kSettle = "update commit_mark set number = ? where session = ? and number = ?";
constexpr std::string_view kNumber = "select number from commit_mark where session = ?";
/// Waits for the old transaction's lock on the row, hence for its end.
bool settle(Session& session, const CommitMark& mark) {
  const Bind binds[] = {kVoid, mark.session, mark.number};
  if (session.execute(kSettle, binds) == 1) return false;
  const Bind key[] = {mark.session};
  const ColumnType types[] = {ColumnType::integer};
  std::optional<std::int64_t> number;
  session.fetch(kNumber, key, types, [&](std::span<const Cell> cells) { number = std::get<std::int64_t>(cells[0]); });
  if (number == mark.number + 1) return true;
  if (number == kVoid) return false;
  throw Unavailable("the mark of a commit is gone, so it cannot be said whether it landed");
}

/// What did not land may still hold its locks, if the server was never told that its client has gone.
bool settle_and_end(Session& session, const CommitMark& mark, std::uint64_t connection) {
  const bool landed = settle(session, mark);
  if (!landed) kill(session, connection);
  return landed;
}

}  // namespace

bool commit_landed(const DatabaseAddress& address, const CommitMark& mark, std::uint64_t connection, std::chrono::milliseconds patience) {
  Backoff backoff(patience);
  std::unique_ptr<Session> session;
  for (;;) {
    try {
      if (!session) session = open_mariadb(address, Purpose::settle);
      return settle_and_end(*session, mark, connection);
    } catch (const ConnectionLost&) {
      session.reset();
      if (!backoff.wait()) throw;
    } catch (const Again&) {
      kill(*session, connection);  // it still holds the row
      if (!backoff.wait()) throw Unavailable("a commit's connection does not end, so it cannot be said whether it landed");
    } catch (const Unavailable&) {
      if (session || !backoff.wait()) throw;
    }
  }
}

constexpr std::string_view kSweep = "delete from commit_mark where opened_at < ?";
void sweep_commit_marks(Session& session) {
  const Bind binds[] = {now_in_microseconds() - kWeek};
  session.execute(kSweep, binds);
}

}  // namespace lodge::sql
