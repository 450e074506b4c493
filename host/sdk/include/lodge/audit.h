#pragma once
#include <lodge/access.h>
#include <lodge/database.h>

#include <string>
#include <string_view>

namespace lodge {

/// One act, in ids and plain words: never a name, an address or free text.
struct Act {
  std::string_view action;  ///< "rooms.booked"; at most 64 ASCII characters
  std::string object;       ///< the id acted on, as text; may be empty
  std::string detail;       ///< JSON of ids, numbers and enumerators; may be empty
};

/// The pseudonymous record of who did what, written in the act's own transaction. [any thread]
class Audit {
 public:
  virtual ~Audit() = default;
  virtual void record(Transaction& transaction, const Actor& actor, const Act& act) = 0;
};

}  // namespace lodge
