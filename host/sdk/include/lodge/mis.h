#pragma once
#include <lodge/value.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lodge {

/// Canonical records: what a connector says, as text, before anybody has judged it. `mis_id` fields hold the
/// MIS's own ids. `file` and `row` say where it stood, for the report of faults (row 1 is the first data row's
/// line in its file, counted with the header as line 1).
struct Origin {
  std::string file;
  std::int64_t row = 0;
};

struct StudentRecord { Origin origin; std::string mis_id, first_name, surname, registration_class, date_of_birth, year_group; };
struct ContactRecord { Origin origin; std::string mis_id, title, first_name, surname, email, student_mis_id, relationship, parental_responsibility, priority; };
struct TeacherRecord { Origin origin; std::string mis_id, title, first_name, surname, email; };
struct ClassRecord { Origin origin; std::string subject, code, teacher_mis_id, student_mis_id; };
struct GroupRecord { Origin origin; std::string name, teacher_mis_id, student_mis_id; };
struct RoomRecord { Origin origin; std::string code, name, building, capacity, kind, facilities; };  ///< facilities: "a;b"
struct PeriodRecord { Origin origin; std::string code, name, starts, ends, kind; };
struct TermRecord { Origin origin; std::string kind, name, first_day, last_day; };
struct LessonRecord { Origin origin; std::string week, day, period, class_code, teacher_mis_id, room; };
/// A row that could not even be read as a record (too few columns, bad UTF-8, an unclosed quote).
struct UnreadableRecord { Origin origin; std::string why; };

using Record = std::variant<StudentRecord, ContactRecord, TeacherRecord, ClassRecord, GroupRecord, RoomRecord,
                            PeriodRecord, TermRecord, LessonRecord, UnreadableRecord>;

/// The mandatory end: how many records of each kind ("students", "contacts", …) were sent. A kind that is absent
/// was not asked of this MIS, so nothing of that kind can go missing; a kind with 0 came back empty.
struct EndMarker {
  std::map<std::string, std::int64_t> totals;
};

/// Takes what a connector pulls. [the connector's thread]
class RecordSink {
 public:
  virtual ~RecordSink() = default;
  virtual void take(Record record) = 0;
  virtual void end(const EndMarker& marker) = 0;
};

/// A school's MIS. Runs in a worker process; it cannot delete, it can only say what is there.
class MisConnector {
 public:
  virtual ~MisConnector() = default;
  /// One short look whether the MIS answers and lets us in; a sentence for the technician.
  /// @throws Unavailable
  virtual std::string probe() = 0;
  /// Streams every record, then exactly one end(). @throws Unavailable; then nothing pulled is used.
  virtual void pull(RecordSink& sink) = 0;
};

}  // namespace lodge
