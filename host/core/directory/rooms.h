#pragma once
#include "core/directory/rows.h"

#include <lodge/database.h>

#include <memory>
#include <mutex>
#include <unordered_map>

namespace lodge::core {

/// The rooms of one site, made from what is stored and then never changed. [any thread]
class SiteRooms final : public Rooms {
 public:
  SiteRooms(std::vector<RoomRow> rows, std::int64_t revision);
  SiteRooms(const SiteRooms&) = delete;
  SiteRooms& operator=(const SiteRooms&) = delete;

  std::int64_t revision() const override { return revision_; }
  const std::vector<Room>& all() const override { return in_use_; }
  const Room* room(RoomId id) const override;
  const Room* by_code(std::string_view code) const override;
  /// Also those no longer in use.
  const std::vector<RoomRow>& rows() const { return rows_; }

 private:
  std::vector<RoomRow> rows_;
  std::vector<Room> in_use_;
  std::unordered_map<RoomId, std::size_t> by_id_;
  std::int64_t revision_;
};

/// The rooms of each site, as stored; they move with the revision of the site's people. [any thread]
class StoredRooms final : public RoomCatalogue {
 public:
  explicit StoredRooms(Database& central) : central_(central) {}

  std::shared_ptr<const Rooms> rooms(SiteId site) const override { return snapshot(site); }
  /// @throws Unavailable for an unknown site, and when the store cannot be reached.
  std::shared_ptr<const SiteRooms> snapshot(SiteId site) const;
  /// Takes up what other hosts wrote; called each 250 ms. @throws Unavailable
  void poll();
  /// Takes up what this host wrote; called after the write.
  void refresh(SiteId site);

 private:
  std::shared_ptr<const SiteRooms> load(SiteId site) const;

  Database& central_;
  mutable std::mutex mutex_;
  mutable std::map<SiteId, std::shared_ptr<const SiteRooms>> sites_;
};

}  // namespace lodge::core
