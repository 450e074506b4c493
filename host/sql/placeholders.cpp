#include "sql/placeholders.h"

#include "sql/faults.h"

#include <fmt/format.h>

namespace lodge::sql {
namespace {

[[noreturn]] void refuse(std::string_view what, std::string_view sql) {
  throw BrokenStatement(fmt::format("a statement may not have {}: {}", what, sql.substr(0, 300)));
}

void check_outside_quotes(std::string_view sql, std::size_t at) {
  const auto two = sql.substr(at, 2);
  if (two == "--" || two == "/*" || sql[at] == '#') refuse("a comment", sql);
  if (sql[at] == ':' || sql[at] == ';' || sql[at] == '"' || sql[at] == '`' || sql[at] == '\\') {
    refuse(fmt::format("{} outside single quotes", sql[at]), sql);
  }
}

}  // namespace

NamedStatement name_placeholders(std::string_view sql) {
  NamedStatement named{{}, 0};
  named.text.reserve(sql.size() + 16);
  bool quoted = false;
  for (std::size_t i = 0; i < sql.size(); ++i) {
    if (sql[i] == '\'') quoted = !quoted;
    if (quoted && sql[i] == '\\') refuse("a backslash in a literal", sql);
    if (!quoted) check_outside_quotes(sql, i);
    if (!quoted && sql[i] == '?') {
      named.text += fmt::format(":p{}", ++named.parameters);
    } else {
      named.text += sql[i];
    }
  }
  if (quoted) refuse("a quote that does not end", sql);
  return named;
}

}  // namespace lodge::sql
