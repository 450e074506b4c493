#include "setup.h"

#include "allocating.h"
#include "appointments.h"
#include "interpreters.h"
#include "setup_claims.h"
#include "store.h"
#include "tell.h"
#include "told.h"
#include "waiting_end.h"

#include <lodge/rooms.h>

#include <algorithm>
#include <array>

namespace lodge::parents_evening {
namespace {

constexpr auto kCauses = std::to_array<std::string_view>({"changed", "shifted", "other_date", "away", "online", "cancelled", "audience"});

std::string_view word(Cause cause) { return kCauses.at(static_cast<std::size_t>(cause)); }

/// A plan with nothing in it: what a new evening was before.
Plan nothing_of(const Plan& plan) {
  return {.evening = plan.evening, .audience = {}, .staggered = {}, .early = {}, .dates = {}, .desks = {}};
}

std::vector<ResourceId> diaries_of(const Desk& desk) {
  std::vector<ResourceId> all;
  for (const auto& one : desk.teachers) all.push_back(diary_of(one.substitute.value_or(one.teacher)));
  return all;
}

/// A date is removed only while nobody ever had an appointment on it: rows of those that were given back name its desks.
bool removes_what_was_booked(Reader& reader, const Plan& before, const Plan& after) {
  return std::ranges::any_of(before.dates, [&](const EveningDate& date) { return after.date(date.id) == nullptr && ever_booked(reader, date.id); });
}

/// The desks and interpreters that a clash is about do without what is not to be had; what the evening itself has got of it
/// already, it keeps: a teacher who was to interpret beside sits at her desk.
void leave_out(Transaction& transaction, Plan& plan, const Taken& taken) {
  for (auto& desk : plan.desks) {
    if (desk.slots == 0 || !desk.when(0, desk.slots).overlaps(taken.wanted.when)) continue;
    const bool room = desk.room && resource_of(*desk.room) == taken.wanted.resource;
    const auto diaries = diaries_of(desk);
    const bool teacher = desk.sitting != taken.by && std::ranges::find(diaries, taken.wanted.resource) != diaries.end();
    if (room) desk.room.reset();
    desk.away = desk.away || teacher;
    if (room || teacher) update(transaction, desk);
  }
  for (auto& one : plan.interpreters) {
    const bool busy = one.teacher && diary_of(*one.teacher) == taken.wanted.resource;
    if (busy) std::erase_if(one.times, [&](const InterpreterTime& time) { return time.sitting != taken.by && time.when.overlaps(taken.wanted.when); });
  }
  replace_interpreters(transaction, plan.evening.id, plan.interpreters);
}

/// A round that takes wishes again, or that is none any more, is worked out anew at its new close. False when its
/// appointments are being given out.
bool reopen_round(Transaction& transaction, const Plan& before, const Plan& after, Instant now) {
  const auto run = opens_round(before, after, now) ? find_run(transaction, after.evening.id) : std::nullopt;
  if (run && is_given(*run)) return false;
  if (run) forget_run(transaction, after.evening.id);
  return true;
}

std::vector<Wisher> move_wishes(const Kernel& kernel, Transaction& transaction, const Plan& before, const Plan& after, const People& people) {
  const auto id = after.evening.id;
  auto all = wishers(kernel.calendar, before, after, people, wishes_of(transaction, id));
  for (const auto& one : all) {
    if (one.moved) set_windows(transaction, id, one.household, one.windows);
  }
  return all;
}

}  // namespace

std::set<HouseholdId> Outcome::told() const {
  std::set<HouseholdId> all;
  for (const auto& [household, some] : touched(fates)) all.insert(household);
  for (const auto& one : wishers) {
    if (one.told) all.insert(one.household);
  }
  return all;
}

std::vector<Evening> EveningSetup::all(SiteId site) const {
  return kernel_.database.read([&](Reader& reader) { return evenings(reader, site); });
}

std::shared_ptr<const Plan> EveningSetup::find(SiteId site, EveningId id) const {
  return kernel_.database.read([&](Reader& reader) { return plans_.find(reader, site, id); });
}

std::vector<Appointment> EveningSetup::live(Reader& reader, EveningId id) const {
  auto all = of_evening(reader, id);
  // A hold that ran out has nothing any more: somebody else may have its slot.
  std::erase_if(all, [&](const Appointment& one) { return !one.live(kernel_.clock.now()); });
  return all;
}

std::vector<Appointment> EveningSetup::appointments(EveningId id) const {
  return kernel_.database.read([&](Reader& reader) { return live(reader, id); });
}

std::vector<InTheWay> EveningSetup::busy(const Plan& plan) const {
  std::vector<InTheWay> all;
  kernel_.database.read([&](Reader& reader) {
    for (const auto& desk : plan.desks) {
      if (!desk.away || desk.away_with_date || desk.slots == 0) continue;
      const auto when = desk.when(0, desk.slots);
      for (const auto diary : diaries_of(desk)) {
        for (auto& booking : kernel_.ledger.between(reader, std::array{diary}, when)) {
          all.push_back({{{diary, when, 1}, booking.id, booking.kind, when}, booking});
        }
      }
    }
  });
  return all;
}

std::expected<Outcome, SetupRefusal> EveningSetup::create(const Actor& actor, const Plan& plan) const {
  return kernel_.database.write([&](Transaction& transaction) -> std::expected<Outcome, SetupRefusal> {
    insert(transaction, plan.evening);
    const auto before = nothing_of(plan);
    auto after = plan;
    write_rows(kernel_, transaction, before, after);
    Outcome outcome;
    for (auto clashes = claim_time(kernel_, transaction, actor, before, after); !clashes.empty();
         clashes = claim_time(kernel_, transaction, actor, before, after)) {
      for (const auto& clash : clashes) leave_out(transaction, after, clash.taken);
      std::ranges::move(clashes, std::back_inserter(outcome.left_out));
      if (outcome.left_out.size() > after.desks.size() * 2) return std::unexpected(std::move(outcome.left_out));
    }
    claim_breaks(kernel_, transaction, actor, before, after);
    kernel_.audit.record(transaction, actor, {"evening.created", plan.evening.id.text(), ""});
    return outcome;
  });
}

std::expected<Outcome, SetupRefusal> EveningSetup::change(Transaction& transaction, const Actor& actor, const Act& act) const {
  const auto before = load_plan(transaction, act.after.evening.id);
  auto after = act.after;
  // From here on nobody books: who decided on the old version decides again.
  if (!before || !update(transaction, after.evening)) return std::unexpected(Overtaken{});
  if (removes_what_was_booked(transaction, *before, after)) return std::unexpected(Overtaken{});
  if (!reopen_round(transaction, *before, after, kernel_.clock.now())) return std::unexpected(Overtaken{});
  for (auto& one : after.interpreters) {
    std::erase_if(one.times, [&](const InterpreterTime& time) { return after.date(time.date) == nullptr; });
  }
  write_rows(kernel_, transaction, *before, after);
  if (after.ends() > before->ends()) kernel_.parents.extend_letter_codes(transaction, actor.site, letters_of(after.evening.id), letters_until(after));
  const auto people = kernel_.directory.people(actor.site);
  const auto rooms = kernel_.rooms.rooms(actor.site);
  Outcome outcome{fates(*before, after, act.move, *people, *rooms, live(transaction, after.evening.id), kernel_.clock.now())};
  outcome.wishers = move_wishes(kernel_, transaction, *before, after, *people);
  if (!before->interpreters.empty() || !after.interpreters.empty()) {
    assign_interpreters(after, needs_known(kernel_, transaction, after.evening), outcome.fates, kernel_.clock.now());
  }
  free_breaks(kernel_, transaction, *before, after);
  move_appointments(kernel_, transaction, after, *people, outcome.fates);
  outcome.out_of_line = end_places(kernel_, transaction, actor, *people, after.evening.id, [&](HouseholdId household, const Whom& whom) {
    return may_see(*before, *people, household, whom.student, whom.teacher) && !may_see(after, *people, household, whom.student, whom.teacher);
  });
  claim_breaks(kernel_, transaction, actor, *before, after);
  if (auto clashes = claim_time(kernel_, transaction, actor, *before, after); !clashes.empty()) return std::unexpected(std::move(clashes));
  remove_rows(transaction, *before, after);
  kernel_.audit.record(transaction, actor, {"evening.changed", after.evening.id.text(), "{\"cause\":\"" + std::string(word(act.cause)) + "\"}"});
  if (before->early != after.early) {
    kernel_.audit.record(transaction, actor, {"evening.early", after.evening.id.text(), "{\"families\":" + std::to_string(after.early.size()) + "}"});
  }
  return outcome;
}

std::expected<Outcome, SetupRefusal> EveningSetup::apply(const Actor& actor, const Act& act) const {
  return kernel_.database.write([&](Transaction& transaction) {
    auto outcome = change(transaction, actor, act);
    if (outcome) tell_each(transaction, actor, act, *outcome);
    return outcome;
  });
}

std::expected<Outcome, SetupRefusal> EveningSetup::preview(const Actor& actor, const Act& act) const {
  std::optional<std::expected<Outcome, SetupRefusal>> seen;
  static_cast<void>(kernel_.database.write([&](Transaction& transaction) -> std::expected<bool, Overtaken> {
    seen = change(transaction, actor, act);
    return std::unexpected(Overtaken{});  // undone
  }));
  return *seen;
}

void EveningSetup::tell_each(Transaction& transaction, const Actor& actor, const Act& act, const Outcome& outcome) const {
  const auto& evening = act.after.evening;
  auto some = touched(outcome.fates);
  const auto told = outcome.told();
  for (const auto& [household, whom] : outcome.out_of_line) {
    if (!told.contains(household)) tell_waited(kernel_, transaction, actor, evening.id, household, whom);
  }
  for (const auto household : told) {
    Value::List lost;
    for (const auto* fate : some[household]) {
      if (!fate->after) lost.push_back(fate->before.booking.text());
    }
    const bool wishes = std::ranges::any_of(outcome.wishers, [&](const Wisher& one) { return one.told && one.household == household; });
    Value::Map more{{"cause", std::string(word(act.cause))}, {"minutes", act.by.count()}, {"lost", std::move(lost)}, {"wishes", wishes}};
    if (act.teacher) more["teacher"] = act.teacher->text();
    if (const auto line = outcome.out_of_line.find(household); line != outcome.out_of_line.end()) more["teachers"] = teachers_of(line->second);
    tell(kernel_, transaction, {actor.site, evening.id, household, "rearranged", actor.person, std::move(more)});
  }
}

}  // namespace lodge::parents_evening
