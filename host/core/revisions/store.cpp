#include "core/revisions/revisions.h"

namespace lodge::core {

constexpr std::string_view kOne = "select revision from revision where site = ? and what = ?";

std::int64_t revision(Reader& reader, SiteId site, std::string_view what) {
  const auto row = reader.row<std::int64_t>(kOne, {site, what});
  return row ? std::get<0>(*row) : 0;
}

constexpr std::string_view kAll = "select site, revision from revision where what = ?";

std::map<SiteId, std::int64_t> revisions(Reader& reader, std::string_view what) {
  std::map<SiteId, std::int64_t> all;
  for (const auto& [site, number] : reader.rows<SiteId, std::int64_t>(kAll, {what})) all.emplace(site, number);
  return all;
}

constexpr std::string_view kRaise = "update revision set revision = revision + 1 where site = ? and what = ?";
constexpr std::string_view kFirst = "insert into revision (site, what, revision) values (?, ?, ?)";

std::int64_t raise_revision(Transaction& transaction, SiteId site, std::string_view what) {
  if (transaction.execute(kRaise, {site, what}) == 0) {
    try {
      transaction.execute(kFirst, {site, what, 0});
    } catch (const DuplicateKey&) {  // another host was first
    }
    transaction.execute(kRaise, {site, what});
  }
  return revision(transaction, site, what);
}

constexpr std::string_view kHeld = "select revision from revision where site = ? and what = ? lock in share mode";

bool still_at_revision(Transaction& transaction, SiteId site, std::string_view what, std::int64_t number) {
  auto row = transaction.row<std::int64_t>(kHeld, {site, what});
  if (!row) {  // a row that is not there cannot be held
    try {
      transaction.execute(kFirst, {site, what, 0});
    } catch (const DuplicateKey&) {  // another host was first
    }
    row = transaction.row<std::int64_t>(kHeld, {site, what});
  }
  return row && std::get<0>(*row) == number;
}

constexpr std::string_view kMove = "update revision set revision = ? where site = ? and what = ? and revision = ?";

bool move_revision(Transaction& transaction, SiteId site, std::string_view what, std::int64_t from, std::int64_t to) {
  if (transaction.execute(kMove, {to, site, what, from}) == 1) return true;
  if (from != 0 || revision(transaction, site, what) != 0) return false;
  try {
    transaction.execute(kFirst, {site, what, to});
    return true;
  } catch (const DuplicateKey&) {
    return false;
  }
}

}  // namespace lodge::core
