#pragma once
#include <lodge/id.h>
#include <lodge/interval.h>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lodge::parents_evening {

using EveningId = Id<struct EveningTag>;
using EveningDateId = Id<struct EveningDateTag>;
using DeskId = Id<struct DeskTag>;
using InterpreterId = Id<struct InterpreterTag>;

enum class EveningState { draft, published, cancelled };
enum class Mode { in_person, online, telephone, mixed };
/// Where two households may both come: each has an appointment with a teacher, or the first one does for the student.
enum class OneEach { household, student };
/// Between two appointments of a family: none needed, kept where it can be, always kept.
enum class Gap { allow, avoid, forbid };

/// A parents' evening as the office set it up. Instants that are not set: that stage is not held.
struct Evening {
  EveningId id{};
  SiteId site{};
  std::string title{};  ///< the school's words: "Year 9 parents' evening"; 1 to 200 characters
  EveningState state = EveningState::draft;
  bool class_teachers = true;  ///< whether the teachers of a student's classes count
  std::optional<Instant> requests_from{};             ///< teachers ask to see families
  std::optional<Instant> wishes_from{}, wishes_until{};  ///< the preference round
  std::optional<Instant> early_from{};                ///< chosen families book
  std::optional<Instant> opens_at{}, closes_at{};     ///< everybody books; then nobody does
  OneEach one_each = OneEach::household;
  int most_each = 0;  ///< appointments per student and household; 0: as many as there are teachers
  Gap gap = Gap::avoid;
  std::chrono::minutes gap_length{5};
  std::chrono::minutes walk{5};  ///< between two buildings
  bool notes = true;             ///< whether families may write to a teacher
  std::chrono::minutes change_until{0};  ///< before it begins an appointment can be changed until then
  std::string online_link{};     ///< "https://meet.school.example/{desk}"; empty: none
  std::uint64_t seed = 0;        ///< of the ballot
  std::optional<Instant> allocated_at{};
  std::optional<EveningId> copied_from{};
  std::int64_t version = 1;  ///< rises with every change to the evening, its dates, desks, breaks and audience; not with lateness
  Instant created_at{};
};

/// Whom an evening is for and whose groups' staff count, in the MIS's words.
struct Audience {
  std::vector<int> year_groups{};
  std::vector<std::string> registration_classes{}, classes{}, groups{};
  std::vector<std::string> staff_groups{};  ///< names, or beginnings that end in '*'
  bool operator==(const Audience&) const = default;
};

/// Whose appointments take several slots, one after another; all others take one.
struct Lengths {
  std::map<std::string, int> classes{};   ///< by the class's code
  std::map<TeacherId, int> teachers{};
  int interpreter = 1;                    ///< of families who come with one
  bool operator==(const Lengths&) const = default;
};
inline constexpr int kLongestAppointment = 6;  ///< slots

/// One sitting of an evening.
struct EveningDate {
  EveningDateId id{};
  LocalDate date{};
  std::chrono::minutes from{}, to{};  ///< since local midnight
  Interval when;
  Mode mode = Mode::in_person;
  std::chrono::minutes slot{10};
  bool called_off = false;          ///< nobody comes on it, unless it is taken back
  std::optional<Mode> planned{};    ///< how it was to be held, where it moved online
  std::chrono::minutes shifted{0};  ///< how much later it begins than was planned
  bool operator==(const EveningDate&) const = default;
};

struct DeskTeacher {
  TeacherId teacher{};
  std::optional<TeacherId> substitute{};
  TeacherId who_sits() const { return substitute.value_or(teacher); }
  bool operator==(const DeskTeacher&) const = default;
};

/// Where one to three teachers see families, slot after slot.
struct Desk {
  DeskId id{};
  EveningDateId date{};
  std::vector<DeskTeacher> teachers{};
  Instant starts{};
  std::chrono::minutes slot{10};
  int slots = 0;  ///< 1 to 200
  Mode mode = Mode::in_person;
  std::optional<RoomId> room{};
  std::string place{};  ///< where in the room, or where no room of the school's is; a number alone is that of the desk
  std::string link{};   ///< online: where it opens
  std::optional<BookingId> sitting{};
  bool away = false;  ///< nobody sees families here any more
  bool away_with_date = false;  ///< and that because its date is called off
  std::chrono::minutes late{0};
  std::optional<Instant> late_at{};
  std::vector<int> breaks{};  ///< slots that nobody can book, rising
  bool step_free = false;     ///< reached without steps, whatever its room says or where it has none

  bool has_number() const { return !place.empty() && place.find_first_not_of("0123456789") == std::string::npos; }
  /// What slots [first, first + count) are by the clock.
  Interval when(int first, int count = 1) const {
    return *Interval::make(starts + first * slot, starts + (first + count) * slot);
  }
  bool has(TeacherId teacher) const;
  bool is_break(int number) const;
  bool operator==(const Desk&) const = default;
};

/// When an interpreter is there.
struct InterpreterTime {
  EveningDateId date{};
  Interval when;
  std::optional<BookingId> sitting{};  ///< the ledger's booking of a member of staff's diary
  bool operator==(const InterpreterTime&) const = default;
};

/// Somebody who interprets at an evening.
struct Interpreter {
  InterpreterId id{};
  std::optional<TeacherId> teacher{};  ///< one of the staff
  PersonId author{};                   ///< who wrote the name
  std::string name{};                  ///< of anybody else: sealed
  std::string languages{};             ///< between commas: "Polish, polski"
  std::vector<InterpreterTime> times{};  ///< one a date, at most
  bool operator==(const Interpreter&) const = default;
};

/// The ledger's resource of a desk: the same random number, kind "desk"; its atom n is slot n.
inline ResourceId resource_of(DeskId desk) { return same_person<ResourceId>(desk); }
inline constexpr std::chrono::seconds kDeskGrid{1};
/// Slots [first, first + count) on the desk's own axis, where slot n is second n of the epoch.
inline Interval slots_of(int first, int count) {
  return *Interval::make(Instant(std::chrono::seconds(first)), Instant(std::chrono::seconds(first + count)));
}

}  // namespace lodge::parents_evening
