#include "lengths.h"

#include <algorithm>

namespace lodge::parents_evening {

namespace {

int own_length(const Plan& plan, const People& people, StudentId student, TeacherId teacher) {
  const auto& lengths = plan.lengths;
  const auto of_teacher = lengths.teachers.find(teacher);
  int slots = of_teacher == lengths.teachers.end() ? 1 : of_teacher->second;
  if (lengths.classes.empty()) return slots;
  for (const auto* one : people.classes_of(student)) {
    const auto found = lengths.classes.find(one->code);
    if (found != lengths.classes.end() && std::ranges::find(one->teachers, teacher) != one->teachers.end()) slots = std::max(slots, found->second);
  }
  return slots;
}

}  // namespace

int length_of(const Plan& plan, const People& people, StudentId student, TeacherId teacher) {
  int slots = 1;
  for (const auto one : seen_together(plan, people, student, teacher)) slots = std::max(slots, own_length(plan, people, student, one));
  return slots;
}

constexpr std::string_view kLengths = "select sort, word, slots from evening_length where evening = ?";

Lengths lengths_of(Reader& reader, EveningId evening) {
  Lengths all;
  for (const auto& [sort, word, slots] : reader.rows<std::string, std::string, std::int64_t>(kLengths, {evening})) {
    const auto count = static_cast<int>(slots);
    if (sort == "class") all.classes[word] = count;
    if (sort == "teacher") all.teachers[TeacherId::parse(word).value()] = count;
    if (sort == "interpreter") all.interpreter = count;
  }
  return all;
}

constexpr std::string_view kNoLengths = "delete from evening_length where evening = ?";
constexpr std::string_view kLength = "insert into evening_length (evening, sort, word, slots) values (?, ?, ?, ?)";

void replace_lengths(Transaction& transaction, EveningId evening, const Lengths& lengths) {
  transaction.execute(kNoLengths, {evening});
  for (const auto& [code, slots] : lengths.classes) transaction.execute(kLength, {evening, "class", code, slots});
  for (const auto& [teacher, slots] : lengths.teachers) transaction.execute(kLength, {evening, "teacher", teacher.text(), slots});
  if (lengths.interpreter > 1) transaction.execute(kLength, {evening, "interpreter", "", lengths.interpreter});
}

constexpr std::string_view kFamilyLength = "select slots from family_length where evening = ? and household = ?";

int family_length(Reader& reader, EveningId evening, HouseholdId household) {
  const auto found = reader.row<std::int64_t>(kFamilyLength, {evening, household});
  return found ? static_cast<int>(std::get<0>(*found)) : 1;
}

constexpr std::string_view kFamilyLengths = "select household, slots from family_length where evening = ?";

std::map<HouseholdId, int> family_lengths(Reader& reader, EveningId evening) {
  std::map<HouseholdId, int> all;
  for (const auto& [household, slots] : reader.rows<HouseholdId, std::int64_t>(kFamilyLengths, {evening})) all[household] = static_cast<int>(slots);
  return all;
}

constexpr std::string_view kNoFamilyLength = "delete from family_length where evening = ? and household = ?";
constexpr std::string_view kSetFamilyLength = "insert into family_length (evening, household, slots) values (?, ?, ?)";

void set_family_length(Transaction& transaction, EveningId evening, HouseholdId household, int slots) {
  transaction.execute(kNoFamilyLength, {evening, household});
  if (slots > 1) transaction.execute(kSetFamilyLength, {evening, household, slots});
}

void lengthen(Transaction& transaction, EveningId evening, HouseholdId household, int slots) {
  if (slots > family_length(transaction, evening, household)) set_family_length(transaction, evening, household, slots);
}

}  // namespace lodge::parents_evening
