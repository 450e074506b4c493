#include "core/sites/sites.h"

#include <algorithm>
#include <cctype>

namespace lodge::core {
namespace {

bool is_code(std::string_view code) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return code.size() >= 2 && code.size() <= 32 && code[0] >= 'a' && code[0] <= 'z' && std::ranges::all_of(code, fits);
}

Site site_of(std::tuple<SiteId, std::string, std::string, std::string> row) {
  return {std::get<0>(row), std::move(std::get<1>(row)), std::move(std::get<2>(row)), std::move(std::get<3>(row))};
}

}  // namespace

constexpr std::string_view kAll = "select id, code, name, time_zone from site order by code";

std::vector<Site> sites(Database& central) {
  return central.read([](Reader& reader) {
    std::vector<Site> all;
    for (auto& row : reader.rows<SiteId, std::string, std::string, std::string>(kAll)) all.push_back(site_of(std::move(row)));
    return all;
  });
}

std::optional<Site> find_site(Database& central, std::string_view code) {
  auto all = sites(central);
  const auto found = std::ranges::find(all, code, &Site::code);
  return found == all.end() ? std::nullopt : std::optional(std::move(*found));
}

constexpr std::string_view kInsert = "insert into site (id, code, name, time_zone, created_at) values (?, ?, ?, ?, ?)";

std::expected<Site, std::string> create_site(Database& central, Audit& audit, const Clock& clock, std::string_view code,
                                             std::string_view name, std::string_view time_zone) {
  if (!is_code(code)) return std::unexpected("A site's code is 2 to 32 of a-z, 0-9 and -, and begins with a letter.");
  if (name.empty() || name.size() > 190) return std::unexpected("A site's name has 1 to 190 characters.");
  const Site site{SiteId::random(), std::string(code), std::string(name), std::string(time_zone)};
  Actor actor;
  actor.by = Actor::By::program;
  actor.site = site.id;
  try {
    central.write([&](Transaction& transaction) {
      transaction.execute(kInsert, {site.id, code, name, time_zone, clock.now()});
      audit.record(transaction, actor, {"site.created", site.id.text(), {}});
    });
  } catch (const DuplicateKey&) {
    return std::unexpected("There is a site with the code " + site.code + " already.");
  }
  return site;
}

}  // namespace lodge::core
