#include "families.h"

#include "allocating.h"
#include "appointments.h"
#include "feed.h"
#include "holds.h"
#include "lengths.h"
#include "reach.h"
#include "shown.h"
#include "store.h"
#include "tell.h"
#include "told.h"
#include "waiting_end.h"
#include "wishes.h"

#include <lodge/parents.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

bool leaves(const FamiliesChange& change, PersonId author) {
  return std::ranges::find(change.moving, same_person<ContactId>(author)) != change.moving.end();
}

/// The needs are sealed to their household's place.
std::string resealed(const Kernel& kernel, const FamiliesChange& change, const Wishes& theirs) {
  const auto author = theirs.needs_author;
  if (!author || theirs.needs.empty()) return {};
  const auto text = kernel.privacy.open(change.actor.site, *author, needs_place(theirs.evening, theirs.household), theirs.needs);
  return text ? kernel.privacy.seal(change.actor.site, *author, needs_place(theirs.evening, change.to), *text) : "";
}

/// Whoever leaves takes along what they said that the family needs, though the wishes stay; of two that join, what was said
/// later. Of an evening that is over too: said_needs goes back to it.
bool move_needs(const Kernel& kernel, Transaction& transaction, const FamiliesChange& change, EveningId evening) {
  const auto theirs = change.from == HouseholdId() ? std::nullopt : find_wishes(transaction, evening, change.from);
  if (!theirs || !theirs->needs_author || !(change.joins() || leaves(change, *theirs->needs_author))) return false;
  const auto own = find_wishes(transaction, evening, change.to);
  if (!own || !own->needs_author || own->needs_at < theirs->needs_at) {
    put(transaction, {evening, change.to, *theirs->needs_author, resealed(kernel, change, *theirs)}, theirs->needs_at);
  }
  remove_needs(transaction, evening, change.from);
  return true;
}

/// What one evening to come makes of it. [the closure's thread]
class AtOneEvening {
 public:
  AtOneEvening(const Kernel& kernel, Transaction& transaction, const FamiliesChange& change, const Plan& plan, std::vector<std::string>& done)
      : kernel_(kernel), transaction_(transaction), change_(change), plan_(plan), done_(done) {}

  void settle() {
    // First: whoever books by families as they were either has written it by now, or is refused and decides again. A
    // snapshot of the people is newer than `before` only if it holds this change.
    families_moved(transaction_, evening(), change_.before.revision() + 1);
    if (change_.from != HouseholdId()) {
      move_wishes();
      if (move_needs(kernel_, transaction_, change_, evening())) {
        add(change_.say.say("What they need goes along with {family}, who said it.", {{"family", family(change_.to)}}));
      }
      move_early();
      move_told();
      move_length();
    }
    shut_out();
  }

 private:
  EveningId evening() const { return plan_.evening.id; }
  void add(std::string words) { done_.push_back(plan_.evening.title + ": " + std::move(words)); }
  std::string family(HouseholdId household) const { return names_of(change_.say, change_.after, household); }

  void move_wishes() {
    auto theirs = find_wishes(transaction_, evening(), change_.from);
    if (!theirs) return;
    const auto& say = change_.say;
    if (!change_.joins() && !leaves(change_, theirs->author)) {
      if (theirs->whom.empty()) return add(say.say("What they need stays with {family}, who said it.", {{"family", family(change_.from)}}));
      return add(say.say("The wishes stay with {family}; the other household sends its own.", {{"family", family(change_.from)}}));
    }
    auto refused = refused_wishes(transaction_, evening(), change_.from);
    remove_wishes(transaction_, evening(), change_.from);
    leave_needs(*theirs);
    const auto own = find_wishes(transaction_, evening(), change_.to);
    replace(transaction_, own ? one_list(*own, *theirs) : of_new_household(*theirs));
    keep_refused(refused);
    move_times();
    tell_of_wishes(*theirs, own && !own->whom.empty());
  }

  void move_times() {
    if (move_share(transaction_, evening(), change_.from, change_.to)) return;
    if (const auto run = find_run(transaction_, evening()); run && is_given(*run)) return;
    add(change_.say.say("Times were worked out for each of them: work them out again."));
  }

  void tell_of_wishes(const Wishes& theirs, bool own) {
    const auto& say = change_.say;
    if (theirs.whom.empty()) {
      if (!theirs.needs.empty()) add(say.say("What they need goes along with {family}, who said it.", {{"family", family(change_.to)}}));
    } else if (own) {
      add(say.say("Both sent wishes. They become one list; when they can come and what they need is as it was written last."));
    } else if (change_.splits()) {
      add(say.say("The wishes go along with {family}, who wrote them; the other household sends its own.", {{"family", family(change_.to)}}));
    } else {
      add(say.say("The wishes go along."));
    }
  }

  /// What somebody said who stays. The office's goes with the wishes.
  void leave_needs(Wishes& wishes) {
    const auto author = wishes.needs_author;
    if (!author || household_of(change_.after, *author) != change_.from) return;
    put(transaction_, {evening(), change_.from, *author, wishes.needs}, wishes.needs_at);
    wishes.needs.clear();
    wishes.needs_author.reset();
    wishes.needs_at = {};
    add(change_.say.say("What they need stays with {family}, who said it.", {{"family", family(change_.from)}}));
  }

  Wishes of_new_household(Wishes wishes) const {
    wishes.needs = resealed(kernel_, change_, wishes);
    wishes.household = change_.to;
    return wishes;
  }

  /// The list that was written last, with what the other asks for besides. Who names nobody said no more than what it needs:
  /// that is no list, and says nothing about when the family can come.
  Wishes one_list(const Wishes& own, const Wishes& theirs) const {
    const auto moved = of_new_household(theirs);
    auto whole = std::pair(!moved.whom.empty(), moved.sent_at) > std::pair(!own.whom.empty(), own.sent_at) ? moved : own;
    const auto& needs = moved.needs_at > own.needs_at ? moved : own;
    whole.needs = needs.needs;
    whole.needs_author = needs.needs_author;
    whole.needs_at = needs.needs_at;
    for (const auto* list : {&own.whom, &theirs.whom}) {
      for (const auto& whom : *list) {
        if (std::ranges::find(whole.whom, whom) == whole.whom.end()) whole.whom.push_back(whom);
      }
    }
    return whole;
  }

  void keep_refused(const std::vector<WishRefused>& refused) {
    const auto own = refused_wishes(transaction_, evening(), change_.to);
    for (const auto& one : refused) {
      if (std::ranges::find(own, one.whom, &WishRefused::whom) == own.end()) insert(transaction_, evening(), change_.to, one);
    }
  }

  void move_early() {
    auto early = plan_.early;
    if (!early.contains(change_.from)) return;
    if (change_.joins()) early.erase(change_.from);
    early.insert(change_.to);
    if (early == plan_.early) return;
    replace_early(transaction_, evening(), early);
    add(change_.joins() ? change_.say.say("They may book early together.") : change_.say.say("Both households may book early."));
  }

  /// Who needs longer appointments does so in either half, and in the whole.
  void move_length() {
    lengthen(transaction_, evening(), change_.to, family_length(transaction_, evening(), change_.from));
    if (change_.joins()) set_family_length(transaction_, evening(), change_.from, 1);
  }

  void move_told() {
    if (change_.joins()) {
      join_told(transaction_, plan_, change_.from, change_.to);
    } else {
      split_told(transaction_, plan_, change_.from, change_.to);
    }
  }

  /// Whom this change takes something from, not whoever had no right before.
  bool loses(HouseholdId household, StudentId student) const {
    const bool concerned = household == change_.from || household == change_.to || may_book_for(change_.before, household, student);
    return concerned && !may_book_for(change_.after, household, student);
  }

  void shut_out() {
    std::map<HouseholdId, Value::List> lost;
    for (const auto student : change_.students) {
      for (const auto& one : of_student(transaction_, evening(), student)) {
        const bool over = one.state == AppointmentState::booked && one.when.ends() <= kernel_.clock.now();
        if (over || !loses(one.household, student)) continue;
        if (one.state == AppointmentState::booked) {
          lost[one.household].push_back(one.booking.text());
          add(cancelled_words(one));
        }
        let_go(kernel_, transaction_, one.booking);
        kernel_.audit.record(transaction_, change_.actor, {"evening.cancelled", one.booking.text(), ""});
      }
      drop_wishes(student);
    }
    leave_lines();
    tell_lost(kernel_, transaction_, change_.after, change_.actor, evening(), std::move(lost));
  }

  std::string cancelled_words(const Appointment& one) const {
    const auto& say = change_.say;
    const auto site = plan_.evening.site;
    return say.say("{family} no longer sees {teacher} about {student} ({day}, {times}): cancelled, with a message.",
                   {{"family", family(one.household)},
                    {"teacher", change_.after.name(same_person<PersonId>(one.teacher))},
                    {"student", change_.after.name(same_person<PersonId>(one.student))},
                    {"day", day_words(kernel_, say, site, one.when.starts())},
                    {"times", time_words(kernel_, say, site, one.when)}});
  }

  void leave_lines() {
    const auto ended = end_places(kernel_, transaction_, change_.actor, change_.after, evening(), [&](HouseholdId household, const Whom& whom) {
      return std::ranges::find(change_.students, whom.student) != change_.students.end() && loses(household, whom.student);
    });
    for (const auto& [household, whom] : ended) {
      for (const auto& one : whom) {
        add(change_.say.say("{family} waits no more for {teacher} about {student}.",
                            {{"family", family(household)},
                             {"teacher", change_.after.name(same_person<PersonId>(one.teacher))},
                             {"student", change_.after.name(same_person<PersonId>(one.student))}}));
      }
    }
  }

  void drop_wishes(StudentId student) {
    for (const auto household : wishes_about(transaction_, evening(), student)) {
      if (!loses(household, student)) continue;
      remove_wishes(transaction_, evening(), household, student);
      add(change_.say.say("The wishes of {family} about {student} are taken off the list.",
                          {{"family", family(household)}, {"student", change_.after.name(same_person<PersonId>(student))}}));
    }
  }

  const Kernel& kernel_;
  Transaction& transaction_;
  const FamiliesChange& change_;
  const Plan& plan_;
  std::vector<std::string>& done_;
};

/// By a letter of both, who leaves may have come in as the one who stays, and have made an address then.
void end_calendars(Transaction& transaction, const FamiliesChange& change, std::vector<std::string>& done) {
  std::int64_t ended = 0;
  for (const auto member : change.before.members_of(change.from)) {
    if (!find_feed(transaction, member)) continue;
    remove_feed(transaction, member);
    ++ended;
  }
  if (ended == 0) return;
  done.push_back(change.say.say_many("{count} private calendar address ends. Who wants one makes another.",
                                     "{count} private calendar addresses end. Who wants one makes another.", ended));
}

}  // namespace

std::vector<std::string> change_families(const Kernel& kernel, Transaction& transaction, const FamiliesChange& change) {
  std::vector<std::string> done;
  if (change.splits()) end_calendars(transaction, change, done);
  const auto now = kernel.clock.now();
  for (const auto& evening : evenings(transaction, change.actor.site)) {
    const auto plan = evening.state == EveningState::cancelled ? std::nullopt : load_plan(transaction, evening.id);
    if (!plan || (!plan->dates.empty() && plan->ends() <= now)) {
      move_needs(kernel, transaction, change, evening.id);
    } else {
      AtOneEvening(kernel, transaction, change, *plan, done).settle();
    }
  }
  return done;
}

}  // namespace lodge::parents_evening
