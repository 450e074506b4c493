#pragma once
#include "appointment.h"
#include "night_store.h"
#include "wishes.h"

#include <lodge/value.h>

namespace lodge::parents_evening {

/// Under which numbers a person stands in the rows.
struct Whose {
  PersonId person{};
  HouseholdId household{}, own{};  ///< of a contact
  bool shared = false;             ///< somebody else is of the household
};

/// The rows of a person: as student, teacher, author, or of their household. All inside Database::read or write.
std::vector<Appointment> of_person(Reader& reader, const Whose& who);
std::vector<TeacherRequest> requests_about(Reader& reader, PersonId person);
std::vector<Wishes> wishes_by(Reader& reader, const Whose& who);
/// Of all other tables that hold anybody: by table.
Value::Map rows_about(Reader& reader, const Whose& who);
/// Of all tables. Notes are emptied where the row stays.
void forget_rows_about(Transaction& transaction, const Whose& who);

}  // namespace lodge::parents_evening
