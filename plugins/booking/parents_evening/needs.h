#pragma once
#include "evening.h"

#include <lodge/booking.h>

#include <map>
#include <string_view>

namespace lodge::parents_evening {

/// What a family says that it needs, and where it can be rung.
struct Needs {
  std::string interpreter{};  ///< into which language; empty: none
  bool step_free = false;
  std::string with_whom{};    ///< who comes along
  std::optional<Mode> mode{};  ///< how it can meet; nothing: any way
  std::string telephone{};  ///< on which teachers ring it, where they do; no need, so it makes no `any`

  bool any() const { return !interpreter.empty() || step_free || !with_whom.empty() || mode; }
  bool operator==(const Needs&) const = default;
};
std::string text(const Needs& needs);  ///< empty when there is none
Needs parse_needs(std::string_view text);
inline std::string needs_place(EveningId evening, HouseholdId household) { return "family_wishes.needs." + evening.text() + "." + household.text(); }

inline constexpr std::size_t kLongestNeed = 400;  ///< bytes: 100 letters of any script

/// Needs as they are kept: sealed to needs_place under the author's key.
struct SealedNeeds {
  EveningId evening{};
  HouseholdId household{};
  PersonId author{};
  std::string needs{};  ///< empty: it said that it needs nothing
};
/// What families of the site said last: for this evening or, if they said nothing for it, for an earlier one. By household.
std::vector<SealedNeeds> said_needs(Reader& reader, const Evening& evening);
std::optional<SealedNeeds> said_needs(Reader& reader, const Evening& evening, HouseholdId household);
/// In the place of what the family said for this evening before; its wishes stay.
void put(Transaction& transaction, const SealedNeeds& needs, Instant now);
/// As if it had said nothing for this evening; its wishes stay.
void remove_needs(Transaction& transaction, EveningId evening, HouseholdId household);

/// The same, opened: of those who said something. @throws Unavailable
std::map<HouseholdId, Needs> needs_known(const Kernel& kernel, Reader& reader, const Evening& evening);
std::map<HouseholdId, Needs> needs_known(const Kernel& kernel, const Evening& evening);
Needs needs_known(const Kernel& kernel, Reader& reader, const Evening& evening, HouseholdId household);

}  // namespace lodge::parents_evening
