#include "feed.h"

namespace lodge::parents_evening {
namespace {

#define FEED_COLUMNS "contact, id, site, secret, created_at"

std::optional<Feed> one(Reader& reader, std::string_view sql, const Bind& key) {
  const auto row = reader.row<ContactId, FeedId, SiteId, std::string, Instant>(sql, {key});
  if (!row) return std::nullopt;
  const auto& [contact, id, site, secret, created_at] = *row;
  return Feed{contact, id, site, secret, created_at};
}

}  // namespace

constexpr std::string_view kOfContact = "select " FEED_COLUMNS " from calendar_feed where contact = ?";

std::optional<Feed> find_feed(Reader& reader, ContactId contact) { return one(reader, kOfContact, contact); }

constexpr std::string_view kById = "select " FEED_COLUMNS " from calendar_feed where id = ?";

std::optional<Feed> find_feed(Reader& reader, FeedId id) { return one(reader, kById, id); }

constexpr std::string_view kInsert = "insert into calendar_feed (" FEED_COLUMNS ") values (?, ?, ?, ?, ?)";

void replace_feed(Transaction& transaction, const Feed& feed) {
  remove_feed(transaction, feed.contact);
  transaction.execute(kInsert, {feed.contact, feed.id, feed.site, feed.secret, feed.created_at});
}

constexpr std::string_view kRemove = "delete from calendar_feed where contact = ?";

void remove_feed(Transaction& transaction, ContactId contact) { transaction.execute(kRemove, {contact}); }

}  // namespace lodge::parents_evening
