#pragma once
#include "contract/engines.h"
#include "core/ledger/ledger.h"

#include <atomic>
#include <map>
#include <thread>

namespace lodge::test {

class MovableClock final : public Clock {
 public:
  Instant now() const override { return Instant(std::chrono::microseconds(now_.load())); }
  void advance(std::chrono::microseconds by) { now_ += by.count(); }

 private:
  std::atomic<std::int64_t> now_ = std::chrono::microseconds(std::chrono::sys_days(std::chrono::year(2026) / 11 / 2).time_since_epoch()).count();
};

/// A ledger without a row, with words to say things shortly. Times are minutes from eight o'clock of a Monday. All
/// tests of a suite share one store of each engine, for making its tables takes longer than most tests.
class OnALedger : public testing::TestWithParam<Engine> {
 public:
  static void TearDownTestSuite() { stores().clear(); }

 protected:
  static constexpr auto kEight = std::chrono::sys_days(std::chrono::year(2026) / 11 / 2) + std::chrono::hours(8);

  OnALedger() {
    for (const auto* table : {"resource", "resource_part", "booking", "booking_want", "claim", "idempotency", "decided_on"}) {
      run(std::string("delete from ") + table);
    }
    ledger.load();
  }

  static std::map<Engine, std::unique_ptr<FreshStore>>& stores() {
    static std::map<Engine, std::unique_ptr<FreshStore>> stores;
    return stores;
  }
  static Database& central() {
    auto& store = stores()[GetParam()];
    if (!store) {
      store = std::make_unique<FreshStore>(GetParam());
      store->migrate("host", "host/core/migrations/central");
    }
    return store->database();
  }

  static Interval at(int from, int to) {
    return Interval::make(Instant(kEight + std::chrono::minutes(from)), Instant(kEight + std::chrono::minutes(to))).value();
  }
  Resource make(Resource resource) {
    resource.id = ResourceId::random();
    resource.site = site;
    central().write([&](Transaction& transaction) { ledger.add_resource(transaction, resource); });
    return resource;
  }
  ResourceId room() { return make({.kind = "room"}).id; }
  ResourceId pool(int units) { return make({.kind = "pool", .units = units}).id; }

  BookingWish wish(std::vector<Want> wants) const {
    return {.site = site, .kind = "rooms.booking", .owner = owner, .wants = std::move(wants)};
  }
  std::expected<Booking, BookRefusal> book(const BookingWish& wanted) {
    return central().write([&](Transaction& transaction) { return ledger.book(transaction, wanted); });
  }
  std::expected<Booking, BookRefusal> book(ResourceId resource, int from, int to, int units = 1) {
    return book(wish({{resource, at(from, to), units}}));
  }
  std::expected<Booking, BookRefusal> hold(ResourceId resource, int from, int to, std::chrono::minutes how_long = std::chrono::minutes(10)) {
    auto wanted = wish({{resource, at(from, to), 1}});
    wanted.state = BookingState::held;
    wanted.held_until = clock.now() + how_long;
    return book(wanted);
  }
  auto cancel(BookingId id) {
    return central().write([&](Transaction& transaction) { return ledger.cancel(transaction, id); });
  }
  auto change(BookingId id, std::int64_t version, std::vector<Want> wants) {
    return central().write([&](Transaction& transaction) { return ledger.change(transaction, id, version, wants); });
  }
  std::vector<std::size_t> change_all(const std::vector<NewWants>& all) {
    return central().write([&](Transaction& transaction) { return ledger.change_all(transaction, all); });
  }
  auto advance(BookingId id, std::int64_t version, BookingState to) {
    return central().write([&](Transaction& transaction) { return ledger.advance(transaction, id, version, to); });
  }
  std::optional<Booking> find(BookingId id) {
    return central().read([&](Reader& reader) { return ledger.find(reader, id); });
  }
  std::vector<Booking> between(std::vector<ResourceId> resources, Interval when) {
    return central().read([&](Reader& reader) { return ledger.between(reader, resources, when); });
  }
  std::vector<ResourceId> free(std::vector<ResourceId> resources, Interval when, int units = 1) {
    return central().read([&](Reader& reader) { return ledger.free(reader, resources, when, units); });
  }
  std::vector<Want> nearest(const BookRefusal& refusal) {
    return central().read([&](Reader& reader) { return ledger.nearest(reader, std::get<Taken>(refusal).wanted); });
  }
  std::vector<std::string> faults() {
    return central().read([&](Reader& reader) { return ledger.verify(reader); });
  }
  std::int64_t count(std::string_view sql) {
    return central().read([&](Reader& reader) { return std::get<0>(*reader.row<std::int64_t>(sql)); });
  }
  std::int64_t claims() { return count("select count(*) from claim"); }
  void run(std::string_view sql, std::initializer_list<Bind> binds = {}) {
    central().write([&](Transaction& transaction) { transaction.execute(sql, binds); });
  }

  MovableClock clock;
  SiteId site = SiteId::random();
  PersonId owner = PersonId::random();
  core::StoredLedger ledger{central(), clock};
};

/// Runs `work(i)` on so many threads that start together.
template <class Work>
void at_once(int threads, Work&& work) {
  std::vector<std::thread> running;
  std::atomic<bool> go = false;
  for (int i = 0; i < threads; ++i) {
    running.emplace_back([&, i] {
      go.wait(false);
      work(i);
    });
  }
  go = true;
  go.notify_all();
  for (auto& thread : running) thread.join();
}

}  // namespace lodge::test
