#include "setup.h"

#include "allocating.h"
#include "appointments.h"
#include "give_way.h"
#include "interpreters.h"
#include "lengths.h"
#include "setup_claims.h"
#include "store.h"
#include "tell.h"
#include "told.h"
#include "waiting_end.h"

#include <lodge/iso8601.h>
#include <lodge/rooms.h>
#include <lodge/web.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr int kMostRounds = 100;  // of clashes, each of which takes some more time from a desk
constexpr auto kCauses = std::to_array<std::string_view>({"changed", "shifted", "other_date", "away", "online", "cancelled", "audience"});

std::string_view word(Cause cause) { return kCauses.at(static_cast<std::size_t>(cause)); }

/// A plan with nothing in it: what a new evening was before.
Plan nothing_of(const Plan& plan) {
  return {.evening = plan.evening, .audience = {}, .staggered = {}, .early = {}, .dates = {}, .desks = {}};
}

/// A date is removed only while nobody ever had an appointment on it: rows of those that were given back name its desks.
bool removes_what_was_booked(Reader& reader, const Plan& before, const Plan& after) {
  return std::ranges::any_of(before.dates, [&](const EveningDate& date) { return after.date(date.id) == nullptr && ever_booked(reader, date.id); });
}

/// A round that takes wishes again, or that is none any more, is worked out anew at its new close. False when its
/// appointments are being given out.
bool reopen_round(Transaction& transaction, const Plan& before, const Plan& after, Instant now) {
  const auto run = opens_round(before, after, now) ? find_run(transaction, after.evening.id) : std::nullopt;
  if (run && is_given(*run)) return false;
  if (run) forget_run(transaction, after.evening.id);
  return true;
}

/// A pack that the new times leave behind: it goes out anew, unless that would be at once, with the office in the midst of
/// its changes.
void renew_packs(Transaction& transaction, const Plan& before, const Plan& after, const std::vector<Fate>& fates, Instant now) {
  for (const auto& was : before.dates) {
    const auto* date = after.date(was.id);
    if (date == nullptr) continue;
    const auto is_of = [&](const Fate& fate) { return fate.before.date == was.id || (fate.after && fate.after->date == was.id); };
    const bool moved = date->when.starts() != was.when.starts() && is_before_pack(*date, now);
    const bool differs = *date != was || std::ranges::any_of(fates, [&](const Fate& fate) { return is_of(fate) && (fate.told || !fate.stays()); });
    if (moved) forget_pack(transaction, was.id);
    else if (differs) age_pack(transaction, was.id);
  }
}

std::vector<Wisher> move_wishes(const Kernel& kernel, Transaction& transaction, const Plan& before, const Plan& after, const People& people) {
  const auto id = after.evening.id;
  auto all = wishers(kernel.calendar, before, after, people, wishes_of(transaction, id));
  for (const auto& one : all) {
    if (one.moved) set_windows(transaction, id, one.household, one.windows);
  }
  return all;
}

/// Whoever hears that there is nobody to wait for any more hears nothing else of what was held.
void unsay_offers(Outcome& outcome) {
  for (auto& fate : outcome.fates) {
    const auto ended = outcome.out_of_line.find(fate.before.household);
    if (!fate.before.is_offer() || ended == outcome.out_of_line.end()) continue;
    if (std::ranges::find(ended->second, whom_of(fate.before)) != ended->second.end()) fate.told = false;
  }
}

/// Families that were sent a letter or an invitation, and that the school's records do not shut out since.
std::set<HouseholdId> invited(Reader& reader, const Plan& plan, const People& people) {
  std::set<HouseholdId> all;
  for (const auto kind : {Told::letter, Told::invitation}) {
    for (const auto& [household, when] : told(reader, plan.evening.id, kind)) {
      if (!children(plan, people, household).empty()) all.insert(household);
    }
  }
  return all;
}

}  // namespace

// Without the booking's id: the evening's own are made anew each time that an act is looked at.
std::string digest(const std::vector<InTheWay>& clashes) {
  std::set<std::string> all;
  for (const auto& clash : clashes) {
    auto one = clash.taken.wanted.resource.text() + clash.taken.by_kind;
    for (const auto& want : clash.by ? clash.by->wants : std::vector<Want>()) one += instant_text(want.when.starts()) + instant_text(want.when.ends());
    all.insert(clash.by ? one + clash.by->owner.text() : one);
  }
  std::string text;
  for (const auto& one : all) text += one + "\n";
  return entity_tag(text).substr(1, 16);  // without the quotes
}

std::set<HouseholdId> Outcome::told() const {
  std::set<HouseholdId> all;
  for (const auto& [household, some] : touched(fates)) all.insert(household);
  for (const auto& one : wishers) {
    if (one.told) all.insert(one.household);
  }
  for (const auto& [household, whom] : out_of_line) all.insert(household);
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

std::expected<Outcome, SetupRefusal> EveningSetup::create(const Actor& actor, const Plan& plan) const {
  return kernel_.database.write([&](Transaction& transaction) -> std::expected<Outcome, SetupRefusal> {
    insert(transaction, plan.evening);
    const auto before = nothing_of(plan);
    auto after = plan;
    write_rows(kernel_, transaction, before, after);
    Outcome outcome;
    const auto clashing = [&] { return claim_time(kernel_, transaction, actor, before, after).refused; };
    for (auto clashes = clashing(); !clashes.empty(); clashes = clashing()) {
      for (const auto& clash : clashes) leave_out(transaction, after, clash.taken);
      std::ranges::move(clashes, std::back_inserter(outcome.left_out));
      if (outcome.left_out.size() > after.desks.size() * 2) return std::unexpected(std::move(outcome.left_out));
    }
    claim_breaks(kernel_, transaction, actor, before, after);
    kernel_.audit.record(transaction, actor, {"evening.created", plan.evening.id.text(), ""});
    return outcome;
  });
}

/// All of it, or what can be had of it where the office wants that; who has the rest.
std::vector<InTheWay> EveningSetup::claim_for(Transaction& transaction, const Actor& actor, const Act& act, const Plan& before, Outcome& outcome) const {
  auto& after = outcome.after;
  auto claimed = claim_time(kernel_, transaction, actor, before, after, act.all_the_same);
  for (int rounds = 0; act.all_the_same && !claimed.refused.empty() && rounds < kMostRounds; ++rounds) {
    for (const auto& clash : claimed.refused) give_way(transaction, after, clash.taken);
    std::ranges::move(claimed.refused, std::back_inserter(outcome.left_out));
    claimed = claim_time(kernel_, transaction, actor, before, after, act.all_the_same);
  }
  if (act.all_the_same) std::ranges::move(claimed.partly, std::back_inserter(outcome.left_out));
  return claimed.refused;
}

std::expected<Outcome, SetupRefusal> EveningSetup::change(Transaction& transaction, const Actor& actor, const Act& act) const {
  const auto before = load_plan(transaction, act.after.evening.id);
  Outcome outcome{.after = act.after};
  auto& after = outcome.after;
  // From here on nobody books: who decided on the old version decides again.
  if (!before || !update(transaction, after.evening)) return std::unexpected(Overtaken{});
  if (removes_what_was_booked(transaction, *before, after)) return std::unexpected(Overtaken{});
  if (!reopen_round(transaction, *before, after, kernel_.clock.now())) return std::unexpected(Overtaken{});
  for (auto& one : after.interpreters) {
    std::erase_if(one.times, [&](const InterpreterTime& time) { return after.date(time.date) == nullptr; });
  }
  write_rows(kernel_, transaction, *before, after);
  if (auto clashes = claim_for(transaction, actor, act, *before, outcome); !clashes.empty()) return std::unexpected(std::move(clashes));
  if (!act.clashes_shown.empty() && act.clashes_shown != digest(outcome.left_out)) return std::unexpected(std::move(outcome.left_out));
  if (after.ends() > before->ends()) kernel_.parents.extend_letter_codes(transaction, actor.site, letters_of(after.evening.id), letters_until(after));
  const auto people = kernel_.directory.people(actor.site);
  const auto rooms = kernel_.rooms.rooms(actor.site);
  const auto needs = needs_known(kernel_, transaction, after.evening);
  const School school{*people, *rooms, needs, family_lengths(transaction, after.evening.id), elsewhere(transaction, after.evening.id, kernel_.clock.now())};
  outcome.fates = fates(*before, after, act.move, school, live(transaction, after.evening.id), kernel_.clock.now());
  outcome.wishers = move_wishes(kernel_, transaction, *before, after, *people);
  if (!before->interpreters.empty() || !after.interpreters.empty()) {
    assign_interpreters(after, needs, outcome.fates, kernel_.clock.now());
  }
  free_breaks(kernel_, transaction, *before, after);
  move_appointments(kernel_, transaction, after, *people, outcome.fates);
  pass_places(kernel_, transaction, actor, *people, *before, after, outcome.fates);
  renew_packs(transaction, *before, after, outcome.fates, kernel_.clock.now());
  outcome.out_of_line = end_places(kernel_, transaction, actor, *people, after.evening.id, loses_by(*before, after, *people, kernel_.clock.now()));
  unsay_offers(outcome);
  if (after.evening.state == EveningState::cancelled && before->evening.state != EveningState::cancelled) {
    outcome.invited = invited(transaction, after, *people);
    for (const auto household : outcome.told()) outcome.invited.erase(household);
  }
  claim_breaks(kernel_, transaction, actor, *before, after);
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
  const bool cancelled = evening.state == EveningState::cancelled;
  auto some = touched(outcome.fates);
  for (const auto household : outcome.told()) {
    const bool wishes = std::ranges::any_of(outcome.wishers, [&](const Wisher& one) { return one.told && one.household == household; });
    const auto line = outcome.out_of_line.find(household);
    if (!wishes && !some.contains(household)) {
      tell_waited(kernel_, transaction, actor, evening.id, household, line->second);
      continue;
    }
    Value::List lost, offers;  // an offer that was lost is named by what it was
    for (const auto* fate : some[household]) {
      if (fate->before.is_offer()) offers.push_back(fate->after.value_or(fate->before).booking.text());
      else if (!fate->after) lost.push_back(fate->before.booking.text());
    }
    Value::Map more{{"cause", std::string(word(act.cause))}, {"minutes", act.by.count()}, {"lost", std::move(lost)}, {"offers", std::move(offers)}, {"wishes", wishes}};
    if (act.teacher) more["teacher"] = act.teacher->text();
    if (line != outcome.out_of_line.end() && !cancelled) more["teachers"] = teachers_of(line->second);
    tell(kernel_, transaction, {actor.site, evening.id, household, "rearranged", actor.person, std::move(more)});
  }
  for (const auto household : act.tells_invited ? outcome.invited : std::set<HouseholdId>()) {
    tell(kernel_, transaction, {actor.site, evening.id, household, "rearranged", actor.person, {{"cause", std::string(word(act.cause))}}});
  }
}

}  // namespace lodge::parents_evening
