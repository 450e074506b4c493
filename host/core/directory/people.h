#pragma once
#include "core/directory/rows.h"

#include <lodge/directory.h>

#include <unordered_map>

namespace lodge::core {

/// The people of one site, made from what is stored and then never changed. [any thread]
class SitePeople final : public People {
 public:
  explicit SitePeople(DirectoryRows rows);
  SitePeople(const SitePeople&) = delete;
  SitePeople& operator=(const SitePeople&) = delete;

  std::int64_t revision() const override { return rows_.revision + rows_.edits; }
  const Student* student(StudentId id) const override;
  const Teacher* teacher(TeacherId id) const override;
  const Contact* contact(ContactId id) const override;
  std::string name(PersonId id) const override;
  const std::vector<const Student*>& students() const override { return student_list_; }
  const std::vector<const Teacher*>& teachers() const override { return teacher_list_; }
  const std::vector<const Contact*>& contacts() const override { return contact_list_; }
  const std::vector<TaughtClass>& classes() const override { return classes_; }
  const std::vector<Group>& groups() const override { return groups_; }
  const std::vector<Tie>& contacts_of(StudentId student) const override;
  const std::vector<Tie>& students_of(ContactId contact) const override;
  std::vector<const TaughtClass*> classes_of(StudentId student) const override;
  std::vector<const TaughtClass*> classes_taught_by(TeacherId teacher) const override;
  ContactRule contact_rule(StudentId student) const override;
  std::vector<ContactId> members_of(HouseholdId household) const override;
  std::vector<PersonId> by_email(std::string_view email) const override;

  const DirectoryRows& rows() const { return rows_; }
  /// The stored row of anybody, also of one who is missing; nullptr when unknown.
  const PersonRow* row(PersonId id) const;
  /// Whom the MIS calls so.
  const PersonRow* by_mis_id(PersonKind kind, const std::string& mis_id) const;

 private:
  void add_people();
  void add_person(const PersonRow& row);
  void sort_people();
  void add_ties();
  void add_classes();
  void add_groups();

  DirectoryRows rows_;
  std::unordered_map<PersonId, std::size_t> row_of_;
  std::map<std::pair<PersonKind, std::string>, std::size_t> by_mis_id_;
  std::unordered_map<StudentId, Student> students_;
  std::unordered_map<TeacherId, Teacher> teachers_;
  std::unordered_map<ContactId, Contact> contacts_;
  std::vector<const Student*> student_list_;
  std::vector<const Teacher*> teacher_list_;
  std::vector<const Contact*> contact_list_;
  std::vector<TaughtClass> classes_;  // by code
  std::vector<Group> groups_;         // by name
  std::unordered_map<StudentId, std::vector<Tie>> by_student_;
  std::unordered_map<ContactId, std::vector<Tie>> by_contact_;
  std::unordered_map<PersonId, std::vector<std::size_t>> classes_of_;
  std::unordered_map<HouseholdId, std::vector<ContactId>> households_;
  std::multimap<std::string, PersonId> by_email_;  // lower case
};

/// ASCII letters in lower case, others as they are: how addresses are compared.
std::string lower_case(std::string_view text);

}  // namespace lodge::core
