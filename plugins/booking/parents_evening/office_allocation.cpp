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
  add_office_route(routes, "/admin/evenings/{evening}/allocation", [this](const Request& request) { return show(request, false); },
                   [this](const Request& request) { return act(request); });
}

Response OfficeAllocation::show(const Request& request, bool closing) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto& kernel = office_.kernel;
  const auto [wishes, run] = kernel.database.read([&](Reader& reader) { return std::pair(wishes_of(reader, plan->evening.id), find_run(reader, plan->evening.id)); });
  const auto invited = families(*plan, *kernel.directory.people(request.actor.site)).size();
  const auto now = kernel.clock.now();
  const auto &from = plan->evening.wishes_from, &until = plan->evening.wishes_until;
  const auto state = run ? run->state : "";
  const bool on = plan->evening.state == EveningState::published, open = on && until && now < *until;
  const bool begins = on && state.empty() && until && !open && !wishes.empty();
  Value::Map values{{"sent", say.say("{count} of {all} families have sent their wishes.", {{"count", std::to_string(wishes.size())}, {"all", std::to_string(invited)}})},
                    {"until", moment_words(kernel, say, request.actor.site, until)},
                    {"open", open}, {"can_close", open && !closing && from && *from <= now && !wishes.empty()}, {"closing", closing},
                    {"called_off", plan->evening.state == EveningState::cancelled},
                    {"nobody", on && state.empty() && until.has_value() && !open && wishes.empty()},
                    {"asked", begins || (on && state == "asked")}, {"phase", say.say("It begins in a few seconds.")},
                    {"ready", on && state == "ready"}, {"accepted", on && state == "accepted"}, {"finished", on && state == "done"},
                    {"no_round", !until.has_value()}};
  if (run) add_figures(say, *plan, *run, values);
  auto page = office_.page(request, *plan, "allocation", say.say("Preference round"), std::move(values));
  const bool moves = on && (begins || state == "asked" || state == "accepted");
  return moves ? std::move(page).with("Refresh", "3") : page;
}

Response OfficeAllocation::act(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& kernel = office_.kernel;
  const auto now = kernel.clock.now();
  const auto& until = plan->evening.wishes_until;
  const auto& wanted = request.form.get("act");
  const bool open = until && now < *until, close = wanted == "close", again = wanted == "again", accept = wanted == "accept";
  if (close && open && !request.form.has("sure")) return show(request, true);
  kernel.database.write([&](Transaction& transaction) {
    auto evening = plan->evening;
    auto run = find_run(transaction, evening.id);
    const bool ready = until && !open && run && run->state == "ready";
    if (evening.state != EveningState::published) return;
    if (close ? !open : !ready || !(again || accept)) return;
    if (close) evening.wishes_until = now;
    if (again) ++evening.seed;
    if (!update(transaction, evening)) return;  // somebody changed it meanwhile: the round may be open again
    kernel.audit.record(transaction, request.actor, {"evening.allocation", evening.id.text(), close ? R"({"state":"closed"})" : again ? R"({"state":"asked"})" : R"({"state":"accepted"})"});
    if (close) return;
    run->state = again ? "asked" : "accepted";
    run->asked_by = request.actor.person;
    run->changed_at = now;
    run->phase.clear();
    put(transaction, *run);
  });
  return Response::see_other(office_link(plan->evening.id) + "/allocation");
}

}  // namespace lodge::parents_evening
