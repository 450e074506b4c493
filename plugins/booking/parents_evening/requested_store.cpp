#include "requested.h"

namespace lodge::parents_evening {

constexpr std::string_view kRequested = "select teacher, sort from teacher_request where evening = ? and student = ?";

Requested requested(Reader& reader, EveningId evening, const std::vector<const Student*>& students) {
  Requested all;
  for (const auto* student : students) {
    for (const auto& [teacher, sort] : reader.rows<TeacherId, std::string>(kRequested, {evening, student->id})) {
      (sort == "please" ? all.please : all.no_need).insert({student->id, teacher});
    }
  }
  return all;
}

}  // namespace lodge::parents_evening
