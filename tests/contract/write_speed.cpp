// How many transactions of seven statements (a booking's shape: one read, five inserts of which one has twelve
// rows, one update) are durable per second, at 1, 16 and 64 threads on both engines. Prints one line for each.
//   write_speed [seconds for each line]
#include "contract/engines.h"
#include "contract/mariadb_server.h"

#include "sql/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <sys/resource.h>
#include <thread>
#include <unistd.h>

namespace lodge::test {
namespace {

using Clock = std::chrono::steady_clock;

const std::vector<Migration> kTables = {{1, "0001_speed", R"(
create table booking (id {id} primary key not null, state {key} not null, purpose {text}, made_at BIGINT not null) {table};
create table claim (resource {id} not null, unit BIGINT not null, atom BIGINT not null, booking {id} not null, primary key (resource, unit, atom)) {table};
create table request (idempotency {key} primary key not null, booking {id} not null) {table};
create table audit (id {id} primary key not null, act {key} not null, about {id} not null, made_at BIGINT not null) {table};
create table outbox (id {id} primary key not null, state {key} not null, body {text}, due_at BIGINT not null) {table};
create table quota (owner BIGINT primary key not null, version BIGINT not null) {table};
)"}};

/// Every call takes a resource of its own, so that nobody collides: what is measured is the engine.
void book(Transaction& transaction, std::int64_t owner) {
  const auto booking = RawId::random().text();
  const auto resource = RawId::random().text();
  transaction.row<std::int64_t>("select version from quota where owner = ?", {owner});
  transaction.execute("insert into request (idempotency, booking) values (?, ?)", {RawId::random().text(), booking});
  transaction.execute("insert into booking (id, state, purpose, made_at) values (?, ?, ?, ?)", {booking, "confirmed", "Chess club", 1});
  std::vector<Bind> claims;
  for (std::int64_t atom = 0; atom < 12; ++atom) claims.insert(claims.end(), {Bind(resource), Bind(1), Bind(5'000'000 + atom), Bind(booking)});
  transaction.insert_rows("insert into claim (resource, unit, atom, booking)", 4, claims);
  transaction.execute("insert into audit (id, act, about, made_at) values (?, ?, ?, ?)", {RawId::random().text(), "book", booking, 1});
  transaction.execute("insert into outbox (id, state, body, due_at) values (?, ?, ?, ?)", {RawId::random().text(), "due", "{\"template\":\"booked\"}", 1});
  transaction.execute("update quota set version = version + 1 where owner = ?", {owner});
}

double percentile(std::vector<double>& times, double part) {
  const auto at = times.begin() + static_cast<std::ptrdiff_t>(part * static_cast<double>(times.size() - 1));
  std::nth_element(times.begin(), at, times.end());
  return *at;
}

/// Processor time so far, in microseconds, of this process and of the server. On a busy machine it tells more
/// than the clock.
double own_time() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  return static_cast<double>((used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1'000'000 + used.ru_utime.tv_usec + used.ru_stime.tv_usec);
}
double server_time(Engine engine) {
  if (engine == Engine::sqlite) return 0;
  std::ifstream in("/proc/" + std::to_string(MariadbServer::shared().pid()) + "/stat");
  std::string skipped;
  double user = 0, system = 0;
  for (int i = 0; i < 13; ++i) in >> skipped;
  in >> user >> system;
  return (user + system) * 1'000'000 / static_cast<double>(sysconf(_SC_CLK_TCK));
}

void measure(Engine engine, int threads, std::chrono::seconds length) {
  FreshStore store(engine);
  store.migrate("speed", kTables);
  auto& database = store.database();
  database.write([](Transaction& transaction) { for (int i = 0; i < 64; ++i) transaction.execute("insert into quota (owner, version) values (?, 0)", {i}); });
  std::mutex mutex;
  std::vector<double> times;
  std::vector<std::thread> running;
  const double own = own_time(), server = server_time(engine);
  const auto began = Clock::now();
  for (int i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      std::vector<double> mine;
      for (auto at = Clock::now(); at - began < length;) {
        database.write([&](Transaction& transaction) { book(transaction, i); });
        mine.push_back(std::chrono::duration<double, std::milli>(Clock::now() - std::exchange(at, Clock::now())).count());
      }
      const std::lock_guard lock(mutex);
      times.insert(times.end(), mine.begin(), mine.end());
    });
  }
  for (auto& thread : running) thread.join();
  const double seconds = std::chrono::duration<double>(Clock::now() - began).count();
  fmt::print("{:8} {:3} threads: {:7.0f} writes/s   p50 {:7.2f} ms   p99 {:7.2f} ms   processor {:4.0f} + {:4.0f} us a write\n", name_of(engine), threads,
             static_cast<double>(times.size()) / seconds, percentile(times, 0.5), percentile(times, 0.99),
             (own_time() - own) / static_cast<double>(times.size()), (server_time(engine) - server) / static_cast<double>(times.size()));
  std::fflush(stdout);
}

}  // namespace
}  // namespace lodge::test

int main(int count, char** arguments) {
  const std::chrono::seconds length(count > 1 ? std::atoi(arguments[1]) : 5);
  for (const auto engine : {lodge::Engine::sqlite, lodge::Engine::mariadb}) {
    for (const int threads : {1, 16, 64}) lodge::test::measure(engine, threads, length);
  }
}
