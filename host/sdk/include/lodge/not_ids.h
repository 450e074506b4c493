#pragma once
#include <lodge/database.h>

#include <string>
#include <string_view>
#include <vector>

namespace lodge {

/// For verify: a sentence for each text that stands where an id belongs, which no other reader could put up with.
/// `ids` selects one column of texts, nulls included, of what is to be looked at. [any thread] @throws Unavailable
std::vector<std::string> not_ids(Reader& reader, std::string_view table, std::string_view ids);

}  // namespace lodge
