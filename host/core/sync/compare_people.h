#pragma once
#include "core/sync/changes.h"

#include <unordered_map>

namespace lodge::core {

/// Compares the people and remembers under which id each of them is, or will be, known.
class PeopleComparison {
 public:
  PeopleComparison(const CheckedSchool& school, const Present& present, Changes& changes);
  void compare();
  /// Nothing for somebody whom neither the MIS nor we know.
  std::optional<PersonId> id_of(const MisPerson& whom) const;
  /// Whether rows about a person are to stay whatever the MIS says: missing, or set aside in this pull.
  bool is_left_alone(PersonId person) const;

 private:
  void compare_present(const PersonRow& row);
  void compare_new(const MisPerson& who, const CheckedPerson& person);
  void mark_missing(const PersonRow& row);
  Count& count(PersonKind kind) { return changes_.counts[kind_of(kind)]; }

  const CheckedSchool& school_;
  const SitePeople& present_;
  Changes& changes_;
  std::map<MisPerson, PersonId> made_;
};

}  // namespace lodge::core
