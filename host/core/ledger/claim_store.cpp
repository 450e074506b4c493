#include "core/ledger/claim_store.h"

#include "core/ledger/id_list.h"

#include <algorithm>
#include <bit>
#include <map>
#include <set>
#include <utility>

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

/// How many claims from `i` on are one booking's atoms of one unit in a row.
std::size_t run_length(const std::vector<Claim>& claims, std::size_t i) {
  std::size_t length = 1;
  while (i + length < claims.size() && claims[i + length].leaf == claims[i].leaf && claims[i + length].unit == claims[i].unit &&
         claims[i + length].booking == claims[i].booking && claims[i + length].atom == claims[i].atom + static_cast<int64_t>(length)) {
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

constexpr std::string_view kRemoveRuns = "delete from claim where ";
constexpr std::string_view kRun = "(resource = ? and atom >= ? and atom < ? and unit = ? and booking = ?)";
constexpr std::size_t kRunsAtOnce = 32;

/// As many as a power of two, the last of them again, so that few statements differ.
static void remove_runs(Transaction& transaction, std::vector<Claim> firsts, std::vector<int64_t> ends) {
  firsts.resize(std::bit_ceil(firsts.size()), firsts.back());
  ends.resize(firsts.size(), ends.back());
  std::string sql(kRemoveRuns);
  std::vector<Bind> binds;
  for (std::size_t i = 0; i < firsts.size(); ++i) {
    sql.append(i == 0 ? "" : " or ").append(kRun);
    binds.insert(binds.end(), {firsts[i].leaf, firsts[i].atom, ends[i], firsts[i].unit, firsts[i].booking});
  }
  transaction.execute(sql, binds);
}

void remove_claims(Transaction& transaction, std::vector<Claim> claims) {
  std::ranges::sort(claims, {}, [](const Claim& claim) { return std::tuple(claim.leaf, claim.unit, claim.booking, claim.atom); });
  std::vector<Claim> firsts;
  std::vector<int64_t> ends;
  for (std::size_t i = 0; i < claims.size();) {
    const auto length = run_length(claims, i);
    firsts.push_back(claims[i]);
    ends.push_back(claims[i].atom + static_cast<int64_t>(length));
    i += length;
    if (firsts.size() == kRunsAtOnce || i == claims.size()) remove_runs(transaction, std::exchange(firsts, {}), std::exchange(ends, {}));
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

constexpr std::string_view kClaimsInTimeOfMany =
    "select resource, atom, unit, booking from claim where resource in ({ids}) and atom >= ? and atom < ?";

std::vector<Claim> claims_in(Reader& reader, std::span<const Span> spans) {
  struct Stretch {
    std::set<ResourceId> leaves;
    int64_t first, end;
  };
  std::map<std::chrono::seconds, Stretch> stretches;  // atoms of one grid are alike
  for (const auto& span : spans) {
    auto& stretch = stretches.try_emplace(span.leaf.grid, Stretch{{}, span.first, span.end}).first->second;
    stretch.leaves.insert(span.leaf.id);
    stretch.first = std::min(stretch.first, span.first);
    stretch.end = std::max(stretch.end, span.end);
  }
  std::vector<Claim> all;
  for (const auto& [grid, stretch] : stretches) {
    const std::vector<ResourceId> leaves(stretch.leaves.begin(), stretch.leaves.end());
    in_pieces(std::span(leaves), [&](std::span<const ResourceId> piece) {
      const IdList list(piece);
      std::vector<Bind> binds;
      list.bind_to(binds);
      binds.insert(binds.end(), {stretch.first, stretch.end});
      std::ranges::move(as_claims(reader.rows<ResourceId, int64_t, int64_t, BookingId>(list.in(kClaimsInTimeOfMany), binds)), std::back_inserter(all));
    });
  }
  return all;
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
