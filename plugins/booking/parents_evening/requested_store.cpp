#include "requested.h"

namespace lodge::parents_evening {

constexpr std::string_view kRequested = "select teacher, sort from teacher_request where evening = ? and student = ?";

Requested requested(Reader& reader, const Plan& plan, const People& people, const std::vector<const Student*>& students) {
  Requested all;
  for (const auto* student : students) {
    std::map<TeacherId, std::string> said;
    for (auto& [teacher, sort] : reader.rows<TeacherId, std::string>(kRequested, {plan.evening.id, student->id})) said.emplace(teacher, std::move(sort));
    if (said.empty()) continue;
    for (const auto& visit : visits(plan, people, student->id)) {
      std::set<std::string> sorts;
      for (const auto teacher : seen_together(plan, people, student->id, visit.teacher)) sorts.insert(said[teacher]);
      if (sorts.contains("please")) all.please.insert({student->id, visit.teacher});
      else if (!sorts.contains("")) all.no_need.insert({student->id, visit.teacher});
    }
  }
  return all;
}

}  // namespace lodge::parents_evening
