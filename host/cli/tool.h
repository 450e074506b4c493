#pragma once
#include "assembly/house.h"
#include "cli/command.h"
#include "core/system_clock.h"
#include "ops/config.h"

#include <memory>
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
  /// Makes the installation's root key, if there is none yet. @throws crypto::BadKeyFile
  void make_key();
  assembly::Stores& stores();
  assembly::Services& services();
  /// Modules included; their rules are not asked, for nobody books by hand here.
  assembly::House& house();
  /// The site that --site names, or the only one. @throws Refused
  core::Site site(const Arguments& arguments);
  /// One more school, with its vault; none is made whose vault would be another's. @throws Refused
  core::Site make_site(std::string_view code, std::string_view name, std::string_view time_zone);
  const Clock& clock() const { return clock_; }

 private:
  const Common& common_;
  core::SystemClock clock_;
  std::optional<ops::Config> config_;
  std::unique_ptr<Rules> no_rules_;
  std::unique_ptr<assembly::Stores> stores_;
  std::unique_ptr<assembly::Services> services_;
  std::unique_ptr<assembly::House> house_;
};

/// Whoever may use this command on this machine may everything; the audit says that it was the command.
Actor technician(SiteId site);

/// What became of the lessons: for eyes, and put into `value` for programs.
std::string lessons_told(const core::LessonReport& lessons, Value::Map& value);

/// For the table of options of every command that works on one site.
inline constexpr Option kSiteOption{"--site", "CODE", "Which school, if this host serves several."};
/// " --site CODE" as it was given, for a command to copy; else nothing.
std::string site_again(const Arguments& arguments);

std::vector<Command> site_commands(Tool& tool);
std::vector<Command> calendar_commands(Tool& tool);
std::vector<Command> demo_commands(Tool& tool);
std::vector<Command> demo_config_commands(Tool& tool);
std::vector<Command> person_commands(Tool& tool);
std::vector<Command> plugin_commands(Tool& tool);
std::vector<Command> rules_commands(Tool& tool);
std::vector<Command> sync_commands(Tool& tool);
std::vector<Command> token_commands(Tool& tool);
std::vector<Command> user_commands(Tool& tool);
std::vector<Command> verify_commands(Tool& tool);

}  // namespace lodge::cli
