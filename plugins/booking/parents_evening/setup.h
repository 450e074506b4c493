#pragma once
#include "plans.h"
#include "revise.h"
#include "whom.h"
#include "wishers.h"

#include <lodge/booking.h>

#include <algorithm>
#include <expected>

namespace lodge::parents_evening {

/// Somebody has what the evening needs: a room or a teacher's time.
struct InTheWay {
  Taken taken;
  std::optional<Booking> by;
};
/// The evening was changed by somebody else meanwhile: look again.
struct Overtaken {};
using SetupRefusal = std::variant<Overtaken, std::vector<InTheWay>>;

/// A short text that is another where somebody else, or somebody at another time, has what the evening needs.
std::string digest(const std::vector<InTheWay>& clashes);

/// Why families are told; the message has a sentence for each.
enum class Cause { changed, shifted, other_date, away, online, cancelled, audience };

/// One act of the office: what the evening becomes, and how its appointments follow.
struct Act {
  Plan after;  ///< at the version that it was made from
  Move move{};
  Cause cause = Cause::changed;
  std::chrono::minutes by{0};          ///< shifted
  std::optional<TeacherId> teacher{};  ///< away
  bool tells_invited = false;          ///< cancelled: Outcome::invited get the message, too
  bool all_the_same = false;           ///< where somebody else has what it needs, without that
  std::string clashes_shown{};         ///< all_the_same: only while digest() of what it is done without is this; empty: whatever that is
};

/// What an act did, or would do.
struct Outcome {
  Plan after{};               ///< what the evening is then
  std::vector<Fate> fates{};  ///< of every live appointment
  std::vector<InTheWay> left_out{};  ///< done without these, or without a part of them
  std::vector<Wisher> wishers{};     ///< families that wait for the preference round
  std::map<HouseholdId, std::vector<Whom>> out_of_line{};  ///< who waited for somebody that the family cannot see any more
  std::set<HouseholdId> invited{};  ///< to an evening that is called off, by letter or message; they lose nothing else
  /// Who gets a message: for what becomes of its appointments, its wishes or its places in line, or of several of them.
  std::set<HouseholdId> told() const;
  std::size_t families() const { return told().size(); }  ///< without the invited
  bool strains() const { return std::ranges::any_of(fates, [](const Fate& fate) { return fate.strain.has_value(); }); }
};

/// The one place where an evening is set up and changed, before it opens and after: rows, desks in the ledger, the
/// teachers' diaries and the rooms, breaks, appointments and messages in one write, or nothing. Each household that an
/// act touches gets exactly one message, whatever became of its appointments. [any thread] @throws Unavailable
class EveningSetup {
 public:
  EveningSetup(const Kernel& kernel, Plans& plans) : kernel_(kernel), plans_(plans) {}

  /// Whole, but for what somebody has: a desk whose teacher is busy then is away, a desk whose room is taken has none.
  std::expected<Outcome, SetupRefusal> create(const Actor& actor, const Plan& plan) const;
  std::expected<Outcome, SetupRefusal> apply(const Actor& actor, const Act& act) const;
  /// What apply would do now: done, looked at and undone.
  std::expected<Outcome, SetupRefusal> preview(const Actor& actor, const Act& act) const;

  std::vector<Evening> all(SiteId site) const;
  std::shared_ptr<const Plan> find(SiteId site, EveningId id) const;
  std::vector<Appointment> appointments(EveningId id) const;  ///< live ones
  /// What somebody else has of the diaries and rooms that the desks of a date would need whole, until it is over.
  std::vector<InTheWay> busy(const Plan& plan) const;

 private:
  std::expected<Outcome, SetupRefusal> change(Transaction& transaction, const Actor& actor, const Act& act) const;
  std::vector<InTheWay> claim_for(Transaction& transaction, const Actor& actor, const Act& act, const Plan& before, Outcome& outcome) const;
  std::vector<Appointment> live(Reader& reader, EveningId id) const;
  void tell_each(Transaction& transaction, const Actor& actor, const Act& act, const Outcome& outcome) const;

  const Kernel& kernel_;
  Plans& plans_;
};

}  // namespace lodge::parents_evening
