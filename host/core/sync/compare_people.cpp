#include "core/sync/compare_people.h"

namespace lodge::core {

PeopleComparison::PeopleComparison(const CheckedSchool& school, const Present& present, Changes& changes)
    : school_(school), present_(*present.people), changes_(changes) {}

void PeopleComparison::compare() {
  for (const auto& row : present_.rows().people) {
    if (school_.asked.contains(kind_of(row.kind))) compare_present(row);
  }
  for (const auto& [who, person] : school_.people) {
    if (!present_.by_mis_id(who.first, who.second)) compare_new(who, person);
  }
}

void PeopleComparison::compare_present(const PersonRow& row) {
  const MisPerson who{row.kind, row.fields.mis_id};
  const auto said = school_.people.find(who);
  if (said == school_.people.end()) {
    if (!school_.seen.contains(who) && !school_.partly.contains(kind_of(row.kind))) mark_missing(row);
    return;
  }
  const auto& person = said->second;
  const bool names = row.fields != person.fields;
  const bool standing = row.missing || row.registration_class != person.registration_class || row.year_group != person.year_group;
  if (!names && !standing) {
    ++count(row.kind).same;
    return;
  }
  ++count(row.kind).changed;
  changes_.people.push_back({{row.id, row.kind, false, person.fields, person.registration_class, person.year_group, 0}, false, names, standing});
}

void PeopleComparison::mark_missing(const PersonRow& row) {
  if (row.missing) return;  // told before
  ++count(row.kind).missing;
  auto gone = row;
  gone.missing = true;
  changes_.people.push_back({std::move(gone), false, false, true});
}

void PeopleComparison::compare_new(const MisPerson& who, const CheckedPerson& person) {
  ++count(who.first).added;
  const auto id = made_.emplace(who, PersonId::random()).first->second;
  changes_.people.push_back({{id, who.first, false, person.fields, person.registration_class, person.year_group, 0}, true, true, true});
}

std::optional<PersonId> PeopleComparison::id_of(const MisPerson& whom) const {
  if (const auto* row = present_.by_mis_id(whom.first, whom.second)) return row->id;
  const auto made = made_.find(whom);
  return made == made_.end() ? std::nullopt : std::optional(made->second);
}

bool PeopleComparison::is_left_alone(PersonId person) const {
  const auto* row = present_.row(person);
  if (!row) return false;
  const MisPerson who{row->kind, row->fields.mis_id};
  return school_.asked.contains(kind_of(row->kind)) && !school_.people.contains(who);
}

}  // namespace lodge::core
