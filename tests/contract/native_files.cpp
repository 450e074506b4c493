#include "contract/native_files.h"

#include <lodge/plugin.h>

extern "C" const lodge::Plugin lodge_plugin;  // the csv connector's

namespace lodge::test {

core::Pulled read_native(const std::filesystem::path& folder) {
  const auto connector = lodge_plugin.create_mis(Value::Map{{"folder", folder.string()}});
  core::Collector collector;
  connector->pull(collector);
  return *std::move(collector).pulled();
}

}  // namespace lodge::test
