#pragma once
#include <lodge/person.h>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge {

/// The people of one site as they were at one revision. Immutable: what it returns lives as long as the
/// People does. [any thread]
class People {
 public:
  virtual ~People() = default;
  virtual std::int64_t revision() const = 0;

  virtual const Student* student(StudentId id) const = 0;  ///< nullptr when unknown or gone
  virtual const Teacher* teacher(TeacherId id) const = 0;
  virtual const Contact* contact(ContactId id) const = 0;
  /// The name to show for anybody; empty when unknown (left and purged).
  virtual std::string name(PersonId id) const = 0;

  virtual const std::vector<const Student*>& students() const = 0;  ///< by surname, first name
  virtual const std::vector<const Teacher*>& teachers() const = 0;  ///< by surname, first name
  virtual const std::vector<const Contact*>& contacts() const = 0;
  virtual const std::vector<TaughtClass>& classes() const = 0;
  virtual const std::vector<Group>& groups() const = 0;

  virtual const std::vector<Tie>& contacts_of(StudentId student) const = 0;  ///< by priority
  virtual const std::vector<Tie>& students_of(ContactId contact) const = 0;
  virtual std::vector<const TaughtClass*> classes_of(StudentId student) const = 0;
  virtual std::vector<const TaughtClass*> classes_taught_by(TeacherId teacher) const = 0;
  virtual ContactRule contact_rule(StudentId student) const = 0;
  virtual std::vector<ContactId> members_of(HouseholdId household) const = 0;
  /// Whoever holds this address, compared without regard to case.
  virtual std::vector<PersonId> by_email(std::string_view email) const = 0;
};

/// The people Lodge knows, per site. [any thread]
class Directory {
 public:
  virtual ~Directory() = default;
  /// The present snapshot; keep it for one request, not longer. @throws Unavailable for an unknown site.
  virtual std::shared_ptr<const People> people(SiteId site) const = 0;
};

}  // namespace lodge
