#pragma once
#include <lodge/database.h>
#include <lodge/interval.h>

namespace lodge::parents_evening {

using FeedId = Id<struct FeedTag>;

/// A contact's private calendar address.
struct Feed {
  ContactId contact{};
  FeedId id{};
  SiteId site{};
  std::string secret{};  ///< sealed
  Instant created_at{};
};

inline std::string feed_place(FeedId id) { return "calendar_feed.secret." + id.text(); }

std::optional<Feed> find_feed(Reader& reader, ContactId contact);
std::optional<Feed> find_feed(Reader& reader, FeedId id);
void replace_feed(Transaction& transaction, const Feed& feed);
void remove_feed(Transaction& transaction, ContactId contact);

}  // namespace lodge::parents_evening
