#pragma once
#include "assembly/stores.h"
#include "cli/command.h"
#include "core/system_clock.h"
#include "ops/config.h"

#include <optional>

namespace lodge::cli {

/// A refusal that ends a command with its sentence: exit 1.
struct Refused {
  std::string sentence;
};

/// What commands work on, opened when first asked for, so that `lodge --help` needs no store. [one thread]
class Tool {
 public:
  explicit Tool(const Common& common) : common_(common) {}

  const ops::Config& config();
  assembly::Stores& stores();
  /// The site that --site names, or the only one. @throws Refused
  core::Site site(const Arguments& arguments);
  const Clock& clock() const { return clock_; }

 private:
  const Common& common_;
  core::SystemClock clock_;
  std::optional<ops::Config> config_;
  std::optional<assembly::Stores> stores_;
};

/// For the table of options of every command that works on one site.
inline constexpr Option kSiteOption{"--site", "CODE", "Which school, if this host serves several."};

std::vector<Command> site_commands(Tool& tool);
std::vector<Command> demo_config_commands(Tool& tool);
std::vector<Command> plugin_commands(Tool& tool);

}  // namespace lodge::cli
