#include "office_allocation.h"

#include "store.h"

namespace lodge::parents_evening {
namespace {

/// Round 3 of 7: what the job is at.
std::string phase_words(const Say& say, const AllocationRun& run) {
  const Say::With with{{"done", std::to_string(run.phase_done)}, {"of", std::to_string(run.phase_of)}};
  if (run.phase == "requests") return say.say("Whom teachers ask to see: round {done} of {of} is drawn.", with);
  if (run.phase == "wishes") return say.say("What families wish: round {done} of {of} is drawn.", with);
  if (run.phase == "packing") return say.say("Times are moved together, so that nobody waits long: {done} of {of}.", with);
  return say.say("It begins in a few seconds.");
}

void add_figures(const Say& say, const Plan& plan, const AllocationRun& run, Value::Map& values) {
  values["figures"] = run.state == "ready" || run.state == "done";
  values["placed"] = run.placed;
  values["wishes"] = run.wishes;
  values["bound"] = run.bound;
  values["refused"] = run.wishes - run.placed;
  values["wait"] = say.say_many("{count} minute", "{count} minutes", run.mean_wait_seconds / 60);
  values["longest"] = say.say_many("{count} minute", "{count} minutes", run.longest_wait_minutes);
  values["families"] = run.families;
  values["families_done"] = run.families_done;
  values["phase"] = phase_words(say, run);
  values["phase_done"] = run.phase_done;
  values["phase_of"] = run.phase_of;
  values["seed"] = plan.evening.seed;
}

}  // namespace

void OfficeAllocation::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings/{evening}/allocation", [this](const Request& request) { return show(request); },
                   [this](const Request& request) { return act(request); });
}

Response OfficeAllocation::show(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto& kernel = office_.kernel;
  const auto [wishes, run] = kernel.database.read([&](Reader& reader) { return std::pair(wishes_of(reader, plan->evening.id), find_run(reader, plan->evening.id)); });
  const auto invited = families(*plan, *kernel.directory.people(request.actor.site)).size();
  const auto now = kernel.clock.now();
  const auto &from = plan->evening.wishes_from, &until = plan->evening.wishes_until;
  const auto state = run ? run->state : "";
  const bool open = until && now < *until;
  const bool begins = state.empty() && until.has_value() && !open && !wishes.empty();
  Value::Map values{{"sent", say.say("{count} of {all} families have sent their wishes.", {{"count", std::to_string(wishes.size())}, {"all", std::to_string(invited)}})},
                    {"until", moment_words(kernel, say, request.actor.site, until)},
                    {"open", open}, {"can_close", open && from && *from <= now && !wishes.empty()},
                    {"nobody", state.empty() && until.has_value() && !open && wishes.empty()},
                    {"asked", begins || state == "asked"}, {"phase", say.say("It begins in a few seconds.")}, {"ready", state == "ready"}, {"accepted", state == "accepted"}, {"finished", state == "done"},
                    {"no_round", !until.has_value()}};
  if (run) add_figures(say, *plan, *run, values);
  auto page = office_.page(request, *plan, "allocation", say.say("Preference round"), std::move(values));
  const bool moves = begins || state == "asked" || state == "accepted";
  return moves ? std::move(page).with("Refresh", "3") : page;
}

/// Families can send no more from now on; false when somebody changed the evening meanwhile.
bool OfficeAllocation::close(Transaction& transaction, Evening evening) const {
  evening.wishes_until = office_.kernel.clock.now();
  return update(transaction, evening);
}

Response OfficeAllocation::act(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& kernel = office_.kernel;
  const auto& wanted = request.form.get("act");
  kernel.database.write([&](Transaction& transaction) {
    auto run = find_run(transaction, plan->evening.id);
    const auto now = kernel.clock.now();
    const auto& until = plan->evening.wishes_until;
    const bool closed = until && now >= *until;
    if (!run) run = AllocationRun{.evening = plan->evening.id, .site = request.actor.site, .state = "", .asked_by = request.actor.person};
    if (wanted == "close" && until && !closed && !close(transaction, plan->evening)) return;
    const bool again = wanted == "again" && run->state == "ready";
    if (again) {
      auto evening = plan->evening;
      ++evening.seed;
      if (!update(transaction, evening)) return;
    }
    if (closed && again) run->state = "asked";
    if (wanted == "accept" && run->state == "ready") run->state = "accepted";
    run->asked_by = request.actor.person;
    run->changed_at = now;
    run->phase.clear();
    kernel.audit.record(transaction, request.actor, {"evening.allocation", plan->evening.id.text(), "{\"state\":\"" + run->state + "\"}"});
    if (!run->state.empty()) put(transaction, *run);
  });
  return Response::see_other(office_link(plan->evening.id) + "/allocation");
}

}  // namespace lodge::parents_evening
