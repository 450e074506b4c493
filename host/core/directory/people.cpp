#include "core/directory/people.h"

#include "core/nfc.h"

#include <algorithm>
#include <tuple>

namespace lodge::core {
namespace {

template <class Map, class Key>
auto* found_in(const Map& map, const Key& key) {
  const auto found = map.find(key);
  return found == map.end() ? nullptr : &found->second;
}

template <class Map, class Key>
const std::vector<Tie>& ties_in(const Map& map, const Key& key) {
  static const std::vector<Tie> kNone;
  const auto* ties = found_in(map, key);
  return ties ? *ties : kNone;
}

std::string joined(const std::string& first, const std::string& second) {
  return first.empty() || second.empty() ? first + second : first + " " + second;
}

const auto kByName = [](const auto* one) { return std::tie(one->surname, one->first_name, one->id); };

}  // namespace

std::string lower_case(std::string_view text) {
  std::string lower(text);
  std::ranges::transform(lower, lower.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lower;
}

SitePeople::SitePeople(DirectoryRows rows) : rows_(std::move(rows)) {
  add_people();
  sort_people();
  add_ties();
  add_classes();
  add_groups();
}

void SitePeople::add_people() {
  row_of_.reserve(rows_.people.size());
  for (std::size_t i = 0; i < rows_.people.size(); ++i) {
    const auto& row = rows_.people[i];
    row_of_.emplace(row.id, i);
    if (!row.fields.mis_id.empty()) by_mis_id_.emplace(std::pair(row.kind, row.fields.mis_id), i);
    if (!row.missing && !row.fields.email.empty()) by_email_.emplace(lower_case(row.fields.email), row.id);
    add_person(row);
  }
}

void SitePeople::add_person(const PersonRow& row) {
  const auto& fields = row.fields;
  if (row.kind == PersonKind::student) {
    const auto id = same_person<StudentId>(row.id);
    const auto& added = students_[id] = {id, fields.first_name, fields.surname, row.registration_class, fields.date_of_birth, row.year_group};
    if (!row.missing) student_list_.push_back(&added);
  } else if (row.kind == PersonKind::teacher) {
    const auto id = same_person<TeacherId>(row.id);
    const auto& added = teachers_[id] = {id, fields.title, fields.first_name, fields.surname, fields.email};
    if (!row.missing) teacher_list_.push_back(&added);
  } else {
    const auto id = same_person<ContactId>(row.id);
    const auto* joined_to = found_in(rows_.households, id);
    const auto household = joined_to ? *joined_to : same_person<HouseholdId>(id);
    const auto& added = contacts_[id] = {id, household, fields.title, fields.first_name, fields.surname, fields.email};
    if (row.missing) return;  // whom the MIS has taken away is told nothing more of what the household does
    households_[household].push_back(id);
    contact_list_.push_back(&added);
  }
}

void SitePeople::sort_people() {
  std::ranges::sort(student_list_, {}, kByName);
  std::ranges::sort(teacher_list_, {}, kByName);
  std::ranges::sort(contact_list_, {}, kByName);
}

void SitePeople::add_ties() {
  auto ties = rows_.ties;
  std::ranges::sort(ties, {}, [](const Tie& tie) { return std::tuple(tie.priority, tie.contact, tie.student); });
  const auto is_missing = [&](auto id) {
    const auto* one = row(same_person<PersonId>(id));
    return !one || one->missing;
  };
  for (const auto& tie : ties) {
    if (is_missing(tie.contact) || is_missing(tie.student)) continue;
    by_student_[tie.student].push_back(tie);
    by_contact_[tie.contact].push_back(tie);
  }
}

namespace {

template <class Body>
void add_member(Body& body, const PersonRow& person) {
  if (person.kind == PersonKind::teacher) body.teachers.push_back(same_person<TeacherId>(person.id));
  if (person.kind == PersonKind::student && !person.missing) body.students.push_back(same_person<StudentId>(person.id));
}

}  // namespace

void SitePeople::add_classes() {
  std::unordered_map<std::string, std::size_t> place;
  for (const auto& [code, subject] : rows_.classes) {
    place.emplace(code, classes_.size());
    classes_.push_back({code, subject, {}, {}});
  }
  for (const auto& [code, person] : rows_.class_members) {
    const auto* at = found_in(place, code);
    const auto* who = row(person);
    if (!at || !who) continue;
    add_member(classes_[*at], *who);
    classes_of_[person].push_back(*at);
  }
}

void SitePeople::add_groups() {
  std::map<std::string, Group> groups;
  for (const auto& [name, person] : rows_.group_members) {
    auto& group = groups[name];
    group.name = name;
    if (const auto* who = row(person)) add_member(group, *who);
  }
  for (auto& [name, group] : groups) groups_.push_back(std::move(group));
}

const PersonRow* SitePeople::row(PersonId id) const {
  const auto* at = found_in(row_of_, id);
  return at ? &rows_.people[*at] : nullptr;
}

const PersonRow* SitePeople::by_mis_id(PersonKind kind, const std::string& mis_id) const {
  const auto* at = found_in(by_mis_id_, std::pair(kind, mis_id));
  return at ? &rows_.people[*at] : nullptr;
}

const Student* SitePeople::student(StudentId id) const { return found_in(students_, id); }
const Teacher* SitePeople::teacher(TeacherId id) const { return found_in(teachers_, id); }
const Contact* SitePeople::contact(ContactId id) const { return found_in(contacts_, id); }

std::string SitePeople::name(PersonId id) const {
  const auto* person = row(id);
  if (!person) return {};
  const auto& fields = person->fields;
  const bool formal = person->kind == PersonKind::teacher && !fields.title.empty();
  return formal ? joined(fields.title, fields.surname) : joined(fields.first_name, fields.surname);
}

const std::vector<Tie>& SitePeople::contacts_of(StudentId student) const { return ties_in(by_student_, student); }
const std::vector<Tie>& SitePeople::students_of(ContactId contact) const { return ties_in(by_contact_, contact); }

std::vector<const TaughtClass*> SitePeople::classes_of(StudentId student) const {
  std::vector<const TaughtClass*> classes;
  if (const auto* places = found_in(classes_of_, same_person<PersonId>(student))) {
    for (const auto place : *places) classes.push_back(&classes_[place]);
  }
  return classes;
}

std::vector<const TaughtClass*> SitePeople::classes_taught_by(TeacherId teacher) const {
  return classes_of(same_person<StudentId>(teacher));  // one index: nobody is both
}

ContactRule SitePeople::contact_rule(StudentId student) const {
  const auto* rule = found_in(rows_.rules, student);
  return rule ? *rule : ContactRule::separate;
}

std::vector<ContactId> SitePeople::members_of(HouseholdId household) const {
  const auto* members = found_in(households_, household);
  return members ? *members : std::vector<ContactId>();
}

std::vector<PersonId> SitePeople::by_email(std::string_view email) const {
  std::vector<PersonId> people;
  const auto [first, last] = by_email_.equal_range(lower_case(nfc(email)));
  for (auto at = first; at != last; ++at) people.push_back(at->second);
  return people;
}

}  // namespace lodge::core
