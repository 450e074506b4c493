#include "core/directory/directory.h"

#include "core/directory/fields_json.h"
#include "core/directory/store.h"
#include "core/revisions/revisions.h"

#include <lodge/errors.h>

#include <unordered_map>

namespace lodge::core {

// Rows of one revision never change, so the two stores may be read one after the other.
std::shared_ptr<const SitePeople> StoredDirectory::load(SiteId site, const SitePeople* before) const {
  auto rows = central_.read([&](Reader& reader) {
    if (!site_exists(reader, site)) throw Unavailable("There is no site " + site.text() + ".");
    return load_directory(reader, site);
  });
  if (!rows.people.empty()) add_names(site, rows, before);
  return std::make_shared<const SitePeople>(std::move(rows));
}

void StoredDirectory::add_names(SiteId site, DirectoryRows& rows, const SitePeople* before) const {
  auto& vault = vaults_.vault(site);
  const auto known = before ? before->rows().revision : -1;
  const auto [from, sealed] = vault.read([&](Reader& reader) {
    return std::pair(load_fields_from(reader, rows.revision), load_fields(reader, rows.revision, known));
  });
  std::unordered_map<PersonId, const std::string*> fresh;
  for (const auto& one : sealed) fresh.emplace(one.person, &one.sealed);
  for (auto& row : rows.people) {
    const auto written = from.find(row.id);
    if (written == from.end()) continue;
    row.fields_from = written->second;
    const auto found = fresh.find(row.id);
    const auto* same = before && found == fresh.end() ? before->row(row.id) : nullptr;
    if (same) row.fields = same->fields;
    else if (found != fresh.end()) row.fields = fields_from_json(privacy_.open(site, row.id, place_of_fields(row.id), *found->second).value_or(""));
  }
}

std::shared_ptr<const SitePeople> StoredDirectory::held(SiteId site) const {
  const std::lock_guard lock(mutex_);
  const auto found = sites_.find(site);
  return found == sites_.end() ? nullptr : found->second;
}

std::shared_ptr<const SitePeople> StoredDirectory::snapshot(SiteId site) const {
  if (auto present = held(site)) return present;
  auto loaded = load(site, nullptr);
  const std::lock_guard lock(mutex_);
  return sites_.try_emplace(site, std::move(loaded)).first->second;
}

void StoredDirectory::refresh(SiteId site) {
  const auto before = held(site);
  auto loaded = load(site, before.get());
  const std::lock_guard lock(mutex_);
  auto& present = sites_[site];
  if (!present || present->revision() <= loaded->revision()) present = std::move(loaded);
}

void StoredDirectory::forget(SiteId site) {
  const std::lock_guard lock(mutex_);
  sites_.erase(site);
}

void StoredDirectory::poll() {
  const auto [people, edits] = central_.read([](Reader& reader) {
    return std::pair(revisions(reader, kPeopleRevision), revisions(reader, kPeopleEdits));
  });
  std::vector<SiteId> moved;
  {
    const auto at = [](const auto& all, SiteId site) { const auto found = all.find(site); return found == all.end() ? 0 : found->second; };
    const std::lock_guard lock(mutex_);
    for (const auto& [site, present] : sites_) {
      if (present->revision() != at(people, site) + at(edits, site)) moved.push_back(site);
    }
  }
  for (const auto site : moved) refresh(site);
}

}  // namespace lodge::core
