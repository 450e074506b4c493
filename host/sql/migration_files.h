#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace lodge::sql {

/// The statements of a migration's text, without comment lines and the semicolons that end them.
std::vector<std::string> split_statements(std::string_view text);

/// Tells whether a file was edited, not whether somebody forged it: FNV-1a, 64 bits, in hex.
std::string digest_of(std::string_view text);

}  // namespace lodge::sql
