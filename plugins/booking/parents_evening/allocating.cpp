#include "allocating.h"

#include "appointments.h"
#include "lengths.h"
#include "store.h"
#include "tell.h"
#include "wish_reasons.h"

#include <lodge/json.h>

#include <algorithm>

namespace lodge::parents_evening {
namespace {

/// A family that was joined with another may have been given its own already, and gets the other's besides.
std::string key_of(const AllocationRun& run, const Share& share) {
  const auto last = share.choices.empty() ? std::string() : share.choices.back().student.text() + share.choices.back().teacher.text();
  return "al/" + run.evening.text() + "/" + share.household.text() + "/" + last;
}

std::string_view word(allocation::Phase phase) {
  switch (phase) {
    case allocation::Phase::requests: return "requests";
    case allocation::Phase::wishes: return "wishes";
    case allocation::Phase::packing: break;
  }
  return "packing";
}

/// What could not be booked after all: the evening, a rule or the family's own appointments changed since it was worked out. That
/// another household of the student has the one there is, is worded as a teacher who is full: none may learn of another.
WishRefused lost(const Choice& choice, const Refused& refused) {
  if (refused.why == Why::no_interpreter) return {whom_of(choice), "no_interpreter", "{}"};
  if (refused.why == Why::has_already) return {whom_of(choice), "full", "{}"};
  if (refused.why != Why::rule) return {whom_of(choice), "office", "{}"};
  return {whom_of(choice), "rule", to_json(Value::Map{{"reason", refused.reason}})};
}

bool is_on(Reader& reader, EveningId evening) {
  const auto found = find_evening(reader, evening);
  return found && found->state == EveningState::published;
}

bool is_refused(const std::vector<Refused>& refused, std::size_t choice) {
  return std::ranges::find(refused, choice, &Refused::choice) != refused.end();
}

}  // namespace

void Allocating::add_jobs(Jobs& jobs) const {
  jobs.every("parents_evening.allocate", std::chrono::seconds(3), [this] { work(); });
}

/// Of a round in which nobody wished there is nothing to work out: booking opens as it would without one.
void Allocating::ask_at_the_close() const {
  const auto now = kernel_.clock.now();
  for (const auto& [evening, site] : kernel_.database.read([&](Reader& reader) { return rounds_closed(reader, now); })) {
    kernel_.database.write([&](Transaction& transaction) {
      if (!hold_closed(transaction, evening, now)) return;
      if (!wishes_of(transaction, evening).empty()) {
        put(transaction, AllocationRun{.evening = evening, .site = site, .state = "asked", .changed_at = now});
        return;
      }
      auto without = find_evening(transaction, evening).value();
      without.allocated_at = now;
      update(transaction, without);
    });
  }
}

void Allocating::work() const {
  ask_at_the_close();
  for (auto& run : kernel_.database.read([](Reader& reader) { return runs_under_way(reader); })) {
    run.state == "asked" ? work_out(std::move(run)) : book(std::move(run));
  }
}

RoundInput Allocating::read(const Plan& plan, const People& people) const {
  std::vector<const Student*> students;
  for (const auto* student : people.students()) {
    if (invited(plan, people, *student)) students.push_back(student);
  }
  auto input = kernel_.database.read([&](Reader& reader) {
    return RoundInput{.wishes = wishes_of(reader, plan.evening.id), .asked = requested(reader, plan, people, students).please, .needs = needs_known(kernel_, reader, plan.evening),
                      .lengths = family_lengths(reader, plan.evening.id), .elsewhere = elsewhere(reader, plan.evening.id, kernel_.clock.now()),
                      .appointments = of_evening(reader, plan.evening.id)};
  });
  std::erase_if(input.appointments, [&](const Appointment& one) { return !one.live(kernel_.clock.now()); });
  return input;
}

void Allocating::say_progress(AllocationRun& run, const allocation::Progress& progress) const {
  run.phase = word(progress.phase);
  run.phase_done = static_cast<std::int64_t>(progress.done);
  run.phase_of = static_cast<std::int64_t>(progress.of);
  run.changed_at = kernel_.clock.now();
  kernel_.database.write([&](Transaction& transaction) {
    if (hold_asked(transaction, run.evening, run.changed_at)) put(transaction, run);
  });
}

void Allocating::work_out(AllocationRun run) const {
  const auto plan = kernel_.database.read([&](Reader& reader) { return plans_.find(reader, run.site, run.evening); });
  if (!plan) return;
  const auto people = kernel_.directory.people(run.site);
  const auto found = distribute(*plan, *people, *kernel_.rooms.rooms(run.site), read(*plan, *people),
                                [&](const allocation::Progress& progress) { say_progress(run, progress); });
  run.wishes = static_cast<std::int64_t>(found.wishes);
  run.placed = static_cast<std::int64_t>(found.result.placed.size());
  run.bound = static_cast<std::int64_t>(found.result.bound);
  run.mean_wait_seconds = static_cast<std::int64_t>(found.result.mean_wait * 60);
  run.longest_wait_minutes = found.result.longest_wait.count();
  run.families = static_cast<std::int64_t>(found.shares.size());
  run.families_done = 0;
  run.state = "ready";
  run.changed_at = kernel_.clock.now();
  kernel_.database.write([&](Transaction& transaction) {
    if (!hold_asked(transaction, run.evening, run.changed_at)) return;
    replace_shares(transaction, run.evening, found.shares);
    put(transaction, run);
  });
}

/// Whether this family itself sees that teacher about the student already.
bool Allocating::has_it(const Actor& actor, EveningId evening, HouseholdId household, const Choice& choice) const {
  const auto known = appointments_.know(actor, evening, household);
  if (!known) return false;
  const auto seen = [&](const Whom& whom) { return seen_as(*known->plan, *known->people, whom); };
  return std::ranges::any_of(known->situation.family, [&](const Appointment& one) { return seen(whom_of(one)) == seen(whom_of(choice)); });
}

/// Answers what could not be booked, and why.
std::vector<WishRefused> Allocating::book_share(const AllocationRun& run, const Actor& actor, const Share& share) const {
  constexpr int kMostMoves = 3;  // the office changes the evening meanwhile: looked at anew, so often
  std::vector<WishRefused> all_lost;
  auto choices = share.choices;
  for (int moves = 0; !choices.empty();) {
    const auto done = appointments_.book(actor, {run.evening, share.household, choices, MadeBy::allocation, key_of(run, share)});
    if (done) break;
    const auto& refused = done.error();
    if (refused.front().why == Why::moved && ++moves < kMostMoves) continue;
    for (const auto& one : refused) {
      const auto& choice = choices[one.choice];
      if (one.why == Why::has_already && has_it(actor, run.evening, share.household, choice)) continue;
      all_lost.push_back(lost(choice, one));
    }
    std::vector<Choice> left;
    for (std::size_t i = 0; i < choices.size(); ++i) {
      if (!is_refused(refused, i)) left.push_back(choices[i]);
    }
    choices = std::move(left);
  }
  return all_lost;
}

void Allocating::give(AllocationRun& run, const Actor& actor, HouseholdId household) const {
  // What it does not get is there before its message, which tells of it, can be sent.
  const auto theirs = kernel_.database.write([&](Transaction& transaction) {
    const auto held = hold_share(transaction, run.evening, household);
    if (!held) return held;
    forget_refused(transaction, run.evening, household);
    for (const auto& one : held->refused) insert(transaction, run.evening, household, one);
    return held;
  });
  if (!theirs) return;
  const auto& share = *theirs;
  const auto lost = book_share(run, actor, share);
  const auto families_done = run.families_done + 1;
  run.changed_at = kernel_.clock.now();
  kernel_.database.write([&](Transaction& transaction) {
    if (!mark_given(transaction, run.evening, share)) return;
    run.families_done = families_done;
    put(transaction, run);
    if (!is_on(transaction, run.evening)) return;  // its families were told that it is called off
    for (const auto& one : lost) insert(transaction, run.evening, share.household, one);
    const auto has = of_household(transaction, run.evening, share.household);
    if (std::ranges::find(has, MadeBy::allocation, &Appointment::made_by) != has.end()) return;  // told when they were booked
    // Whoever had all that it wished for before is shown that; anybody else is told what it does not get.
    const bool content = share.refused.empty() && lost.empty() && std::ranges::find(has, AppointmentState::booked, &Appointment::state) != has.end();
    tell(kernel_, transaction, {run.site, run.evening, share.household, content ? "booked" : "unplaced", run.asked_by, {{"round", true}}});
  });
}

void Allocating::book(AllocationRun run) const {
  const Actor actor{Actor::By::program, run.site, run.asked_by, {Role::office}, "en", {}};
  const auto read_left = [&] { return kernel_.database.read([&](Reader& reader) { return shares_left(reader, run.evening); }); };
  // Again: the share of a family that was joined or split meanwhile is another household's now, or more.
  for (auto left = read_left(); !left.empty(); left = read_left()) {
    for (const auto& share : left) give(run, actor, share.household);
  }
  finish(run);
}

/// Where the office changes the evening at this moment, the job's next run finishes.
void Allocating::finish(AllocationRun& run) const {
  run.state = "done";
  run.changed_at = kernel_.clock.now();
  kernel_.database.write([&](Transaction& transaction) {
    auto evening = find_evening(transaction, run.evening).value();
    evening.allocated_at = run.changed_at;
    if (update(transaction, evening)) put(transaction, run);
  });
}

}  // namespace lodge::parents_evening
