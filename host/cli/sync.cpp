#include "assembly/importing.h"
#include "cli/tool.h"
#include "loader/loader.h"

#include <fmt/format.h>

#include <filesystem>
#include <sstream>

namespace lodge::cli {
namespace {

core::Plan planned(Tool& tool, const core::Site& site, const std::string& folder) {
  const auto plugins = loader::open_modules(tool.config().text("folder.plugins"));
  const auto plugin = assembly::file_of(plugins, PluginKind::mis_connector, "csv");
  if (!plugin) throw Refused{"The plugin csv.so is not there (lodge plugin list says why)."};
  const Value settings = Value::Map{{"folder", std::filesystem::absolute(folder).string()}};
  auto made = assembly::plan(tool.config(), tool.services(), technician(site.id), assembly::pull(tool.config(), *plugin, settings));
  if (!made) throw Refused{made.error() + " Nothing was planned."};
  return *std::move(made);
}

std::string told(const core::Plan& plan) {
  std::string text;
  for (const auto& fault : plan.faults) {
    text += fmt::format("{}:{}  {}  {} {}\n", fault.origin.file, fault.origin.row, fault.who, fault.what, fault.remedy);
  }
  for (const auto& mapping : plan.mappings) text += fmt::format("Through the school's mapping {}.\n", mapping);
  for (const auto& [kind, count] : plan.counts) {
    text += fmt::format("{:10} {:6} added {:6} changed {:6} missing {:6} as before\n", kind, count.added, count.changed, count.missing, count.same);
  }
  if (plan.lessons_to_book + plan.lessons_to_cancel > 0) {
    text += fmt::format("lessons    {:6} to book, {} to cancel\n", plan.lessons_to_book, plan.lessons_to_cancel);
  }
  for (const auto& brake : plan.brakes) text += "BRAKE  " + brake.key() + ": " + brake.sentence + "\n";
  return text;
}

std::string next_step(const core::Plan& plan, const Arguments& arguments) {
  return plan.nothing_to_do ? "Nothing to do.\n" : "Carry it out with: lodge sync apply " + plan.id.text() + site_again(arguments) + "\n";
}

Outcome plan(Tool& tool, const Arguments& arguments) {
  const auto folder = arguments.get("--from");
  if (folder.empty()) throw UsageError{"--from names the folder with the files."};
  const auto made = planned(tool, tool.site(arguments), folder);
  return {told(made) + next_step(made, arguments), core::to_value(made)};
}

PlanId plan_id(const Arguments& arguments) {
  const auto id = PlanId::parse(arguments.plain[0]);
  if (!id) throw Refused{"There is no such plan (lodge sync status names them)."};
  return *id;
}

core::Confirmations confirmations(const Arguments& arguments) {
  core::Confirmations confirmed;
  std::istringstream keys(arguments.get("--confirm"));
  for (std::string key; std::getline(keys, key, ',');) confirmed.brakes.insert(key);
  return confirmed;
}

Outcome told(const core::Applied& applied, std::string_view state) {
  Value::Map value{{"state", state}, {"nothing_to_do", applied.nothing_to_do}};
  auto text = lessons_told(applied.lessons, value);
  return {applied.nothing_to_do ? "Nothing to do.\n" : "Done. " + text, std::move(value)};
}

Outcome apply_plan(Tool& tool, const Arguments& arguments) {
  const auto site = tool.site(arguments);
  auto applied = assembly::sync_of(tool.services()).apply(plan_id(arguments), technician(site.id), confirmations(arguments));
  if (!applied) throw Refused{core::sentence_for(applied.error())};
  return told(*applied, "applied");
}

// What holds a plan back, and how to go on: nothing that nobody looked at removes people.
std::string way_out(const core::Plan& plan, const Arguments& arguments) {
  std::string keys;
  for (const auto& brake : plan.brakes) {
    if (!brake.can_be_confirmed()) return "Nothing was changed. This cannot be confirmed: put the files right and run the command again.";
    keys += (keys.empty() ? "" : ",") + brake.key();
  }
  return "Nothing was changed. If it is right all the same: lodge sync apply " + plan.id.text() + site_again(arguments) + " --confirm " + keys;
}

Outcome held_back(const core::Plan& plan, const core::ApplyRefusal& refusal, const Arguments& arguments) {
  auto sentence = core::sentence_for(refusal);
  if (std::holds_alternative<core::Braked>(refusal)) sentence += " " + way_out(plan, arguments);
  return {told(plan) + sentence + "\n", Value::Map{{"error", sentence}, {"plan", core::to_value(plan)}}, Exit::refused};
}

Outcome apply_folder(Tool& tool, const Arguments& arguments) {
  const auto site = tool.site(arguments);
  const auto made = planned(tool, site, arguments.get("--from"));
  auto applied = assembly::sync_of(tool.services()).apply(made.id, technician(site.id), confirmations(arguments));
  if (!applied) return held_back(made, applied.error(), arguments);
  auto outcome = told(*applied, "applied");
  outcome.text = told(made) + outcome.text;
  (*outcome.value.map())["plan"] = core::to_value(made);
  return outcome;
}

Outcome apply(Tool& tool, const Arguments& arguments) {
  if (arguments.plain.empty() != arguments.has("--from")) throw UsageError{"Say either PLAN, or --from DIR to plan and apply in one go."};
  return arguments.has("--from") ? apply_folder(tool, arguments) : apply_plan(tool, arguments);
}

Outcome undo(Tool& tool, const Arguments& arguments) {
  const auto site = tool.site(arguments);
  auto undone = assembly::sync_of(tool.services()).undo(plan_id(arguments), technician(site.id));
  if (!undone) throw Refused{core::sentence_for(undone.error())};
  return told(*undone, "undone");
}

Outcome status(Tool& tool, const Arguments& arguments) {
  Outcome outcome;
  Value::List all;
  for (const auto& plan : assembly::sync_of(tool.services()).status(tool.site(arguments).id)) {
    outcome.text += plan.id.text() + "  " + std::string(core::word_of(plan.state)) + "\n";
    all.push_back(Value::Map{{"id", plan.id.text()}, {"state", core::word_of(plan.state)}});
  }
  outcome.value = Value::Map{{"plans", std::move(all)}};
  return outcome;
}

}  // namespace

std::vector<Command> sync_commands(Tool& tool) {
  return {
      {"sync plan", "", "Reads a MIS's files and says what they would change, and what is wrong with them.",
       "lodge sync plan --from /srv/mis",
       {{"--from", "DIR", "The folder with the nine CSV files."}, kSiteOption},
       [&tool](const Arguments& a) { return plan(tool, a); }},
      {"sync apply", "[PLAN]", "Carries a plan out; or, with --from, reads a MIS's files and carries out what they change.",
       "lodge sync apply --from /srv/mis",
       {{"--from", "DIR", "Plans and applies in one go, and stops with exit code 1 where too much would go missing."},
        {"--confirm", "BRAKES", "The brakes that you looked at, with commas: students.too_many_missing."}, kSiteOption},
       [&tool](const Arguments& a) { return apply(tool, a); }},
      {"sync undo", "PLAN", "Takes back the plan that was applied last.",
       "lodge sync undo 0c6t9x1m4v7k2q8s5d3w0z9b1n", {kSiteOption}, [&tool](const Arguments& a) { return undo(tool, a); }},
      {"sync status", "", "Names the last plans and what became of them.",
       "lodge sync status --json", {kSiteOption}, [&tool](const Arguments& a) { return status(tool, a); }},
  };
}

}  // namespace lodge::cli
