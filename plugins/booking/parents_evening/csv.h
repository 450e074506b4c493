#pragma once
#include <string>
#include <string_view>

namespace lodge::parents_evening {

/// One cell of a CSV file (RFC 4180) that a spreadsheet takes for text and never for a formula. [any thread]
inline std::string csv_cell(std::string text) {
  if (!text.empty() && std::string_view("=+-@\t\r").contains(text.front())) text.insert(0, "'");
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\"\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace lodge::parents_evening
