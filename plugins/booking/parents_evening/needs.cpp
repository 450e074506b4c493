#include "needs.h"

#include "store.h"

#include <lodge/errors.h>

namespace lodge::parents_evening {
namespace {

/// This evening's, then the others', the newest first.
std::vector<Wishes> wishes_by_age(Reader& reader, const Evening& evening) {
  auto all = wishes_of(reader, evening.id);
  for (const auto& other : evenings(reader, evening.site)) {
    if (other.id != evening.id && other.created_at < evening.created_at) std::ranges::move(wishes_of(reader, other.id), std::back_inserter(all));
  }
  return all;
}

}  // namespace

std::map<HouseholdId, Needs> needs_known(const Kernel& kernel, const Evening& evening) {
  std::map<HouseholdId, Needs> known;
  std::set<HouseholdId> said;
  for (const auto& one : kernel.database.read([&](Reader& reader) { return wishes_by_age(reader, evening); })) {
    if (!said.insert(one.household).second || one.needs.empty()) continue;
    const auto opened = kernel.privacy.open(evening.site, one.author, needs_place(one.evening, one.household), one.needs);
    if (opened) known.emplace(one.household, parse_needs(*opened));
  }
  return known;
}

}  // namespace lodge::parents_evening
