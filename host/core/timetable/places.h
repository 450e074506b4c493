#pragma once
#include "core/timetable/timetable.h"

#include <lodge/audit.h>
#include <lodge/booking.h>
#include <lodge/clock.h>

#include <expected>
#include <functional>

namespace lodge::core {

/// A lesson to come that found no place.
struct PlacelessLesson {
  StoredLesson lesson;
  std::optional<Taken> by;  ///< the first in its way; nothing: what it needs came free meanwhile
};

/// What giving a lesson its place means for others.
struct PlaceGiven {
  struct Displaced {
    Booking booking;
    std::vector<Want> instead;  ///< what its owner is offered
  };
  StoredLesson lesson;
  std::vector<Displaced> displaced;  ///< by start
  std::vector<Booking> stays;        ///< whose module nobody can tell: nothing is done while there are any
  bool overtaken = false;            ///< others are in the way than were confirmed
};

/// Lessons whose room or teacher somebody else had when they came, and giving them their place: who has it is displaced, and
/// the module of each displaced booking tells its owner, in the same write. [any thread]
class LessonPlaces {
 public:
  /// The module that answers for bookings of this kind; nullptr: such a booking does not give way.
  using ModuleOf = std::function<BookingModule*(std::string_view kind)>;
  /// All outlive it.
  LessonPlaces(Database& central, Ledger& ledger, Audit& audit, const Clock& clock, ModuleOf module_of)
      : central_(central), ledger_(ledger), audit_(audit), clock_(clock), module_of_(std::move(module_of)) {}

  /// The soonest first, at most kMost. @throws Unavailable
  static constexpr std::size_t kMost = 200;
  std::vector<PlacelessLesson> without_place(SiteId site) const;
  /// The same as `give`, undone. Nothing when it has a place, is over, or never was. @throws Unavailable
  std::optional<PlaceGiven> preview(SiteId site, LessonId lesson);
  /// `confirmed`: the bookings that somebody agreed to displace; with others in the way nothing is done. @throws Unavailable
  std::expected<PlaceGiven, std::optional<PlaceGiven>> give(const Actor& actor, LessonId lesson, std::vector<BookingId> confirmed);
  bool gives_way(std::string_view kind) const { return module_of_(kind) != nullptr; }

 private:
  struct Done {
    PlaceGiven given;
    std::optional<BookingId> booking;
  };
  std::optional<Done> try_to_give(Transaction& transaction, SiteId site, LessonId lesson);
  void displace(Transaction& transaction, const Booking& gone, const Booking& by, PlaceGiven& given);
  std::vector<Want> instead_of(Reader& reader, const Booking& gone);

  Database& central_;
  Ledger& ledger_;
  Audit& audit_;
  const Clock& clock_;
  const ModuleOf module_of_;
};

}  // namespace lodge::core
