#include "assembly/importing.h"
#include "cli/demo/bookings.h"
#include "cli/demo/evenings.h"
#include "cli/demo/past_evening.h"
#include "cli/demo/people.h"
#include "cli/demo/school.h"
#include "cli/tool.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>
#include <fstream>
#include <iostream>

namespace lodge::cli {
namespace {

namespace fs = std::filesystem;

constexpr Option kStudents{"--students", "N", "How many, in whole three hundreds; 300 unless given."};
constexpr std::string_view kCode = "larkhill", kName = "Larkhill School", kTimeZone = "Europe/London";

LocalDate today(const Clock& clock) { return std::chrono::floor<std::chrono::days>(clock.now()); }

void switch_a_rule_on(const ops::Config& config) {
  const fs::path folder = config.text("folder.school_rules");
  fs::create_directories(folder);
  std::ofstream(folder / "rules.conf") << "# Which of the shipped rules this school has switched on.\nhall_notice = on\n";
}

core::Site make_site(Tool& tool) {
  if (!core::sites(tool.stores().central()).empty()) throw Refused{"There is a school already. A demo is made in stores that are empty."};
  return tool.make_site(kCode, kName, kTimeZone);
}

// Of the numbers that are kept free for plays and films.
void set_telephone(Tool& tool, const core::Site& site) {
  auto& services = tool.services();  // its making writes, so it is made before the write
  services.stores.central().write([&](Transaction& transaction) {
    services.settings.set(transaction, site.id, core::kOfficeTelephone, "01632 960 123");
  });
}

void import(Tool& tool, const core::Site& site, std::size_t wings) {
  const auto folder = fs::temp_directory_path() / ("lodge-demo-" + site.id.text());
  demo::write_school(demo::make_school(today(tool.clock()), 1, wings), today(tool.clock()), folder);
  auto sync = assembly::sync_of(tool.services());
  const auto plugin = fs::path(tool.config().text("folder.plugins")) / "csv.so";
  const auto plan = sync.plan(site.id, assembly::pull(tool.config(), plugin, Value::Map{{"folder", folder.string()}}), technician(site.id));
  const auto applied = sync.apply(plan.id, technician(site.id));
  fs::remove_all(folder);
  if (!applied) throw Refused{core::sentence_for(applied.error())};
}

std::string text_of(const demo::DemoParent& parent) {
  return fmt::format("  A parent gets in by the page's first button\n    name           {}\n    child          {}, born {}, class {}\n"
                     "    e-mail         {}\n    or by letter   {}\n",
                     parent.name, parent.child, parent.born, parent.registration_class, parent.email, parent.letter_code);
}

std::string text_of(const std::vector<demo::SignIn>& accounts) {
  std::string text = "  Sign in as\n";
  for (const auto& account : accounts) {
    text += fmt::format("    {:14} {:44} {}\n", account.role, account.sign_in, account.password);
  }
  for (const auto& account : accounts) {
    if (account.totp_secret.empty()) continue;
    text += fmt::format("  The {} also needs a code: put this key into an authenticator app:\n    {}\n", account.role, account.totp_secret);
    text += "  or use one of these recovery codes, each once:\n";
    for (const auto& code : account.recovery_codes) text += "    " + code + "\n";
  }
  return text;
}

Value value_of(const std::vector<demo::SignIn>& accounts, const demo::DemoParent& parent) {
  Value::List all;
  for (const auto& account : accounts) {
    all.push_back(Value::Map{{"role", account.role}, {"sign_in", account.sign_in}, {"password", account.password},
                             {"totp_secret", account.totp_secret}});
  }
  return Value::Map{{"accounts", std::move(all)},
                    {"parent", Value::Map{{"name", parent.name}, {"child", parent.child}, {"born", parent.born},
                                          {"class", parent.registration_class}, {"email", parent.email},
                                          {"letter_code", parent.letter_code}}}};
}

void keep(const std::string& text, const fs::path& file) {
  std::ofstream(file) << text;
  fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
}

/// How many times the school of 300 makes one of so many students.
std::size_t wings_of(const Arguments& arguments) {
  constexpr std::size_t kWing = 300, kMost = 10;
  const auto students = arguments.get("--students", "300");
  std::size_t count = 0;
  const auto read = std::from_chars(students.data(), students.data() + students.size(), count);
  if (read.ec != std::errc() || read.ptr != students.data() + students.size() || count == 0 || count > kMost * kWing) {
    throw UsageError{"--students takes a number from 1 to 3000."};
  }
  return (count + kWing - 1) / kWing;
}

Outcome make(Tool& tool, const Arguments& arguments) {
  const auto wings = wings_of(arguments);
  const auto step = [](const char* what) { std::cerr << "  " << what << std::endl; };
  tool.make_key();
  switch_a_rule_on(tool.config());
  step("the school, its vault and its key");
  const auto site = make_site(tool);
  set_telephone(tool, site);
  step("students, their families, teachers, rooms and a year of lessons");
  import(tool, site, wings);
  step("people who can sign in");
  const auto accounts = demo::make_sign_ins(tool.services(), site.id);
  step("a week of bookings");
  demo::make_bookings(tool.house(), site.id);
  step("last year's parents' evening, and one that is open");
  demo::make_past_evening(tool.house(), site.id);
  demo::make_evening(tool.house(), site.id);
  const auto parent = demo::make_parent(tool.services(), site.id);
  const auto text = text_of(accounts) + text_of(parent);
  if (arguments.has("--sign-ins")) keep(text, arguments.get("--sign-ins"));
  return {arguments.has("--sign-ins") ? "" : text, value_of(accounts, parent)};
}

Outcome files(Tool& tool, const Arguments& arguments) {
  const fs::path folder = arguments.plain[0];
  const auto school = demo::make_school(today(tool.clock()), 1, wings_of(arguments));
  demo::write_school(school, today(tool.clock()), folder);
  return {"Nine files are in " + folder.string() + ".\n", Value::Map{{"folder", folder.string()}}};
}

}  // namespace

std::vector<Command> demo_commands(Tool& tool) {
  return {
      {"demo make", "", "Makes a demo school in empty stores, with people who can sign in, a week of bookings and an open parents' evening.",
       "lodge --config demo/lodge.conf demo make --sign-ins demo/sign-ins.txt",
       {kStudents, {"--sign-ins", "FILE", "Keeps the sign-ins in this file instead of printing them."}},
       [&tool](const Arguments& a) { return make(tool, a); }},
      {"demo files", "DIR", "Writes the demo school as the nine CSV files that lodge sync reads.",
       "lodge demo files /tmp/school",
       {kStudents},
       [&tool](const Arguments& a) { return files(tool, a); }},
  };
}

}  // namespace lodge::cli
