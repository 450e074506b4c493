#include "cli/tool.h"

#include "core/timetable/store.h"

namespace lodge::cli {
namespace {

Outcome verify(Tool& tool) {
  auto& house = tool.house();
  auto faults = house.services.stores.central().read([&](Reader& reader) {
    auto all = house.services.ledger.verify(reader);
    if (!all.empty()) return all;  // what the modules say rests on the ledger
    all = core::faults_of_lessons(reader);
    for (auto& [name, module] : house.modules) {
      for (auto& fault : module->verify(reader)) all.push_back(name + ": " + std::move(fault));
    }
    return all;
  });
  Outcome outcome{"Every booking and every claim is as it must be.\n", {}, Exit::done};
  if (!faults.empty()) outcome = {"", {}, Exit::refused};
  Value::List list;
  for (auto& fault : faults) {
    outcome.text += fault + "\n";
    list.push_back(std::move(fault));
  }
  outcome.value = Value::Map{{"faults", std::move(list)}};
  return outcome;
}

}  // namespace

std::vector<Command> verify_commands(Tool& tool) {
  return {{"verify", "", "Reads the whole ledger and proves that nothing is double, lost or left over.", "lodge verify", {},
           [&tool](const Arguments&) { return verify(tool); }}};
}

}  // namespace lodge::cli
