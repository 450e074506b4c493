#pragma once
#include "evening.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// What a family is told, and by whose act. `notice` is a name under notices/: "booked", "changed", "cancelled".
struct News {
  SiteId site;
  EveningId evening;
  HouseholdId household;
  std::string_view notice;
  PersonId by;                 ///< who acted
  Value::Map more = {};        ///< ids, instants, enumerators
};

/// One message to each member of the household, in this write. What it says of their appointments is read when it is
/// sent, so that several changes at once are told as they ended. What lists all that a family has is its reminder too, if it comes in
/// the time of reminders.
void tell(const Kernel& kernel, Transaction& transaction, const News& news);
/// The same to whoever is of the household in `people`: as they will be.
void tell(const Kernel& kernel, Transaction& transaction, const People& people, const News& news);

/// One message to each household that lost these bookings, in the same write.
void tell_lost(const Kernel& kernel, Transaction& transaction, const People& people, const Actor& by, EveningId evening,
               std::map<HouseholdId, Value::List> lost);

}  // namespace lodge::parents_evening
