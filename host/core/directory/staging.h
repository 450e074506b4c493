#pragma once
#include "core/directory/rows.h"

#include <lodge/database.h>

#include <limits>
#include <span>

namespace lodge::core {

constexpr std::int64_t kForEver = std::numeric_limits<std::int64_t>::max();

/// Writes rows that begin, and lets rows end, at a revision that is not the present one yet; the present one goes on
/// being read unharmed. Each call is one write of at most some hundred kB. Vault rows first, then central ones.
/// [the closure's thread]
struct Staging {
  Transaction& transaction;
  SiteId site;
  std::int64_t revision;  ///< at which the rows will begin or end
  Instant now;

  void begin_people(std::span<const PersonRow> people) const;
  void end_people(std::span<const PersonId> people) const;
  void begin_ties(std::span<const Tie> ties) const;
  void end_ties(std::span<const Tie> ties) const;
  void begin_classes(std::span<const std::pair<std::string, std::string>> code_and_subject) const;
  void end_classes(std::span<const std::string> codes) const;
  void begin_class_members(std::span<const Membership> members) const;
  void end_class_members(std::span<const Membership> members) const;
  void begin_group_members(std::span<const Membership> members) const;
  void end_group_members(std::span<const Membership> members) const;
  void begin_rooms(std::span<const RoomRow> rooms) const;
  void end_rooms(std::span<const RoomId> rooms) const;
  void begin_lines(std::span<const TimetableLine> lines) const;
  void end_lines(std::span<const TimetableLine> lines) const;
};

/// Of the vault: sealed fields that begin at `revision`; the same persons' older ones end there.
struct SealedPerson {
  PersonId id;
  std::string fields;
  bool replaces;  ///< there is an older one
};
void begin_fields(Transaction& vault, std::int64_t revision, std::span<const SealedPerson> people);

/// Forgets what a crash left staged above `present`.
void drop_staged(Transaction& central, SiteId site, std::int64_t present);
void drop_staged_fields(Transaction& vault, std::int64_t present);

/// Stages, at `revision`, the opposite of what was done at `done`.
void stage_undo(Transaction& central, SiteId site, std::int64_t done, std::int64_t revision);
void stage_undo_fields(Transaction& vault, std::int64_t done, std::int64_t revision);

}  // namespace lodge::core
