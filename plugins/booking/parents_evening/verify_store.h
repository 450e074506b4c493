#pragma once
#include <lodge/database.h>

#include <set>
#include <string>
#include <vector>

namespace lodge::parents_evening {

/// Every booking in the ledger that some row here is about: appointments, sittings, breaks, rooms.
std::set<BookingId> known_bookings(Reader& reader);
/// Sentences: texts where ids belong; until they are mended no other reads these rows.
std::vector<std::string> misshapen(Reader& reader);

}  // namespace lodge::parents_evening
