#pragma once
#include "decide.h"
#include "plans.h"
#include "whom.h"

#include <lodge/booking.h>

#include <expected>
#include <functional>

namespace lodge::parents_evening {

inline constexpr std::string_view kAppointmentKind = "evening.appointment";
inline constexpr std::string_view kBreakKind = "evening.break";
inline constexpr std::string_view kSittingKind = "evening.sitting";

/// What a family asks for in one go: all of it or none.
struct Basket {
  EveningId evening{};
  HouseholdId household{};
  std::vector<Choice> choices{};  ///< 1 to 30
  MadeBy made_by = MadeBy::parent;
  std::string idempotency_key{};  ///< at most 64 ASCII characters
  bool instead_of_holds = false;  ///< what the family holds of this evening is let go in the same write
  std::optional<std::set<SeenHold>> seen{};  ///< what it saw of that; refused as `held_anew` when it holds anything else
};

/// Done in the write of an appointment, after it; false undoes all of it.
using With = std::function<bool(Transaction&, const Appointment&)>;

using Booked = std::expected<std::vector<Appointment>, std::vector<Refused>>;

/// The one place where appointments are made, moved and given back: pages, API and the office's acts stand in front
/// of it. It loads, asks the school's rule and decides, and then does it in one write: claims on desk and household,
/// rows, audit, message. A family learns of nobody else's. [any thread] @throws Unavailable
class Appointments {
 public:
  Appointments(const Kernel& kernel, Plans& plans) : kernel_(kernel), plans_(plans) {}

  /// Booked at once, with one message to the family; the same key answers the same appointments again.
  Booked book(const Actor& actor, const Basket& basket) const { return put(actor, basket, std::nullopt); }
  /// Kept for the family until then, without a message, instead of what it held of this evening; that stays when this is
  /// refused.
  Booked hold(const Actor& actor, const Basket& basket, Instant until) const;
  /// Turns the family's holds of this evening into appointments, with one message; one that has run out is taken again
  /// if it can be. All or none, and only if they are those that it saw: else refused as `held_anew`, never an empty
  /// answer. `notes`: what the family writes to teachers, in the place of what it wrote before.
  Booked confirm(const Actor& actor, EveningId evening, HouseholdId household, const std::set<SeenHold>& seen,
                 const std::map<BookingId, std::string>& notes = {}) const;
  /// Lets the family's holds of this evening go.
  void release(const Actor& actor, EveningId evening, HouseholdId household) const;

  /// To another slot, of the same teacher, with one message.
  Booked move(const Actor& actor, BookingId booking, DeskId desk, int slot) const;
  /// Gives it back, with one message; false when there is no such appointment that the actor may act on. Cancelling
  /// twice does no harm.
  bool cancel(const Actor& actor, BookingId booking) const;
  /// The office gives these of an evening back in one write, with one message to each household.
  void give_back(const Actor& actor, EveningId evening, const std::vector<BookingId>& bookings) const;

  /// Holds one time for a family that stands in line for it, if it could book it itself; without a message.
  Booked offer(const Actor& actor, EveningId evening, HouseholdId household, const Choice& choice, Instant until, const With& with) const;
  /// Turns such an offer into an appointment, with one message.
  Booked take(const Actor& actor, BookingId offer, const With& with) const;
  /// Gives an offer's time back, without a message. Inside Database::write.
  void withdraw(Transaction& transaction, BookingId offer) const;
  /// Called after a time came free, on the thread that freed it; what it throws undoes nothing. [startup]
  void when_freed(std::function<void(SiteId, EveningId)> then) { freed_ = std::move(then); }

  /// What a family's choice is judged by, read now: the desks are those of `teachers`, or all that teach its children.
  struct Known {
    std::shared_ptr<const Plan> plan;
    std::shared_ptr<const People> people;
    std::shared_ptr<const Rooms> rooms;
    Situation situation;  ///< refers to the three above
  };
  /// Nothing when there is no such evening at the actor's site, or the family is not the actor's to act for.
  std::optional<Known> know(const Actor& actor, EveningId evening, HouseholdId household) const;

 private:
  std::optional<Known> know(Reader& reader, const Actor& actor, EveningId evening, HouseholdId household) const;
  bool may_act_for_others(const Actor& actor) const;  ///< a token may have the one scope without the other
  bool may_act_for(const Actor& actor, const People& people, HouseholdId household) const;
  Booked put(const Actor& actor, const Basket& basket, std::optional<Instant> held_until) const;
  Booked put_once(const Actor& actor, const Basket& basket, std::optional<Instant> held_until, int attempt = 1) const;
  Booked confirm_once(const Actor& actor, EveningId evening, HouseholdId household, const std::set<SeenHold>& seen,
                      const std::map<BookingId, std::string>& notes) const;
  Booked move_once(const Actor& actor, BookingId booking, DeskId desk, int slot) const;
  std::vector<Refused> ask_rule(const Actor& actor, const Known& known, const Basket& basket) const;
  /// What of the basket is for families in line before this one, as it is in this write.
  std::vector<Refused> of_line(Transaction& transaction, const Known& known, const Basket& basket) const;
  /// No refusal at all: the key's appointments were given back since, so it counts no more.
  Booked write(const Actor& actor, const Known& known, const Basket& basket, std::optional<Instant> held_until, const With& with = {}) const;
  Booked firm_up(const Actor& actor, const Known& known, std::vector<Appointment> held, const std::map<BookingId, std::string>& notes) const;
  /// Whether what was known is so still, families and evening, and stays so until the write ends: first in each write.
  bool still(Transaction& transaction, const Known& known) const;
  void say_freed(SiteId site, EveningId evening) const;
  Booked refuse(const Actor& actor, const Basket& basket, std::vector<Refused> refused) const;

  const Kernel& kernel_;
  Plans& plans_;
  std::function<void(SiteId, EveningId)> freed_;
};

}  // namespace lodge::parents_evening
