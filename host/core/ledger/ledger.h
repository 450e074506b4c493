#pragma once
#include "core/ledger/claiming.h"
#include "core/ledger/revisions.h"
#include "core/ledger/shapes.h"

#include <lodge/clock.h>

namespace lodge::core {

namespace ledger {
struct Batch;    // wishes on their way into the ledger, in book.cpp
struct Rewrite;  // claims on their way to another shape, in reshape.cpp
}

/// What book_many did with its wishes.
struct BookedMany {
  std::size_t booked = 0;
  std::size_t repeated = 0;    ///< booked before, under their idempotency keys
  std::vector<Clash> clashes;  ///< left out, by their place in the wishes
};

/// A resource that is to have other units, parts or turn-round, and what that means for bookings to come.
struct Reshaping {
  Resource resource;
  std::size_t rewritten = 0;  ///< bookings whose claims change
  std::vector<Booking> clashing;  ///< bookings that could not keep what they have; nothing can be done while there are any
};

/// The ledger on a store of either engine. Made and loaded once, before anything books; `poll` every 250 ms and
/// `sweep` every minute or sooner keep it fresh. [any thread]
class StoredLedger final : public Ledger {
 public:
  StoredLedger(Database& database, const Clock& clock);

  /// Reads the resources into memory. [startup] @throws Unavailable
  void load();
  /// Notices what other processes wrote: resources and revisions. @throws Unavailable
  void poll();
  /// Cancels holds that expired; answers how many. Housekeeping: nobody waits for it. @throws Unavailable
  std::size_t sweep();

  void add_resource(Transaction& transaction, const Resource& resource) override;
  std::optional<Resource> resource(Reader& reader, ResourceId id) override;
  std::vector<Resource> resources(Reader& reader, SiteId site, std::string_view kind) override;

  std::expected<Booking, BookRefusal> book(Transaction& transaction, const BookingWish& wish) override;
  std::expected<std::vector<Booking>, std::vector<Clash>> book_series(Transaction& transaction,
                                                                      std::span<const BookingWish> wishes) override;
  std::vector<Clash> preview(Reader& reader, std::span<const BookingWish> wishes) override;
  std::expected<Booking, ChangeRefusal> change(Transaction& transaction, BookingId id, std::int64_t version,
                                               std::span<const Want> wants) override;
  std::vector<std::size_t> change_all(Transaction& transaction, std::span<const NewWants> all) override;
  std::optional<Moved> raise(Transaction& transaction, std::span<const DecidedOn> decided_on) override;
  std::expected<Booking, ChangeRefusal> advance(Transaction& transaction, BookingId id, std::int64_t version,
                                                BookingState to) override;
  std::expected<Booking, ChangeRefusal> cancel(Transaction& transaction, BookingId id) override;
  std::vector<Booking> displace(Transaction& transaction, std::span<const Want> wants) override;

  std::optional<Booking> find(Reader& reader, BookingId id) override;
  std::optional<Booking> booked_under(Reader& reader, PersonId owner, std::string_view key) override;
  std::vector<Booking> between(Reader& reader, std::span<const ResourceId> resources, Interval when) override;
  std::vector<Booking> of_owner(Reader& reader, SiteId site, PersonId owner, Instant ends_after) override;
  std::vector<ResourceId> free(Reader& reader, std::span<const ResourceId> resources, Interval when, int units) override;
  std::vector<Want> nearest(Reader& reader, const Want& want) override;
  std::int64_t version(Reader& reader, std::string_view what) override;
  std::int64_t revision(SiteId site) const override { return revisions_.of(site); }

  /// Books a timetable's worth of wishes, in writes of about 50 ms each so that others get in between. A wish that
  /// clashes is left out and reported. With idempotency keys it can be run again after a crash. @throws Unavailable
  BookedMany book_many(std::span<const BookingWish> wishes);
  /// Cancels many, as book_many books. Answers how many were not cancelled before.
  std::size_t cancel_many(std::span<const BookingId> bookings);

  /// What another shape of a resource would mean. Its id, site, kind and grid stay.
  Reshaping preview_shape(Reader& reader, const Resource& resource);
  /// Rewrites the claims of bookings to come, and the resource. When some clash nothing may be kept: answer the write
  /// with the refusal. Another process that booked by the old shape in the last 250 ms is put right by `sweep`.
  std::expected<Reshaping, Reshaping> reshape(Transaction& transaction, const Resource& resource);

  /// Reads the whole ledger and says, in ids, what is not as it must be. Empty when all is well.
  std::vector<std::string> verify(Reader& reader);

 private:
  ledger::Stamp stamp() const { return {writer_, clock_.now()}; }
  void rise_after(Transaction& transaction, SiteId site);

  ledger::Batch book_all(Transaction& transaction, std::span<const BookingWish> wishes, ledger::Clashing clashing);
  void work_out(Reader& reader, ledger::Batch& batch) const;
  std::vector<Clash> clashes(Reader& reader, const ledger::Batch& batch, const std::map<std::size_t, ledger::Shortage>& shortages);
  std::vector<std::size_t> claims_wanted(std::span<const BookingWish> wishes);

  std::expected<Booking, ChangeRefusal> replace_claims(Transaction& transaction, const Booking& before, Booking after);
  std::optional<Booking> cancel_live(Transaction& transaction, BookingId id);
  std::vector<Want> other_resources(Reader& reader, const ledger::Shape& shape, const Want& want);
  ledger::Rewrite plan_rewrite(Reader& reader, const Resource& resource);
  void mend_shapes();

  Database& database_;
  const Clock& clock_;
  std::int64_t writer_;
  ledger::Shapes shapes_;
  ledger::Revisions revisions_;
  std::mutex poll_mutex_;
  Instant polled_;
  std::set<ledger::Foreign> seen_;  ///< guarded by poll_mutex_
};

}  // namespace lodge::core
