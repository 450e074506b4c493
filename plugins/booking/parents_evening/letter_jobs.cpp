#include "letter_pages.h"

#include "appointments.h"
#include "night.h"
#include "printed.h"
#include "settings.h"
#include "shown.h"
#include "store.h"
#include "tell.h"
#include "told.h"

#include <algorithm>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <unistd.h>

#include <lodge/errors.h>
#include <lodge/iso8601.h>

namespace lodge::parents_evening {
namespace {

/// Evenings of every site that still have a date to come.
std::vector<Plan> to_come(const Kernel& kernel) {
  const auto now = kernel.clock.now();
  return kernel.database.read([&](Reader& reader) {
    std::vector<Plan> plans;
    for (const auto site : sites(reader)) {
      for (const auto& evening : evenings(reader, site)) {
        if (evening.state != EveningState::published) continue;
        auto plan = load_plan(reader, evening.id);
        if (plan && plan->ends() > now) plans.push_back(std::move(*plan));
      }
    }
    return plans;
  });
}

bool begins_within(const EveningDate& date, Instant now, std::chrono::microseconds time) {
  return date.when.starts() - time <= now && now < date.when.starts();
}

/// Those who have an appointment to come at these sittings, and may still be told of it.
std::set<HouseholdId> expected(Reader& reader, const People& people, EveningId evening, const std::vector<const EveningDate*>& sittings, Instant now) {
  std::set<HouseholdId> all;
  for (const auto& one : of_evening(reader, evening)) {
    const bool then = std::ranges::any_of(sittings, [&](const EveningDate* date) { return date->id == one.date; });
    const bool comes = then && one.state == AppointmentState::booked && one.when.starts() > now;
    if (comes && may_be_told(people, one)) all.insert(one.household);
  }
  return all;
}

/// Whole or not at all, and for this machine's own eyes. @throws Unavailable
void write_file(const std::filesystem::path& path, const std::string& content) {
  const auto fresh = path.string() + ".new";
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (file < 0) throw Unavailable("cannot write " + fresh + ": " + std::generic_category().message(errno));
  std::string_view left = content;
  while (!left.empty()) {
    const auto written = ::write(file, left.data(), left.size());
    if (written <= 0) break;
    left.remove_prefix(static_cast<std::size_t>(written));
  }
  const bool safe = left.empty() && ::fsync(file) == 0;
  ::close(file);
  if (!safe || ::rename(fresh.c_str(), path.c_str()) != 0) throw Unavailable("cannot write " + path.string());
}

/// Why `act` could not be done; empty: it was.
std::string failure_of(const std::function<void()>& act) {
  try {
    act();
    return {};
  } catch (const Unavailable& outage) {
    return outage.what();
  }
}

}  // namespace

void LetterPages::remind() const {
  const auto now = kernel_.clock.now();
  for (const auto& plan : to_come(kernel_)) {
    const auto before = kernel_.settings.duration(plan.evening.site, kRemindBefore);
    std::set<LocalDate> days;
    for (const auto& date : plan.held_dates()) {
      if (begins_within(date, now, before)) days.insert(date.date);
    }
    for (const auto& day : days) remind(plan, day);
  }
}

// Most times nobody is left, and a write waits its turn. Who was reminded of one sitting of a day was of all.
void LetterPages::remind(const Plan& plan, LocalDate day) const {
  const auto now = kernel_.clock.now();
  const auto people = kernel_.directory.people(plan.evening.site);
  const auto sittings = sittings_of(plan, day);
  const auto left = [&](Reader& reader) {
    auto all = expected(reader, *people, plan.evening.id, sittings, now);
    for (const auto* date : sittings) {
      for (const auto& [household, when] : reminded(reader, date->id)) all.erase(household);
    }
    return all;
  };
  if (kernel_.database.read(left).empty()) return;
  kernel_.database.write([&](Transaction& transaction) {
    for (const auto household : left(transaction)) {
      tell(kernel_, transaction, {plan.evening.site, plan.evening.id, household, "reminder", {}, {{"day", date_text(day)}}});
      for (const auto* date : sittings) mark_reminded(transaction, date->id, household, now);
    }
  });
}

// Each date for itself, and the office reads on the evening's page what failed; the journal has it from here.
void LetterPages::make_packs() const {
  const auto now = kernel_.clock.now();
  std::string failures;
  for (const auto& plan : to_come(kernel_)) {
    for (const auto& date : plan.held_dates()) {
      if (!is_before_pack(date, now) && now < date.when.ends()) failures += make_pack(plan, date);
    }
  }
  if (!failures.empty()) throw Unavailable("the pack for the night:" + failures);
}

// What failed is tried again at the next turn; what is out is out once, for the office asks for the paper that it wants.
std::string LetterPages::make_pack(const Plan& plan, const EveningDate& date) const {
  const auto before = kernel_.database.read([&](Reader& reader) { return pack_failures(reader, date.id); });
  const auto is_out = [&](PackPart part) { return before.contains(part) && (before.at(part).empty() || before.at(part) == kPackIsOld); };
  std::string drawn, failures;
  const auto attempt = [&](PackPart part, const Setting& setting, const auto& put_out) {
    const auto where = kernel_.settings.text(plan.evening.site, setting);
    if (where.empty() || is_out(part)) return;
    const auto failure = failure_of([&] {
      if (drawn.empty()) drawn = drawn_pack(kernel_, kernel_.pages.say(""), plan, date.id);
      put_out(where);
    });
    kernel_.database.write([&](Transaction& transaction) {
      const auto as_now = load_plan(transaction, plan.evening.id);  // it may have changed while the pack was being put out
      const auto* date_now = as_now ? as_now->date(date.id) : nullptr;
      if (date_now == nullptr || is_before_pack(*date_now, kernel_.clock.now())) return;  // anew, an hour before
      const bool is_old = failure.empty() && as_now->evening.version != plan.evening.version;
      if (is_old && part == PackPart::folder) return;  // anew at the next turn
      mark_pack(transaction, date.id, part, is_old ? std::string(kPackIsOld) : failure, kernel_.clock.now());
    });
    if (!failure.empty()) failures += " " + failure + ";";
  };
  attempt(PackPart::folder, kPackFolder, [&](const std::string& folder) {
    write_file(std::filesystem::path(folder) / (date_text(date.date) + "-" + date.id.text() + ".pdf"), drawn);
  });
  attempt(PackPart::printer, kPackPrinter, [&](const std::string& printer) { kernel_.paper.print(printer, plan.evening.title, drawn); });
  return failures;
}

}  // namespace lodge::parents_evening
