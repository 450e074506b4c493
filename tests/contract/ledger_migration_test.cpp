// A ledger that was kept before wants said where their claims lie (migration 11) goes on as one that was made after.
#include "contract/engines.h"
#include "core/ledger/ledger.h"
#include "core/system_clock.h"
#include "sql/migrate.h"

#include <gmock/gmock.h>

namespace lodge::test {
namespace {

using testing::IsEmpty;

constexpr auto kCentral = "host/core/migrations/central";
constexpr std::int64_t kFive = 300'000'000, kAtom = 6'000'000;

class LedgerMigration : public testing::TestWithParam<Engine> {
 protected:
  void SetUp() override {
    auto old = *read_migrations(std::string(LODGE_SOURCE_DIR) + "/" + kCentral);
    std::erase_if(old, [](const Migration& one) { return one.number >= 11; });
    store.migrate("host", old);
    for (const auto& id : {lab, left, right, hall}) {
      run("insert into resource (id, site, kind, grid_seconds, units, turn_before, turn_after, shaped_at, changed_at)"
          " values (?, ?, 'room', 300, 1, 0, ?, 0, 0)", {id, site, id == lab ? 300 : 0});
    }
    for (const auto& part : {left, right}) run("insert into resource_part (whole, part) values (?, ?)", {hall, part});
    add(in_lab, lab, 2, {lab});
    add(in_hall, hall, 1, {left, right});
  }
  void run(std::string_view sql, std::initializer_list<Bind> binds) {
    store.database().write([&](Transaction& transaction) { transaction.execute(sql, binds); });
  }
  /// One of five minutes, with so many atoms on each leaf.
  void add(BookingId id, ResourceId resource, int atoms, std::initializer_list<ResourceId> leaves) {
    const auto starts = kAtom * kFive, ends = starts + kFive;
    run("insert into booking (id, site, kind, owner, state, version, writer, created_at, changed_at, starts_at, ends_at)"
        " values (?, ?, 'rooms.booking', ?, 'confirmed', 1, 1, 0, 0, ?, ?)", {id, site, PersonId::random(), starts, ends});
    run("insert into booking_want (booking, nth, resource, is_long, starts_at, ends_at, units) values (?, 0, ?, 0, ?, ?, 1)",
        {id, resource, starts, ends});
    for (const auto& leaf : leaves) {
      for (int atom = 0; atom < atoms; ++atom) {
        run("insert into claim (resource, atom, unit, booking) values (?, ?, 0, ?)", {leaf, kAtom + atom, id});
      }
    }
  }

  FreshStore store{GetParam()};
  core::SystemClock clock;
  SiteId site = SiteId::random();
  ResourceId lab = ResourceId::random(), left = ResourceId::random(), right = ResourceId::random(), hall = ResourceId::random();
  BookingId in_lab = BookingId::random(), in_hall = BookingId::random();
};

TEST_P(LedgerMigration, FreesWhatWasBookedBefore) {
  store.migrate("host", kCentral);
  core::StoredLedger ledger(store.database(), clock);
  ledger.load();
  const auto faults = [&] { return store.database().read([&](Reader& reader) { return ledger.verify(reader); }); };
  EXPECT_THAT(faults(), IsEmpty());
  for (const auto& id : {in_lab, in_hall}) {
    store.database().write([&](Transaction& transaction) { EXPECT_TRUE(ledger.cancel(transaction, id)); });
  }
  EXPECT_THAT(faults(), IsEmpty()) << "a claim that stayed would be of a cancelled booking";
}

LODGE_ON_BOTH_ENGINES(LedgerMigration);

}  // namespace
}  // namespace lodge::test
