#pragma once
#include "appointment.h"

#include <lodge/database.h>

namespace lodge::parents_evening {

enum class RequestSort { please, no_need };

/// A teacher asks to see a student's family, or says that there is no need.
struct TeacherRequest {
  EveningId evening{};
  StudentId student{};
  TeacherId teacher{};
  RequestSort sort = RequestSort::please;
  PersonId author{};   ///< of the note
  std::string note{};  ///< sealed; empty: none
  Instant changed_at{};
};

/// Where its note is sealed to, under its author's key.
inline std::string request_place(EveningId evening, StudentId student, TeacherId teacher) {
  return "teacher_request.note." + evening.text() + "." + student.text() + "." + teacher.text();
}

using DisplayId = Id<struct DisplayTag>;

/// A screen in the hall. Its address holds its id and its secret.
struct Display {
  DisplayId id{};
  EveningId evening{};
  std::string name{};    ///< the office's words: "Main hall"
  PersonId author{};
  std::string secret{};  ///< sealed under the author's key
  Instant made_at{};
};

inline std::string display_place(DisplayId display) { return "evening_display.secret." + display.text(); }

/// The rows of the night. All inside Database::read or write.
/// How late a desk runs; raises the evening's version, whatever it is. False when the evening has no such desk.
bool set_late(Transaction& transaction, EveningId evening, DeskId desk, std::chrono::minutes late, Instant now);
/// What became of an appointment that is booked; false when it is not.
bool set_attended(Transaction& transaction, BookingId booking, Attended attended);
/// A family came through the door (or did not, after all): its booked appointments of a date. How many there are.
std::int64_t set_arrived(Transaction& transaction, EveningDateId date, HouseholdId household, const std::optional<Instant>& at);
std::optional<Instant> arrived_since(Reader& reader, EveningDateId date, HouseholdId household);

std::vector<TeacherRequest> requests_by(Reader& reader, EveningId evening, TeacherId teacher);
void replace_request(Transaction& transaction, const TeacherRequest& request);
void remove_request(Transaction& transaction, EveningId evening, StudentId student, TeacherId teacher);

void insert(Transaction& transaction, const Display& display);
std::optional<Display> find_display(Reader& reader, DisplayId id);
std::vector<Display> displays(Reader& reader, EveningId evening);  ///< oldest first
void remove_display(Transaction& transaction, EveningId evening, DisplayId id);

}  // namespace lodge::parents_evening
