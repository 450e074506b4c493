#include "connector.h"

#include <lodge/plugin.h>

#include <stdexcept>

namespace {

std::unique_ptr<lodge::MisConnector> create(const lodge::Value& settings) {
  const auto folder = settings.text_or("folder");
  if (folder.empty()) throw std::runtime_error("The csv connector needs the setting \"folder\": where the files are.");
  return std::make_unique<lodge::csv::CsvConnector>(folder);
}

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::mis_connector, .name = "csv", .version = "1.0", .create_mis = create};
