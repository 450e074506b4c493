#pragma once
#include "core/ledger/need.h"

#include <string_view>
#include <vector>

namespace lodge::core::ledger {

/// Who writes (a random number of this process) and when.
struct Stamp {
  std::int64_t writer;
  Instant now;
};

std::string_view word_of(BookingState state);

/// A booking with where its claims lie, by want.
struct Placed {
  Booking booking;
  std::vector<Reach> reaches;
};
/// New bookings with their wants.
void insert_bookings(Transaction& transaction, std::vector<Placed> bookings, Stamp stamp);
/// Moves a booking from `version` to the next, with the state, hold and wants that `booking` has; false when it
/// is no longer at `version`. Its lock is held from here on.
bool update_booking(Transaction& transaction, const Booking& booking, std::int64_t version, Stamp stamp);
/// Takes back an update_booking of this very write.
void restore_booking(Transaction& transaction, const Booking& before, Stamp stamp);
void replace_wants(Transaction& transaction, std::span<const Placed> placed);
std::vector<Reach> reaches_of(Reader& reader, BookingId booking);
/// booking_want.leaves, of a want of `resource`.
std::vector<ResourceId> leaves_in(std::string_view text, ResourceId resource);

/// A hold that expired by `now` is read as cancelled, whether or not it was swept yet.
std::optional<Booking> find_booking(Reader& reader, BookingId id, Instant now);
/// Bookings that are held until `now` or before, swept by nobody yet.
std::vector<BookingId> expired_holds(Reader& reader, Instant now, std::int64_t at_most);
/// Live bookings that want any of `resources` at some time of `when`, by start.
std::vector<Booking> bookings_between(Reader& reader, std::span<const ResourceId> resources, Interval when, Instant now);
std::vector<Booking> bookings_of_owner(Reader& reader, SiteId site, PersonId owner, Instant ends_after, Instant now);

/// Sites with the versions of bookings that other processes wrote since.
struct Foreign {
  BookingId booking;
  SiteId site;
  std::int64_t version;
  Instant changed_at;
  auto operator<=>(const Foreign&) const = default;
};
std::vector<Foreign> written_by_others(Reader& reader, Instant since, std::int64_t writer);

struct OwnersKey {
  std::string key;
  PersonId owner;
  BookingId booking;
};
/// @throws DuplicateKey when one of them was used before; then none is remembered.
void remember_keys(Transaction& transaction, std::vector<OwnersKey> keys);
void forget_key(Transaction& transaction, const OwnersKey& key);
std::optional<BookingId> booked_under(Reader& reader, std::string_view key, PersonId owner);

/// Raises what was decided on from `version`; false when it has moved.
bool raise_version(Transaction& transaction, const DecidedOn& decided);
/// Takes back a raise_version of this very write.
void lower_version(Transaction& transaction, const DecidedOn& decided);
std::int64_t version_of(Reader& reader, std::string_view what);

}  // namespace lodge::core::ledger
