#pragma once
#include <lodge/clock.h>
#include <lodge/database.h>
#include <lodge/settings.h>

#include <atomic>
#include <expected>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace lodge::core {

/// Settings as rows of the central store, kept in memory; another host's change is seen within kTrusted, one's own at
/// once. While the store cannot be reached, the last known values hold.
class StoredSettings final : public Settings {
 public:
  static constexpr std::chrono::milliseconds kTrusted{1000};

  /// `database` and `clock` outlive it. @throws Unavailable
  StoredSettings(Database& database, const Clock& clock);

  /// A name that is declared twice, or a default that its own type refuses, is a bug. [startup]
  void declare(const std::vector<Setting>& settings);
  const std::vector<Setting>& declared() const { return declared_; }
  const Setting* find(std::string_view name) const;  ///< nullptr when nobody declared it

  /// Whether a person may set `value`; else a sentence (English: a key of the catalogue). [any thread]
  static std::expected<void, std::string> check(const Setting& setting, std::string_view value);
  /// Sets a value that check() allows; the caller audits. Nothing, or the default: back to the default. [any thread, inside
  /// Database::write]
  void set(Transaction& transaction, SiteId site, const Setting& setting, std::optional<std::string_view> value);

  std::string text(SiteId site, const Setting& setting) const override;
  std::int64_t number(SiteId site, const Setting& setting) const override;
  bool yes(SiteId site, const Setting& setting) const override;
  std::chrono::seconds duration(SiteId site, const Setting& setting) const override;

 private:
  using Values = std::map<std::pair<SiteId, std::string>, std::string>;
  struct Snapshot {
    std::int64_t revision;
    Values values;
  };
  static constexpr Instant::rep kChanged = 0;
  std::shared_ptr<const Snapshot> known() const;
  std::shared_ptr<const Snapshot> fresh() const;
  void look_again() const;
  std::string valid_text(SiteId site, const Setting& setting) const;

  Database& database_;
  const Clock& clock_;
  std::vector<Setting> declared_;
  mutable std::mutex reading_;  ///< held by the one thread that reads the store
  mutable std::atomic<Instant::rep> looked_at_{kChanged};
  mutable std::mutex mutex_;
  mutable std::shared_ptr<const Snapshot> snapshot_;  ///< under mutex_
};

}  // namespace lodge::core
