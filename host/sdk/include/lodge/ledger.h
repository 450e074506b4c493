#pragma once
#include <lodge/database.h>
#include <lodge/id.h>
#include <lodge/interval.h>

#include <chrono>
#include <cstdint>
#include <expected>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lodge {

/// Something that can be booked: a room, a pool of laptops, a person's time, the places of an event.
struct Resource {
  ResourceId id{};
  SiteId site{};
  std::string kind{};                     ///< "room", "pool", "teacher", "household", "event-date"
  std::chrono::seconds grid{300};         ///< atoms are whole multiples of this since the Unix epoch
  int units = 1;                          ///< interchangeable; 1 to 10,000
  std::chrono::seconds turn_round_before{0}, turn_round_after{0};  ///< claimed with each booking; whole atoms
  std::vector<ResourceId> parts{};        ///< claims on a whole fall on its parts (leaves); empty for a leaf
};

/// Whether both ends lie on the resource's grid. Set-up and forms refuse what does not.
inline bool on_grid(const Resource& resource, const Interval& when) {
  return when.starts().time_since_epoch() % resource.grid == std::chrono::microseconds(0) &&
         when.ends().time_since_epoch() % resource.grid == std::chrono::microseconds(0);
}

/// A household's diary: its own number, minutes. Nobody adds it beforehand; who books in it calls add_resource with it
/// in the same write, which costs nothing when it is there.
inline Resource household_diary(SiteId site, HouseholdId household) {
  return {.id = same_person<ResourceId>(household), .site = site, .kind = "household", .grid = std::chrono::minutes(1)};
}

enum class BookingState { held, pending, confirmed, cancelled };

/// What a booking wants of one resource. On the resource's grid; at most 14 days.
struct Want {
  ResourceId resource;
  Interval when;
  int units = 1;
};

/// A number that somebody decided on and that must not have moved when the write happens (a quota, an
/// evening's state). Compared and raised under a row lock.
struct DecidedOn {
  std::string what;  ///< "rooms.quota/<person>"; at most 64 ASCII characters
  std::int64_t version;
};

struct BookingWish {
  SiteId site{};
  std::string kind{};  ///< the module's word: "rooms.booking", "timetable.lesson"
  PersonId owner{};
  BookingState state = BookingState::confirmed;  ///< held, pending or confirmed
  std::optional<Instant> held_until{};           ///< required when held
  std::vector<Want> wants{};                     ///< 1 to 200
  std::string idempotency_key{};                 ///< at most 64 ASCII characters; empty: none
  std::optional<SeriesId> series{};
  std::vector<DecidedOn> decided_on{};
};

struct Booking {
  BookingId id;
  SiteId site;
  std::string kind;
  PersonId owner;
  BookingState state;
  std::optional<Instant> held_until;
  std::optional<SeriesId> series;
  std::vector<Want> wants;
  std::int64_t version;  ///< rises with each change
  Instant created_at, changed_at;
  bool repeated = false;  ///< this very wish had been booked before, under the same idempotency key
};

/// Who stands in the way. What can be had instead is asked after the write: Ledger::nearest of what was wanted.
struct Taken {
  Want wanted;
  BookingId by;
  std::string by_kind;
  Interval clash;
};

struct Moved {
  std::string what;  ///< which DecidedOn is no longer true: decide again
};

struct NotFound {};
/// Someone changed or cancelled it since it was read.
struct Changed {
  Booking now;
};

using BookRefusal = std::variant<Taken, Moved>;
using ChangeRefusal = std::variant<Taken, Moved, NotFound, Changed>;

/// One occurrence of a series that cannot be had.
struct Clash {
  std::size_t index;  ///< in the wishes given
  Taken taken;
};

/// What a booking is to want from now on.
struct NewWants {
  BookingId booking;
  std::vector<Want> wants;
};

/// Everything that can be booked, and who has it. The primary key of `claim` decides, on every engine.
/// Functions that take a Transaction are called inside Database::write; those that take a Reader inside read or
/// write. A refusal has written nothing, so that the caller may go on in the same write. A wish that nobody who
/// looked at the resource could make (off its grid, over 14 days, no such resource) throws std::invalid_argument.
/// All [any thread].
class Ledger {
 public:
  virtual ~Ledger() = default;

  /// One that is there already stays as it is.
  virtual void add_resource(Transaction& transaction, const Resource& resource) = 0;
  virtual std::optional<Resource> resource(Reader& reader, ResourceId id) = 0;
  virtual std::vector<Resource> resources(Reader& reader, SiteId site, std::string_view kind) = 0;

  /// Writes the booking and all its claims, or nothing. An expired hold in the way is removed. The same
  /// idempotency key by the same owner answers the first booking again, with `repeated`.
  virtual std::expected<Booking, BookRefusal> book(Transaction& transaction, const BookingWish& wish) = 0;
  /// All wishes in one write, or every clash. No clash at all: something decided on has moved, decide again.
  virtual std::expected<std::vector<Booking>, std::vector<Clash>> book_series(
      Transaction& transaction, std::span<const BookingWish> wishes) = 0;
  /// What book_series would answer now, written nowhere.
  virtual std::vector<Clash> preview(Reader& reader, std::span<const BookingWish> wishes) = 0;
  /// Replaces what a booking wants in one step; what it holds already does not stand in its own way.
  virtual std::expected<Booking, ChangeRefusal> change(Transaction& transaction, BookingId id, std::int64_t version,
                                                       std::span<const Want> wants) = 0;
  /// Replaces what many bookings want, each named once, in one step and few statements: what one gives up, another may
  /// take. Nothing is answered when it is done. Else none is changed, and the answer are the places in `all` of those
  /// that cannot be: who is not in `all` has what they want, one before them in `all` gets it, or they are cancelled.
  virtual std::vector<std::size_t> change_all(Transaction& transaction, std::span<const NewWants> all) = 0;
  /// Raises what the changes of this write were decided on, as `book` does what a booking was: each once, or none and
  /// which has moved. Then the write is answered with a refusal, and decided again. Called last, once for all of them.
  virtual std::optional<Moved> raise(Transaction& transaction, std::span<const DecidedOn> decided_on) = 0;
  /// held or pending → confirmed; held → pending.
  virtual std::expected<Booking, ChangeRefusal> advance(Transaction& transaction, BookingId id, std::int64_t version,
                                                        BookingState to) = 0;
  /// Frees the claims and keeps the booking, cancelled. Cancelling twice answers the same.
  virtual std::expected<Booking, ChangeRefusal> cancel(Transaction& transaction, BookingId id) = 0;
  /// Cancels whoever stands in the way of `wants`, and names them, so that the caller tells their modules.
  virtual std::vector<Booking> displace(Transaction& transaction, std::span<const Want> wants) = 0;

  virtual std::optional<Booking> find(Reader& reader, BookingId id) = 0;
  /// What the owner has booked under an idempotency key, whatever became of it.
  virtual std::optional<Booking> booked_under(Reader& reader, PersonId owner, std::string_view key) = 0;
  /// Live bookings (held and unexpired, pending, confirmed) that touch `when` on any of `resources`; by start.
  virtual std::vector<Booking> between(Reader& reader, std::span<const ResourceId> resources, Interval when) = 0;
  virtual std::vector<Booking> of_owner(Reader& reader, SiteId site, PersonId owner, Instant ends_after) = 0;
  /// Which of `resources` have `units` free for all of `when`, with turn-round.
  virtual std::vector<ResourceId> free(Reader& reader, std::span<const ResourceId> resources, Interval when,
                                       int units) = 0;
  /// What is free instead of `want`, for as long: other times of its resource within a day, on each side, and of a thing
  /// also others of its kind; at most three each. Asked with a Reader once the write has ended, so that who lost a race
  /// holds up nobody.
  virtual std::vector<Want> nearest(Reader& reader, const Want& want) = 0;
  /// The present version of something decided on; 0 when it was never raised.
  virtual std::int64_t version(Reader& reader, std::string_view what) = 0;
  /// Rises in this process with every booking written, here within the call, elsewhere within 250 ms.
  virtual std::int64_t revision(SiteId site) const = 0;
};

}  // namespace lodge
