#pragma once
#include "occurrence.h"
#include "opening.h"
#include "school_days.h"
#include "words.h"

#include <lodge/booking.h>
#include <lodge/ledger.h>

#include <expected>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

namespace lodge::rooms {

/// What a person asks the desk for.
struct Order {
  RoomId room;
  TimeWish time;
  Words words;
  PersonId owner;
  std::optional<LocalDate> repeat_until;  ///< weekly, to this day; nothing: once
  std::map<LocalDate, Choice> choices;    ///< of dates that were shown as not to be had
  std::string idempotency_key;
};

struct Booked {
  std::vector<BookingId> bookings;  ///< by date
  std::optional<SeriesId> series;
  /// The first as it was written; nothing when it had been booked before, under the same idempotency key.
  std::optional<std::pair<Record, Booking>> first = {};
};

/// Nothing was written: some dates cannot be had. All dates are here, so that they can be shown and decided on.
struct NotYet {
  std::vector<Occurrence> occurrences;
  const Refusal& first() const;  ///< the first trouble
};

/// Which of a series a change or cancellation is for.
enum class Scope { this_one, following, all };

struct Changing {
  BookingId booking;
  std::int64_t version = 0;  ///< of the booking when it was read
  Scope scope = Scope::this_one;
  RoomId room;
  TimeWish time;  ///< its date counts for this one; the others keep theirs
  Words words;
};

/// What could not be changed; nothing was.
struct NotChanged {
  Refusal why;                         ///< of the first date
  std::vector<Occurrence> dates = {};  ///< every date that cannot be had so; none when it is not about a date
};

/// So often at most a thing is decided again when what it rested on has moved meanwhile.
inline constexpr int kMostAttempts = 100;

/// Why a write of an order was taken back.
struct NotWritten {
  std::vector<Clash> clashes;  ///< none: something decided on has moved, or the key was used
  bool key_used = false;
};

/// One room for one time, about to be booked.
struct Asked {
  const Room* room;  ///< nullptr: there is none
  When when;
  PersonId owner;
  bool repeats = false;
  std::optional<BookingId> changing;  ///< this booking is to become that
};

/// What the school says to one booking, and what its answer rests on: how many the owner has in that week.
struct Judged {
  std::optional<Refusal> trouble;
  std::vector<DecidedOn> decided_on;
};

/// The one place where rooms are booked, changed and given back: pages and API stand in front of it. It loads, asks
/// the school's rule and decides, and then does it in one write: claims, words, audit, message. [any thread]
class Desk {
 public:
  explicit Desk(const Kernel& kernel) : kernel_(kernel) {}

  /// Once, or on each date of a series that is not closed. The same idempotency key by the same owner answers the
  /// same bookings again, whatever the school would say by now; KeyUsed when they are others than this order's. @throws Unavailable
  std::expected<Booked, NotYet> book(const Actor& actor, Order order) const;
  /// What `book` would meet on each date, written nowhere. @throws Unavailable
  std::expected<std::vector<Occurrence>, NotYet> look(const Actor& actor, Order order) const;
  /// All of the scope or none. Answers how many were changed. @throws Unavailable
  std::expected<std::size_t, NotChanged> change(const Actor& actor, const Changing& changing) const;
  /// Answers what was cancelled. Cancelling twice does no harm. @throws Unavailable
  std::expected<std::vector<Record>, Refusal> cancel(const Actor& actor, BookingId booking, Scope scope) const;

 private:
  /// Nothing: what was decided on has moved, decide again.
  std::optional<std::expected<Booked, NotYet>> try_to_book(const Actor& actor, const Order& order) const;
  std::vector<Occurrence> occurrences(const Actor& actor, const Order& order) const;
  Occurrence occurrence(const Actor& actor, const Order& order, LocalDate date) const;
  Judged judge(const Actor& actor, const Asked& asked) const;
  Verdict ask_rule(const Actor& actor, const Asked& asked, const SchoolDay& day, std::int64_t bookings_this_week) const;
  void add_clashes(const Actor& actor, const Order& order, std::vector<Occurrence>& occurrences) const;
  void name_clashes(const Actor& actor, const Order& order, std::vector<Occurrence>& occurrences, std::vector<Clash> clashes) const;
  void add_stand_ins(const Actor& actor, std::vector<Occurrence>& occurrences, RoomId wanted) const;
  std::expected<Booked, NotWritten> write(const Actor& actor, const Order& order, const std::vector<Occurrence>& occurrences) const;
  std::optional<Unfit> nonsense(const Actor& actor, Order& order) const;
  /// What was booked under the order's key; KeyUsed when that was another order; nothing when the key is new.
  std::optional<std::expected<Booked, NotYet>> sent_before(const Actor& actor, const Order& order) const;
  bool is_what_was_booked(const Actor& actor, const Order& order, const std::vector<Record>& records, const std::set<BookingId>& changed) const;

  std::expected<std::vector<Record>, Refusal> records_in(const Actor& actor, BookingId booking, Scope scope) const;
  /// A booking as it is to be, and what that rests on besides the room.
  struct Decided {
    Record record;
    std::vector<DecidedOn> decided_on;
  };
  /// Nothing: what was decided on has moved, decide again.
  std::optional<std::expected<std::size_t, NotChanged>> try_to_change(const Actor& actor, const Changing& changing, const SealedWords& words) const;
  /// `seen`: the booking that was looked at; of the others only what differs from it changes.
  std::expected<Decided, Occurrence> decide(const Actor& actor, const Changing& changing, const Record& seen, const Record& record) const;
  std::expected<void, std::vector<Occurrence>> write_changes(const Actor& actor, const Changing& changing, const std::vector<Decided>& after) const;

  const Kernel& kernel_;
  mutable SchoolDays school_days_;
};


}  // namespace lodge::rooms
