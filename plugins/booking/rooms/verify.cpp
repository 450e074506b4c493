#include "module.h"
#include "day.h"

#include <set>

namespace lodge::rooms {
namespace {

constexpr std::size_t kAtOnce = 500;

/// A sentence when a row and the ledger do not say the same.
std::optional<std::string> fault(Reader& reader, Ledger& ledger, const Record& record) {
  const auto booking = ledger.find(reader, record.booking);
  const auto begins = "The room booking " + record.booking.text();
  if (!booking) return begins + " is not in the ledger.";
  if (booking->state == BookingState::cancelled) return std::nullopt;
  if (booking->owner != record.owner) return begins + " has another owner in the ledger.";
  if (booking->wants.size() != 1 || booking->wants[0].resource != resource_of(record.room)) return begins + " has another room in the ledger.";
  if (booking->wants[0].when != record.when.interval) return begins + " has another time in the ledger.";
  return std::nullopt;
}

/// Bookings of rooms in the ledger that nobody here knows.
void find_strangers(Reader& reader, Ledger& ledger, SiteId site, std::vector<std::string>& faults) {
  std::vector<ResourceId> rooms;
  for (const auto& resource : ledger.resources(reader, site, "room")) rooms.push_back(resource.id);
  const auto ever = Interval::make(Instant{}, Instant{} + std::chrono::years(230));
  std::set<BookingId> strangers;
  for (const auto& booking : ledger.between(reader, rooms, *ever)) {
    if (booking.kind == kBookingKind) strangers.insert(booking.id);
  }
  const std::vector<BookingId> all(strangers.begin(), strangers.end());
  for (const auto& record : find_all(reader, all)) strangers.erase(record.booking);
  for (const auto& id : strangers) faults.push_back("The ledger has the room booking " + id.text() + ", of which nothing else is known.");
}

}  // namespace

std::vector<std::string> RoomsModule::verify(Reader& reader) {
  auto faults = misshapen(reader);
  if (!faults.empty()) return faults;
  for (const auto site : sites(reader)) {
    auto some = all_of(reader, site, BookingId(), kAtOnce);
    for (; !some.empty(); some = all_of(reader, site, some.back().booking, kAtOnce)) {
      for (const auto& record : some) {
        if (auto wrong = fault(reader, kernel_.ledger, record)) faults.push_back(std::move(*wrong));
      }
    }
    find_strangers(reader, kernel_.ledger, site, faults);
  }
  return faults;
}

}  // namespace lodge::rooms
