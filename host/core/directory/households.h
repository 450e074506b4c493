#pragma once
#include "core/directory/directory.h"

#include <lodge/audit.h>
#include <lodge/booking.h>
#include <lodge/clock.h>
#include <lodge/ledger.h>

#include <expected>
#include <functional>
#include <optional>
#include <vector>

namespace lodge::core {

/// Contacts on their way from one household to another.
struct Regrouping {
  SiteId site;
  HouseholdId from, to;
  std::vector<ContactId> contacts;
  std::optional<std::vector<BookingId>> taken;  ///< bookings of the old diary that go along; nothing: all of them
  std::int64_t edits;                           ///< of the people when this was made
};

/// A booking that cannot go along.
struct DiaryClash {
  Booking booking;
  std::optional<Taken> by;  ///< who has the new diary then; nothing: the booking's module says no
};

/// What a regrouping means for bookings to come.
struct Rekeying {
  std::vector<Booking> moved;        ///< as they are afterwards; by start
  std::vector<DiaryClash> clashing;  ///< nothing is done while there are any
  std::vector<std::string> besides;  ///< what booking modules do beyond it, a sentence each
  std::int64_t codes_ended = 0;      ///< sign-in codes that open nothing any more
  bool overtaken = false;            ///< somebody edited people or a booking, or imported, meanwhile: make the regrouping anew
};

/// Asks the booking modules whether a booking may be in another household's diary, and lets them note that it is; false:
/// it may not. BookingModule::rekeyed of each.
using AskModules = std::function<bool(Transaction&, const Booking&, HouseholdId from, HouseholdId to)>;

/// Lets the booking modules do what a change of families asks of them, in its write. BookingModule::families_changed of each.
using TellModules = std::function<std::vector<std::string>(Transaction&, const FamiliesChange&)>;
inline std::vector<std::string> nobody_told(Transaction&, const FamiliesChange&) { return {}; }

/// Ends every way in that a household has, in the write that splits it, and answers how many codes that were:
/// ParentSignIn::end_ways_in.
using EndWaysIn = std::function<std::int64_t(Transaction&, SiteId, HouseholdId, const std::vector<ContactId>&)>;

/// The people of a site as an edit would make them.
std::shared_ptr<const SitePeople> edited(const SitePeople& people, const std::function<void(DirectoryRows&)>& edit);

/// Joins and splits households. Bookings to come follow their people into the other diary: same time, same owner (who
/// booked), other claims; what is over stays where it was. Who booked for a household in the very moment it was joined
/// leaves a booking in a diary that nobody has: joining the empty household once more moves it. A letter that was printed
/// before a join opens for whom it was printed; those of a household that is split open nothing any more, since both
/// halves may hold one, and whoever is in is out. [any thread]
class Households {
 public:
  Households(Database& central, Ledger& ledger, StoredDirectory& directory, Audit& audit, const Clock& clock, EndWaysIn end,
             AskModules ask, TellModules tell = nobody_told)
      : central_(central), ledger_(ledger), directory_(directory), audit_(audit), clock_(clock), end_(std::move(end)), ask_(std::move(ask)),
        tell_(std::move(tell)) {}

  /// All of `from` into `to`, with all their bookings. @throws std::invalid_argument when they are one household.
  Regrouping joining(SiteId site, HouseholdId from, HouseholdId to) const;
  /// One contact into a household of its own, with those bookings of the diary that it shared: which of them are its own,
  /// the office must say. @throws std::invalid_argument when nobody stays behind.
  Regrouping splitting(SiteId site, ContactId contact, std::vector<BookingId> taken) const;

  /// What it would mean: done, looked at and undone; in the words of `say`. @throws Unavailable
  Rekeying preview(const Actor& actor, const Regrouping& regrouping, const Say& say);
  /// Does it in one write, or answers why not. @throws Unavailable
  std::expected<Rekeying, Rekeying> apply(const Actor& actor, const Regrouping& regrouping, const Say& say);

 private:
  struct Edit {
    std::shared_ptr<const SitePeople> before, after;
  };
  Edit edit(const Regrouping& regrouping) const;
  Rekeying rekey(Transaction& transaction, const Regrouping& regrouping, const FamiliesChange& change);
  std::int64_t move_ways_in(Transaction& transaction, const Regrouping& regrouping, const FamiliesChange& change);
  void move_diary(Transaction& transaction, const Booking& booking, const Regrouping& regrouping, Rekeying& result);
  std::vector<Booking> going(Reader& reader, const Regrouping& regrouping);

  Database& central_;
  Ledger& ledger_;
  StoredDirectory& directory_;
  Audit& audit_;
  const Clock& clock_;
  EndWaysIn end_;
  AskModules ask_;
  TellModules tell_;
};

}  // namespace lodge::core
