#include "core/settings/store.h"

#include <lodge/errors.h>

namespace lodge::core::settings {

constexpr std::string_view kRevision = "select revision from setting_revision where only_row = 1";

std::int64_t revision(Reader& reader) {
  const auto row = reader.row<std::int64_t>(kRevision);
  LODGE_CHECK(row.has_value());
  return std::get<0>(*row);
}

constexpr std::string_view kAll = "select site, name, value from setting";

std::vector<std::tuple<SiteId, std::string, std::string>> all(Reader& reader) {
  return reader.rows<SiteId, std::string, std::string>(kAll);
}

constexpr std::string_view kRaise = "update setting_revision set revision = revision + 1 where only_row = 1";
constexpr std::string_view kDelete = "delete from setting where site = ? and name = ?";

void remove(Transaction& transaction, SiteId site, std::string_view name) {
  transaction.execute(kRaise);  // first, so that two writers meet here and nowhere else
  transaction.execute(kDelete, {site, name});
}

constexpr std::string_view kInsert = "insert into setting (site, name, value) values (?, ?, ?)";

void put(Transaction& transaction, SiteId site, std::string_view name, std::string_view value) {
  remove(transaction, site, name);
  transaction.execute(kInsert, {site, name, value});
}

}  // namespace lodge::core::settings
