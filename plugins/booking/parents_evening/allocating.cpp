#include "allocating.h"

#include "appointments.h"
#include "store.h"
#include "tell.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

std::string key_of(const AllocationRun& run, HouseholdId household) { return "al/" + run.evening.text() + "/" + household.text(); }

void keep(const Kernel& kernel, AllocationRun& run, std::string_view state) {
  run.state = state;
  run.changed_at = kernel.clock.now();
  kernel.database.write([&](Transaction& transaction) { put(transaction, run); });
}

/// Without what the evening's state, as it is now, refuses.
std::vector<Choice> without(const std::vector<Choice>& choices, const std::vector<Refused>& refused) {
  std::vector<Choice> left;
  for (std::size_t i = 0; i < choices.size(); ++i) {
    if (std::ranges::find(refused, i, &Refused::choice) == refused.end()) left.push_back(choices[i]);
  }
  return left;
}

}  // namespace

void Allocating::add_jobs(Jobs& jobs) const {
  jobs.every("parents_evening.allocate", std::chrono::seconds(3), [this] { work(); });
}

void Allocating::work() const {
  for (auto& run : kernel_.database.read([](Reader& reader) { return runs_under_way(reader); })) {
    run.state == "asked" ? work_out(std::move(run)) : book(std::move(run));
  }
}

RoundInput Allocating::read(const Plan& plan, const People& people) const {
  std::vector<const Student*> students;
  for (const auto* student : people.students()) {
    if (invited(plan, people, *student)) students.push_back(student);
  }
  return kernel_.database.read([&](Reader& reader) {
    RoundInput input{wishes_of(reader, plan.evening.id), requested(reader, plan.evening.id, students).please, of_evening(reader, plan.evening.id)};
    std::erase_if(input.appointments, [&](const Appointment& one) { return !one.live(kernel_.clock.now()); });
    return input;
  });
}

std::optional<Distribution> Allocating::distribution(const AllocationRun& run) const {
  const auto plan = kernel_.database.read([&](Reader& reader) { return plans_.find(reader, run.site, run.evening); });
  if (!plan) return std::nullopt;
  const auto people = kernel_.directory.people(run.site);
  return distribute(*plan, *people, *kernel_.rooms.rooms(run.site), read(*plan, *people));
}

void Allocating::work_out(AllocationRun run) const {
  const auto found = distribution(run);
  if (!found) return;
  run.wishes = static_cast<std::int64_t>(found->wishes);
  run.placed = static_cast<std::int64_t>(found->result.placed.size());
  run.bound = static_cast<std::int64_t>(found->result.bound);
  run.mean_wait_seconds = static_cast<std::int64_t>(found->result.mean_wait * 60);
  run.longest_wait_minutes = found->result.longest_wait.count();
  run.families = static_cast<std::int64_t>(found->shares.size());
  run.families_done = 0;
  keep(kernel_, run, "ready");
}

void Allocating::give(AllocationRun& run, const Actor& actor, const Share& share) const {
  auto choices = share.choices;
  for (int attempt = 0; attempt < 3 && !choices.empty(); ++attempt) {
    const auto done = appointments_.book(actor, {run.evening, share.household, choices, MadeBy::allocation, key_of(run, share.household)});
    if (done) break;
    if (done.error().front().why != Why::moved) choices = without(choices, done.error());
  }
  ++run.families_done;
  run.changed_at = kernel_.clock.now();
  kernel_.database.write([&](Transaction& transaction) {
    put(transaction, run);
    forget_refused(transaction, run.evening, share.household);
    for (const auto& one : share.refused) insert(transaction, run.evening, share.household, one);
    const bool any = !of_household(transaction, run.evening, share.household).empty();
    if (!any) tell(kernel_, transaction, {run.site, run.evening, share.household, "unplaced", run.asked_by});
  });
}

void Allocating::book(AllocationRun run) const {
  const auto found = distribution(run);
  if (!found) return;
  const Actor actor{Actor::By::program, run.site, run.asked_by, {Role::office}, "en", {}};
  const auto done = static_cast<std::size_t>(run.families_done);
  for (std::size_t i = done; i < found->shares.size(); ++i) give(run, actor, found->shares[i]);
  kernel_.database.write([&](Transaction& transaction) {
    auto evening = find_evening(transaction, run.evening).value();
    evening.allocated_at = kernel_.clock.now();
    update(transaction, evening);
  });
  keep(kernel_, run, "done");
}

}  // namespace lodge::parents_evening
