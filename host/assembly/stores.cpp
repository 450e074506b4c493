#include "assembly/stores.h"

#include "sql/migrate.h"
#include "sql/open.h"

#include <lodge/errors.h>

#include <algorithm>
#include <filesystem>
#include <tuple>

namespace lodge::assembly {
namespace {

constexpr std::string_view kSitePlace = "{site}";

std::string address_of_vault(std::string pattern, const std::string& code) {
  for (auto at = pattern.find(kSitePlace); at != std::string::npos; at = pattern.find(kSitePlace, at + code.size())) {
    pattern.replace(at, kSitePlace.size(), code);
  }
  return pattern;
}

template <class T>
T or_stop(std::expected<T, std::string> answer) {
  if (!answer) throw CannotStart(answer.error());
  if constexpr (!std::is_void_v<T>) return *std::move(answer);
}

// Where its tables are, whoever asks for them and however.
auto place_of(const std::string& address) {
  const auto parsed = or_stop(DatabaseAddress::parse(address));
  return std::tuple(parsed.path, parsed.unix_socket, parsed.host, parsed.port, parsed.schema);
}

}  // namespace

Stores::Stores(const ops::Config& config) : config_(config), central_(open(config.text("database"), "central")) {
  if (core::sites(*central_).size() > 1) or_stop(vault_for_each());
}

// A vault's rows do not say whose they are: an import of one school would take out the names of the other.
std::expected<void, std::string> Stores::vault_for_each() const {
  const auto& pattern = config_.text("vault");
  if (place_of(address_of_vault(pattern, "one")) != place_of(address_of_vault(pattern, "other"))) return {};
  return std::unexpected(
      "Several schools cannot share one vault. Write {site} into the vault's address, where it names the file or the "
      "database: vault = sqlite:/var/lib/lodge/vault-{site}.db, or dbname=lodge_vault_{site}. It stands for the school's "
      "code; move the vault that there is to that name first.");
}

std::unique_ptr<Database> Stores::open(const std::string& text, const std::string& migrations) {
  const auto address = or_stop(DatabaseAddress::parse(text));
  const auto folder = std::filesystem::path(config_.text("folder.share")) / "migrations" / migrations;
  or_stop(migrate(address, "host", folder));
  return open_database(address);
}

Database& Stores::vault(SiteId site) {
  const std::lock_guard lock(mutex_);
  auto& vault = vaults_[site];
  if (!vault) {
    const auto all = core::sites(*central_);
    const auto found = std::ranges::find(all, site, &core::Site::id);
    if (found == all.end()) throw Unavailable("there is no such site");
    vault = open(address_of_vault(config_.text("vault"), found->code), "vault");
  }
  return *vault;
}

std::string Stores::site_name(SiteId site) {
  const std::lock_guard lock(mutex_);
  if (!names_.contains(site)) {
    const auto all = core::sites(*central_);
    for (const auto& one : all) names_[one.id] = one.name;
    // Whoever is not signed in yet stands before the only school's door, or before Lodge's.
    if (site == SiteId{}) names_[site] = all.size() == 1 ? all.front().name : "Lodge";
  }
  return names_[site];
}

void Stores::migrate_plugin(const std::string& name) {
  const auto folder = std::filesystem::path(config_.text("folder.share")) / "migrations" / name;
  if (!std::filesystem::is_directory(folder)) return;
  or_stop(migrate(or_stop(DatabaseAddress::parse(config_.text("database"))), name, folder));
}

}  // namespace lodge::assembly
