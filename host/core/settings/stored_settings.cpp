#include "core/settings/stored_settings.h"

#include "core/log.h"
#include "core/settings/store.h"
#include "core/units.h"

#include <lodge/errors.h>
#include <lodge/iso8601.h>

#include <algorithm>

namespace lodge::core {
namespace {

constexpr std::size_t kLongest = 4000;

bool is_choice(std::string_view value, std::string_view choices) {
  return value.find('|') == std::string_view::npos &&
         ("|" + std::string(choices) + "|").find("|" + std::string(value) + "|") != std::string::npos;
}

/// Why the value cannot be; empty when it can.
std::string_view problem(const Setting& setting, std::string_view value) {
  switch (setting.type) {
    case Setting::Type::whole_number: return parse_whole_number(value) ? "" : "Please give a whole number.";
    case Setting::Type::yes_no: return parse_yes_no(value) ? "" : "Please choose yes or no.";
    case Setting::Type::duration: return parse_duration(value) ? "" : "Please give a time with its unit, such as 10min, 24h or 5 days.";
    case Setting::Type::choice: return is_choice(value, setting.choices) ? "" : "Please choose one of those offered.";
    case Setting::Type::clock: return parse_minutes(value) ? "" : "Please give a time such as 07:00.";
    case Setting::Type::text: return value.size() <= kLongest ? "" : "Please give a shorter text.";
  }
  return "";
}

}  // namespace

StoredSettings::StoredSettings(Database& database, const Clock& clock) : database_(database), clock_(clock) {
  snapshot_ = std::make_shared<const Snapshot>(-1, Values{});
  look_again();
}

void StoredSettings::declare(const std::vector<Setting>& settings) {
  for (const auto& setting : settings) {
    LODGE_CHECK(find(setting.name) == nullptr && problem(setting, setting.standard).empty());
    declared_.push_back(setting);
  }
}

const Setting* StoredSettings::find(std::string_view name) const {
  const auto found = std::ranges::find(declared_, name, &Setting::name);
  return found == declared_.end() ? nullptr : &*found;
}

std::expected<void, std::string> StoredSettings::check(const Setting& setting, std::string_view value) {
  const auto why = problem(setting, value);
  if (why.empty()) return {};
  return std::unexpected(std::string(why));
}

void StoredSettings::set(Transaction& transaction, SiteId site, const Setting& setting, std::optional<std::string_view> value) {
  LODGE_CHECK(!value || check(setting, *value));
  if (value && *value != setting.standard) {
    settings::put(transaction, site, setting.name, *value);
  } else {
    settings::remove(transaction, site, setting.name);
  }
  transaction.after_commit([this] { looked_at_ = kChanged; });
}

/// Reads the values again if their revision has moved.
void StoredSettings::look_again() const {
  const auto before = known()->revision;
  auto changed = database_.read([&](Reader& reader) -> std::optional<Snapshot> {
    Snapshot read{settings::revision(reader), {}};
    if (read.revision == before) return std::nullopt;
    for (auto& [site, name, value] : settings::all(reader)) read.values[{site, std::move(name)}] = std::move(value);
    return read;
  });
  if (!changed) return;
  const std::scoped_lock lock(mutex_);
  snapshot_ = std::make_shared<const Snapshot>(std::move(*changed));
}

std::shared_ptr<const StoredSettings::Snapshot> StoredSettings::known() const {
  const std::scoped_lock lock(mutex_);
  return snapshot_;
}

std::shared_ptr<const StoredSettings::Snapshot> StoredSettings::fresh() const {
  const auto now = clock_.now().time_since_epoch();
  const auto looked_at = looked_at_.load();
  if (now - Instant::duration(looked_at) < kTrusted) return known();
  std::unique_lock lock(reading_, std::defer_lock);
  if (looked_at == kChanged) {
    lock.lock();  // our own change shows at once; another's may wait for whoever reads now
  } else if (!lock.try_lock()) {
    return known();
  }
  looked_at_ = now.count();  // before reading, so that a change meanwhile is not forgotten
  try {
    look_again();
  } catch (const Unavailable& outage) {
    log(Level::warning, "SETTINGS-001", "The settings cannot be read; the last known ones hold.", {{"cause", outage.what()}});
  }
  return known();
}

/// What was set, unless a newer version of a plugin no longer takes it.
std::string StoredSettings::valid_text(SiteId site, const Setting& setting) const {
  const auto now = fresh();
  const auto found = now->values.find({site, std::string(setting.name)});
  const bool usable = found != now->values.end() && problem(setting, found->second).empty();
  return usable ? found->second : std::string(setting.standard);
}

std::string StoredSettings::text(SiteId site, const Setting& setting) const { return valid_text(site, setting); }

std::int64_t StoredSettings::number(SiteId site, const Setting& setting) const {
  const auto number = parse_whole_number(valid_text(site, setting));
  LODGE_CHECK(number.has_value());
  return *number;
}

bool StoredSettings::yes(SiteId site, const Setting& setting) const {
  const auto yes = parse_yes_no(valid_text(site, setting));
  LODGE_CHECK(yes.has_value());
  return *yes;
}

std::chrono::seconds StoredSettings::duration(SiteId site, const Setting& setting) const {
  const auto duration = parse_duration(valid_text(site, setting));
  LODGE_CHECK(duration.has_value());
  return std::chrono::floor<std::chrono::seconds>(*duration);
}

}  // namespace lodge::core
