#include "cli/tool.h"

#include <algorithm>

namespace lodge::cli {

const ops::Config& Tool::config() {
  if (!config_) {
    auto loaded = ops::Config::load(common_.config);
    if (!loaded) throw assembly::CannotStart(loaded.error());
    config_ = *std::move(loaded);
  }
  return *config_;
}

assembly::Stores& Tool::stores() {
  if (!stores_) stores_.emplace(config());
  return *stores_;
}

core::Site Tool::site(const Arguments& arguments) {
  auto all = core::sites(stores().central());
  if (all.empty()) throw Refused{"There is no site yet. Make one: lodge site create CODE --name \"Name of the school\"."};
  const auto code = arguments.get("--site");
  if (code.empty() && all.size() == 1) return all.front();
  if (code.empty()) throw Refused{"This host serves several sites. Say which: --site CODE (lodge site list names them)."};
  const auto found = std::ranges::find(all, code, &core::Site::code);
  if (found == all.end()) throw Refused{"There is no site " + code + " (lodge site list names them)."};
  return *found;
}

}  // namespace lodge::cli
