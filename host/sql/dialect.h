#pragma once
#include "sql/address.h"
#include "sql/transaction.h"

#include <string>
#include <string_view>

namespace lodge::sql {

/// Fills {id}, {text}, {name}, {key} and {table} in a migration's text with what `engine` calls them. `drop index NAME
/// {on TABLE}` names the table where the engine must be told.
std::string fill_types(std::string_view text, Engine engine);

InsertLimits insert_limits(Engine engine);

}  // namespace lodge::sql
