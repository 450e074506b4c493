#pragma once
#include "core/ledger/occupancy.h"

namespace lodge::core::ledger {

/// All or none. @throws DuplicateKey when somebody holds one of them.
void insert_claims(Transaction& transaction, std::vector<Claim> claims);
/// Those of `booking` in `spans`.
void remove_claims(Transaction& transaction, BookingId booking, std::span<const Span> spans);
/// Removes these, whosoever they are, in few statements.
void remove_claims(Transaction& transaction, std::vector<Claim> claims);

/// Those of `booking` in `spans`, sorted.
std::vector<Claim> claims_of(Reader& reader, BookingId booking, std::span<const Span> spans);
/// Expired holds and all.
std::vector<Claim> claims_in(Reader& reader, ResourceId leaf, std::int64_t first, std::int64_t end);
/// On any of `spans`, and near them; in few statements where they lie at much the same time.
std::vector<Claim> claims_in(Reader& reader, std::span<const Span> spans);
std::vector<Claim> claims_on(Reader& reader, ResourceId leaf);
std::vector<ResourceId> claimed_resources(Reader& reader);

/// Units in use of an atom, not counting holds that expired by `now`.
struct Used {
  ResourceId leaf;
  std::int64_t atom;
  std::int64_t units;
};
std::vector<Used> used_in(Reader& reader, std::span<const ResourceId> leaves, std::int64_t first, std::int64_t end, Instant now);

}  // namespace lodge::core::ledger
