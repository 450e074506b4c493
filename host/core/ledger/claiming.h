#pragma once
#include "core/ledger/booking_store.h"
#include "core/ledger/claim_store.h"
#include "core/ledger/shapes.h"

namespace lodge::core::ledger {

/// What to do when some of several requests clash.
enum class Clashing { refuse_all, leave_out };

/// Inserts the claims of `requests`, earlier ones first served; optimistically: only pools are looked at before, all
/// else only when the key says that somebody was faster. Expired holds in the way are removed.
/// Answers who is short, by their place in `requests`; with refuse_all nobody was given anything if there is one.
/// @throws Unavailable when others were faster a hundred times.
std::map<std::size_t, Shortage> claim(Transaction& transaction, const Shapes& shapes, std::span<const Request> requests, Clashing clashing,
                                      Stamp stamp);

/// What these bookings hold, all of it in `held`, for what they ask for now, in few statements; otherwise as claim with
/// refuse_all. Each is locked by this write.
std::map<std::size_t, Shortage> reclaim(Transaction& transaction, const Shapes& shapes, std::span<const Request> requests,
                                        std::vector<Span> held, Stamp stamp);

/// The same judgement by reading only; expired holds do not count.
std::map<std::size_t, Shortage> judge(Reader& reader, std::span<const Request> requests, Instant now);

/// Everybody's claims on what `requests` need but their own.
Occupancy look(Reader& reader, std::span<const Request> requests);

/// The claims of one booking.
std::vector<Claim> claims_of(Reader& reader, const Shapes& shapes, BookingId booking);
void remove_claims(Transaction& transaction, const Shapes& shapes, BookingId booking);

}  // namespace lodge::core::ledger
