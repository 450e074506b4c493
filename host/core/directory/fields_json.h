#pragma once
#include "core/directory/rows.h"


namespace lodge::core {

/// A person's fields as they are sealed: one line of JSON without the empty ones. [any thread]
std::string to_json(const PersonFields& fields);
/// What to_json wrote; empty fields for anything else. [any thread]
PersonFields fields_from_json(std::string_view text);

/// What binds a person's sealed fields to their place.
std::string place_of_fields(PersonId person);

}  // namespace lodge::core
