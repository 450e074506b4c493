#include "core/ledger/claim_store.h"

#include "core/ledger/id_list.h"

#include <algorithm>

namespace lodge::core::ledger {
namespace {

using std::int64_t;

using ClaimRow = std::tuple<ResourceId, int64_t, int64_t, BookingId>;

std::vector<Claim> as_claims(const std::vector<ClaimRow>& rows) {
  std::vector<Claim> claims;
  claims.reserve(rows.size());
  for (const auto& [leaf, atom, unit, booking] : rows) claims.push_back({leaf, atom, static_cast<int>(unit), booking});
  return claims;
}

/// How many claims from `i` on are one unit's atoms in a row.
std::size_t run_length(const std::vector<Claim>& claims, std::size_t i) {
  std::size_t length = 1;
  while (i + length < claims.size() && claims[i + length].leaf == claims[i].leaf && claims[i + length].unit == claims[i].unit &&
         claims[i + length].atom == claims[i].atom + static_cast<int64_t>(length)) {
    ++length;
  }
  return length;
}

}  // namespace

constexpr std::string_view kInsertClaims = "insert into claim (resource, atom, unit, booking)";

void insert_claims(Transaction& transaction, std::vector<Claim> claims) {
  std::ranges::sort(claims);
  std::vector<Bind> cells;
  cells.reserve(claims.size() * 4);
  for (const auto& claim : claims) {
    cells.emplace_back(claim.leaf);
    cells.emplace_back(claim.atom);
    cells.emplace_back(claim.unit);
    cells.emplace_back(claim.booking);
  }
  transaction.insert_rows(kInsertClaims, 4, cells);
}

constexpr std::string_view kRemoveClaims = "delete from claim where resource = ? and atom >= ? and atom < ? and booking = ?";

void remove_claims(Transaction& transaction, BookingId booking, std::span<const Span> spans) {
  for (const auto& span : spans) transaction.execute(kRemoveClaims, {span.leaf.id, span.first, span.end, booking});
}

constexpr std::string_view kRemoveRun =
    "delete from claim where resource = ? and atom >= ? and atom < ? and unit = ? and booking = ?";

void remove_claims(Transaction& transaction, std::vector<Claim> claims) {
  std::ranges::sort(claims, {}, [](const Claim& claim) { return std::tuple(claim.leaf, claim.unit, claim.atom); });
  for (std::size_t i = 0; i < claims.size();) {
    const auto& first = claims[i];
    const auto length = run_length(claims, i);
    transaction.execute(kRemoveRun, {first.leaf, first.atom, first.atom + static_cast<int64_t>(length), first.unit, first.booking});
    i += length;
  }
}

constexpr std::string_view kClaimsOfBooking =
    "select resource, atom, unit, booking from claim where resource = ? and atom >= ? and atom < ? and booking = ?";

std::vector<Claim> claims_of(Reader& reader, BookingId booking, std::span<const Span> spans) {
  std::vector<Claim> all;
  for (const auto& span : spans) {
    const auto some = as_claims(reader.rows<ResourceId, int64_t, int64_t, BookingId>(kClaimsOfBooking, {span.leaf.id, span.first, span.end, booking}));
    all.insert(all.end(), some.begin(), some.end());
  }
  std::ranges::sort(all);
  const auto again = std::ranges::unique(all);  // two wants may lie in one time
  all.erase(again.begin(), again.end());
  return all;
}

constexpr std::string_view kClaimsInTime =
    "select resource, atom, unit, booking from claim where resource = ? and atom >= ? and atom < ? order by atom, unit";

std::vector<Claim> claims_in(Reader& reader, ResourceId leaf, int64_t first, int64_t end) {
  return as_claims(reader.rows<ResourceId, int64_t, int64_t, BookingId>(kClaimsInTime, {leaf, first, end}));
}

constexpr std::string_view kClaimsOnResource =
    "select resource, atom, unit, booking from claim where resource = ? order by atom, unit";

std::vector<Claim> claims_on(Reader& reader, ResourceId leaf) {
  return as_claims(reader.rows<ResourceId, int64_t, int64_t, BookingId>(kClaimsOnResource, {leaf}));
}

constexpr std::string_view kClaimedResources = "select distinct resource from claim";

std::vector<ResourceId> claimed_resources(Reader& reader) {
  std::vector<ResourceId> result;
  for (const auto& [id] : reader.rows<ResourceId>(kClaimedResources)) result.push_back(id);
  return result;
}

constexpr std::string_view kUsedUnits =
    "select resource, atom, count(*) from claim where resource in ({ids}) and atom >= ? and atom < ?"
    " and booking not in (select id from booking where held_until <= ?) group by resource, atom";

std::vector<Used> used_in(Reader& reader, std::span<const ResourceId> leaves, int64_t first, int64_t end, Instant now) {
  std::vector<Used> used;
  in_pieces(leaves, [&](std::span<const ResourceId> piece) {
    const IdList list(piece);
    std::vector<Bind> binds;
    list.bind_to(binds);
    binds.insert(binds.end(), {first, end, now});
    for (const auto& [leaf, atom, units] : reader.rows<ResourceId, int64_t, int64_t>(list.in(kUsedUnits), binds)) {
      used.push_back({leaf, atom, units});
    }
  });
  return used;
}

}  // namespace lodge::core::ledger
