#include <lodge/id.h>
#include <lodge/not_ids.h>

namespace lodge {

std::vector<std::string> not_ids(Reader& reader, std::string_view table, std::string_view ids) {
  std::vector<std::string> faults;
  for (const auto& [text] : reader.rows<std::optional<std::string>>(ids)) {
    if (text && !RawId::parse(*text)) faults.push_back("The table " + std::string(table) + " has \u201c" + *text + "\u201d where an id belongs.");
  }
  return faults;
}

}  // namespace lodge
