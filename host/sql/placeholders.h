#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace lodge::sql {

struct NamedStatement {
  std::string text;        ///< with :p1, :p2 … for each `?`, as SOCI wants them
  std::size_t parameters;  ///< how many
};

/// Gives each `?` outside single quotes a name. A statement that SOCI or one of the engines would misread is
/// refused: a colon, semicolon, double quote, backquote, backslash or comment outside single quotes, a
/// backslash inside them (MariaDB alone would take it as an escape), a quote that does not end.
/// @throws BrokenStatement
NamedStatement name_placeholders(std::string_view sql);

}  // namespace lodge::sql
