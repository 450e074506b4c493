#pragma once
#include "core/sync/cells.h"
#include "core/sync/checked.h"

#include <map>
#include <string>

namespace lodge::core {

/// What the judges of the single kinds share: the school as far as it is judged, and how a fault is written down.
/// [one thread]
class Judge {
 public:
  Judge(const Known& what_is_known, CheckedSchool& into) : known(what_is_known), school(into) {}

  void add(Fault::Weight weight, std::string_view kind, const Origin& origin, std::string_view who, std::string what, std::string remedy);
  void set_aside(std::string_view kind, const Origin& origin, std::string_view who, std::string what, std::string remedy);
  /// A row that says again, word for word, what an earlier row said; told once for each file.
  void repeated(std::string_view kind, const Origin& origin, const Origin& earlier, std::string_view who);
  /// The rows that the school's mapping left out; told once for each file, mapping and reason.
  void left_out(const MappingDone& mapping);
  /// A row that speaks of somebody who was set aside or is unknown; told once for each of them and file.
  void waits(const Origin& origin, MisPerson whom);
  /// Writes down what was counted up to here.
  void finish();

  /// A name without spaces at its ends, told if it had some; nothing, and the row set aside, if it can be no name.
  std::optional<std::string> name(std::string_view kind, const Origin& origin, std::string_view who, std::string_view column,
                                  std::string_view text, std::size_t at_most = kLongestName);
  /// The same for a text that may be empty; it is left out where it is faulty.
  std::string text(std::string_view kind, const Origin& origin, std::string_view who, std::string_view column, std::string_view text,
                   std::size_t at_most = kLongestName);

  /// Whether anybody is called so: in this pull, or known from before.
  bool is_somebody(const MisPerson& whom) const;

  const Known& known;
  CheckedSchool& school;

 private:
  struct Tally {
    Origin first, earlier;
    std::string who;
    std::int64_t rows = 0;
  };
  std::map<std::pair<std::string, std::string>, Tally> repeats_;   // by file and kind
  std::map<std::pair<std::string, MisPerson>, Tally> waiting_;     // by file and whom
};

void judge_students(Judge& judge, const std::vector<StudentRecord>& records);
void judge_teachers(Judge& judge, const std::vector<TeacherRecord>& records);
/// After the students.
void judge_contacts(Judge& judge, const std::vector<ContactRecord>& records);
/// After the people.
void judge_classes(Judge& judge, const std::vector<ClassRecord>& records);
void judge_groups(Judge& judge, const std::vector<GroupRecord>& records);
void judge_rooms(Judge& judge, const std::vector<RoomRecord>& records);
void judge_periods(Judge& judge, const std::vector<PeriodRecord>& records);
void judge_terms(Judge& judge, const std::vector<TermRecord>& records);
/// After everything else.
void judge_lessons(Judge& judge, const std::vector<LessonRecord>& records);

}  // namespace lodge::core
