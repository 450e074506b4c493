#pragma once
#include <lodge/access.h>
#include <lodge/audit.h>
#include <lodge/calendar.h>
#include <lodge/channel.h>
#include <lodge/clock.h>
#include <lodge/database.h>
#include <lodge/directory.h>
#include <lodge/jobs.h>
#include <lodge/ledger.h>
#include <lodge/outbox.h>
#include <lodge/pages.h>
#include <lodge/paper.h>
#include <lodge/parents.h>
#include <lodge/privacy.h>
#include <lodge/rooms.h>
#include <lodge/rules.h>
#include <lodge/settings.h>
#include <lodge/timetable.h>
#include <lodge/web.h>

#include <string>
#include <string_view>
#include <vector>

namespace lodge {

/// What the host hands a booking module at start. All live until the process ends.
struct Kernel {
  Clock& clock;
  Database& database;  ///< the central store
  Ledger& ledger;
  Directory& directory;
  Calendar& calendar;
  RoomCatalogue& rooms;
  Timetable& timetable;
  Outbox& outbox;
  Access& access;
  Audit& audit;
  Jobs& jobs;
  Rules& rules;
  Settings& settings;
  Privacy& privacy;
  Pages& pages;
  ParentAccess& parents;
  const Paper& paper;
};

/// An entry of the frame's navigation, shown to those who have the permission.
struct NavigationEntry {
  std::string_view href;
  std::string_view words;  ///< through the catalogue
  Permission permission;
};

/// A notice in words, for one person, in one language.
struct Notice {
  std::string subject;
  std::string template_name;  ///< "rooms/booked": rendered from notices/booked.txt and notices/booked.html
  Value values;               ///< the host adds "public_url", so that a link is {{PUBLIC_URL}}{{PATH}}
  std::vector<Attachment> attachments;
};

/// Who belongs to which household, or who may book for a student, is being changed by the office.
struct FamiliesChange {
  const Actor& actor;
  const People& before;
  const People& after;
  const Say& say;                        ///< in which the office is told
  std::vector<StudentId> students{};     ///< about whom it may matter; sorted
  HouseholdId from{}, to{};              ///< joined or split; of a rule: none
  std::vector<ContactId> moving{};       ///< who goes from one to the other
  bool joins() const { return from != HouseholdId() && after.members_of(from).empty(); }
  bool splits() const { return from != HouseholdId() && !joins(); }
};

/// A kind of thing that can be booked: rooms, parents' evenings, events. Runs in the host; its plugin's folder holds
/// migrations/, pages/ and notices/. It is made after its migrations ran, with the Kernel.
class BookingModule {
 public:
  virtual ~BookingModule() = default;

  virtual std::vector<Setting> settings() const { return {}; }
  virtual std::vector<Permission> permissions() const { return {}; }
  virtual std::vector<NavigationEntry> navigation() const { return {}; }
  virtual void add_routes(Routes& routes) = 0;  ///< [startup]
  virtual void add_jobs(Jobs& jobs) { static_cast<void>(jobs); }  ///< [startup]

  /// Puts one of its queued messages into words, when it is sent. [any thread]
  virtual Notice render(const QueuedMessage& message, const Say& say) = 0;
  /// One of its bookings was cancelled by another that displaced it; in the same transaction. [any thread]
  virtual void displaced(Transaction& transaction, const Booking& booking, const Booking& by,
                         const std::vector<Want>& alternatives) = 0;
  /// One of its bookings goes from one household's diary to another's, as the households are joined or split; in the
  /// same transaction. Notes it, or answers false when it may not be, and then nothing of it is done. True for bookings
  /// of others. [any thread]
  virtual bool rekeyed(Transaction& transaction, const Booking& booking, HouseholdId from, HouseholdId to) {
    static_cast<void>(transaction), static_cast<void>(booking), static_cast<void>(from), static_cast<void>(to);
    return true;
  }
  /// Families become others, in the same transaction, after `rekeyed` was asked for each booking: what it keeps for a
  /// household besides bookings follows its people, and what a household may not have any more is cancelled, with one
  /// message to it, which says nothing of rules or of other households. Answers what it did, a sentence each, which the
  /// office reads before it is done: the same call, undone. [any thread]
  virtual std::vector<std::string> families_changed(Transaction& transaction, const FamiliesChange& change) {
    static_cast<void>(transaction), static_cast<void>(change);
    return {};
  }
  /// Proves its own invariants; a sentence for each that is broken, in ids. For `lodge verify`. [any thread]
  virtual std::vector<std::string> verify(Reader& reader) = 0;
  /// Everything it holds about a person, and forgetting it. [any thread]
  virtual Value export_person(Reader& reader, SiteId site, PersonId person) = 0;
  virtual void erase_person(Transaction& transaction, SiteId site, PersonId person) = 0;
};

}  // namespace lodge
