#pragma once
#include "allocate.h"
#include "decide.h"
#include "elsewhere.h"
#include "requested.h"
#include "wishes.h"

namespace lodge::parents_evening {

/// What the allocation is worked out from, read at one time.
struct RoundInput {
  std::vector<Wishes> wishes{};
  std::set<Whom> asked{};                 ///< whom teachers ask to see
  std::map<HouseholdId, Needs> needs{};      ///< of those who have any
  std::map<HouseholdId, int> lengths{};      ///< slots that each appointment of a family takes at least
  Elsewhere elsewhere{};
  std::vector<Appointment> appointments{};  ///< live ones; those that an allocation made are dealt anew
};

/// What one family gets, and what it does not.
struct Share {
  HouseholdId household{};
  std::vector<Choice> choices{};
  std::vector<WishRefused> refused{};
};

struct Distribution {
  std::vector<Share> shares{};  ///< of each family that wished, by household
  allocation::Result result{};
  std::size_t wishes = 0;
};

/// Gives out the appointments of a preference round. Pure; the same input, plan and seed give the same.
Distribution distribute(const Plan& plan, const People& people, const Rooms& rooms, const RoundInput& input, const allocation::Watch& watch = {});

}  // namespace lodge::parents_evening
