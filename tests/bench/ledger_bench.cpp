// How many bookings per second are durable, at 1, 16 and 64 threads on both engines, and how long a timetable takes.
// A booking is an hour in a room and in a diary with an idempotency key: 24 claims.
//   bench_ledger [seconds for each line]
#include "contract/engines.h"
#include "core/ledger/ledger.h"

#include <fmt/format.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <ctime>
#include <thread>

namespace lodge::test {
namespace {

using Ticks = std::chrono::steady_clock;

struct WallClock final : Clock {
  Instant now() const override { return std::chrono::floor<std::chrono::microseconds>(std::chrono::system_clock::now()); }
};

/// Of this process, all threads: on a busy machine the truer figure, though MariaDB's own is not in it.
double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

double since(Ticks::time_point start) { return std::chrono::duration<double>(Ticks::now() - start).count(); }

class School {
 public:
  explicit School(Engine engine) : store_(engine) {
    store_.migrate("host", "host/core/migrations/central");
    ledger_.emplace(store_.database(), clock_);
    store_.database().write([&](Transaction& transaction) {
      for (int i = 0; i < 64; ++i) rooms_.push_back(add(transaction, "room")), teachers_.push_back(add(transaction, "teacher"));
    });
  }

  BookingWish wish(std::size_t nth, std::int64_t hour) const {
    const auto from = kFirst + std::chrono::hours(hour);
    const auto when = Interval::make(Instant(from), Instant(from + std::chrono::hours(1))).value();
    return {.site = site_, .kind = "rooms.booking", .owner = owner_, .wants = {{rooms_[nth], when, 1}, {teachers_[nth], when, 1}},
            .idempotency_key = RawId::random().text()};
  }

  void bookings_per_second(int threads, double seconds) {
    const auto processor = processor_seconds();
    std::vector<std::thread> running;
    std::atomic<std::int64_t> booked = 0;
    const auto start = Ticks::now();
    for (int thread = 0; thread < threads; ++thread) {
      running.emplace_back([&, thread] {
        while (since(start) < seconds) {
          const auto wanted = wish(static_cast<std::size_t>(thread), hour_++);
          booked += store_.database().write([&](Transaction& transaction) { return ledger_->book(transaction, wanted); }) ? 1 : 0;
        }
      });
    }
    for (auto& thread : running) thread.join();
    const auto took = since(start);
    fmt::print("  {:2} threads: {:6.0f} bookings/s, {:.0f} us of processor each\n", threads, static_cast<double>(booked) / took,
               (processor_seconds() - processor) * 1e6 / static_cast<double>(booked));
  }

  void timetable() {
    std::vector<BookingWish> wishes;
    for (std::size_t i = 0; i < 8'125; ++i) wishes.push_back(wish(i % 64, 1'000'000 + static_cast<std::int64_t>(i / 64)));
    auto start = Ticks::now();
    const auto processor = processor_seconds();
    const auto done = ledger_->book_many(wishes);
    fmt::print("  a timetable of {} lessons, {} claims: {:.2f} s, {:.2f} s of processor\n", done.booked, done.booked * 24, since(start),
               processor_seconds() - processor);
    start = Ticks::now();
    const auto faults = store_.database().read([&](Reader& reader) { return ledger_->verify(reader); });
    fmt::print("  verify: {:.2f} s, {} faults\n", since(start), faults.size());
    start = Ticks::now();
    const auto day = wishes[4'000].wants[0].when;
    std::size_t found = 0;
    for (int i = 0; i < 100; ++i) {
      found = store_.database().read([&](Reader& reader) {
        return ledger_->between(reader, rooms_, Interval::make(day.starts(), day.starts() + std::chrono::hours(8)).value()).size();
      });
    }
    fmt::print("  the day view's {} bookings of 64 rooms: {:.2f} ms\n", found, since(start) * 10);
  }

 private:
  ResourceId add(Transaction& transaction, std::string kind) {
    const Resource resource{.id = ResourceId::random(), .site = site_, .kind = std::move(kind)};
    ledger_->add_resource(transaction, resource);
    return resource.id;
  }

  static constexpr auto kFirst = std::chrono::sys_days(std::chrono::year(2026) / 9 / 1);
  FreshStore store_;
  WallClock clock_;
  std::optional<core::StoredLedger> ledger_;
  SiteId site_ = SiteId::random();
  PersonId owner_ = PersonId::random();
  std::vector<ResourceId> rooms_, teachers_;
  std::atomic<std::int64_t> hour_ = 0;
};

}  // namespace
}  // namespace lodge::test

int main(int argc, char** argv) {
  const double seconds = argc > 1 ? std::atof(argv[1]) : 3;
  for (const auto engine : {lodge::Engine::sqlite, lodge::Engine::mariadb}) {
    lodge::test::School school(engine);
    std::setvbuf(stdout, nullptr, _IOLBF, 0);
    fmt::print("{}\n", lodge::test::name_of(engine));
    for (const int threads : {1, 16, 64}) school.bookings_per_second(threads, seconds);
    school.timetable();
  }
  return 0;
}
