#pragma once
#include "needs.h"
#include "whom.h"

#include <lodge/database.h>
#include <lodge/value.h>

namespace lodge::parents_evening {

/// What a family asks for in the preference round.
struct Wishes {
  EveningId evening{};
  HouseholdId household{};
  PersonId author{};
  std::vector<Whom> whom{};         ///< the dearest first
  std::vector<Interval> windows{};  ///< when it can come
  std::string needs{};              ///< sealed to needs_place under needs_author's key: JSON of Needs; empty: none
  Instant sent_at{};
  std::optional<PersonId> needs_author{};  ///< who said what the family needs, or that it needs nothing; perhaps the office
  Instant needs_at{};
};

std::optional<Wishes> find_wishes(Reader& reader, EveningId evening, HouseholdId household);
/// Of all families that named whom they wish to see, for the allocation; by household.
std::vector<Wishes> wishes_of(Reader& reader, EveningId evening);
void replace(Transaction& transaction, const Wishes& wishes);
void set_windows(Transaction& transaction, EveningId evening, HouseholdId household, const std::vector<Interval>& windows);
/// Which households have a wish about this child.
std::vector<HouseholdId> wishes_about(Reader& reader, EveningId evening, StudentId student);
/// With what the allocation could not give of them.
void remove_wishes(Transaction& transaction, EveningId evening, HouseholdId household);
/// Those about one child.
void remove_wishes(Transaction& transaction, EveningId evening, HouseholdId household, StudentId student);

/// What the allocation could not give. `why` is a word of wish_reasons.cpp, most of them allocation::Reason's; `detail` JSON:
/// wished, slots, round, place, drawn; for "rule" reason.
struct WishRefused {
  Whom whom;
  std::string why{}, detail{};
};
std::vector<WishRefused> refused_wishes(Reader& reader, EveningId evening, HouseholdId household);
void insert(Transaction& transaction, EveningId evening, HouseholdId household, const WishRefused& refused);

}  // namespace lodge::parents_evening
