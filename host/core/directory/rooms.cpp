#include "core/directory/rooms.h"

#include "core/directory/store.h"
#include "core/revisions/revisions.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::core {

SiteRooms::SiteRooms(std::vector<RoomRow> rows, std::int64_t revision) : rows_(std::move(rows)), revision_(revision) {
  for (std::size_t i = 0; i < rows_.size(); ++i) {
    by_id_.emplace(rows_[i].room.id, i);
    if (!rows_[i].missing) in_use_.push_back(rows_[i].room);
  }
}

const Room* SiteRooms::room(RoomId id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &rows_[found->second].room;
}

const Room* SiteRooms::by_code(std::string_view code) const {
  const auto found = std::ranges::find(in_use_, code, &Room::code);
  return found == in_use_.end() ? nullptr : &*found;
}

std::shared_ptr<const SiteRooms> StoredRooms::load(SiteId site) const {
  return central_.read([&](Reader& reader) {
    if (!site_exists(reader, site)) throw Unavailable("There is no site " + site.text() + ".");
    const auto at = revision(reader, site, kPeopleRevision);
    return std::make_shared<const SiteRooms>(load_rooms(reader, site, at), at);
  });
}

std::shared_ptr<const SiteRooms> StoredRooms::snapshot(SiteId site) const {
  {
    const std::lock_guard lock(mutex_);
    if (const auto found = sites_.find(site); found != sites_.end()) return found->second;
  }
  auto loaded = load(site);
  const std::lock_guard lock(mutex_);
  return sites_.try_emplace(site, std::move(loaded)).first->second;
}

void StoredRooms::refresh(SiteId site) {
  auto loaded = load(site);
  const std::lock_guard lock(mutex_);
  auto& held = sites_[site];
  if (!held || held->revision() <= loaded->revision()) held = std::move(loaded);
}

void StoredRooms::poll() {
  const auto now = central_.read([](Reader& reader) { return revisions(reader, kPeopleRevision); });
  std::vector<SiteId> moved;
  {
    const std::lock_guard lock(mutex_);
    for (const auto& [site, held] : sites_) {
      const auto at = now.find(site);
      if (at != now.end() && at->second != held->revision()) moved.push_back(site);
    }
  }
  for (const auto site : moved) refresh(site);
}

}  // namespace lodge::core
