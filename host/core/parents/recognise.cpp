#include "core/parents/recognise.h"

#include "core/parents/names.h"

#include <algorithm>

namespace lodge::core {
namespace {

/// Cheap and exact, so it comes before the names.
class BornOrClass {
 public:
  BornOrClass(std::string_view typed, LocalDate today) : born_(parse_typed_date(typed, today)), class_(plain_class(typed)) {}
  bool fits(const Student& student) const {
    if (born_ && student.date_of_birth == born_) return true;
    return !class_.empty() && !student.registration_class.empty() && class_ == plain_class(student.registration_class);
  }

 private:
  std::optional<LocalDate> born_;
  std::string class_;
};

std::vector<ContactId> fitting(const People& people, const TypedNames& typed, const BornOrClass& born_or_class, Slips slips) {
  std::vector<ContactId> found;
  for (const auto* student : people.students()) {
    if (!born_or_class.fits(*student) || !means_student(typed.child, {"", student->first_name, student->surname}, slips)) continue;
    for (const auto& tie : people.contacts_of(student->id)) {
      const auto* contact = people.contact(tie.contact);
      const bool fits = contact && means_contact(typed.parent, {contact->title, contact->first_name, contact->surname}, slips);
      if (fits) found.push_back(contact->id);
    }
  }
  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

}  // namespace

std::vector<ContactId> recognise(const People& people, const TypedNames& typed, LocalDate today) {
  const BornOrClass born_or_class(typed.born_or_class, today);
  auto found = fitting(people, typed, born_or_class, Slips::counted);
  return found.empty() ? fitting(people, typed, born_or_class, Slips::forgiven) : found;
}

}  // namespace lodge::core
