#pragma once
#include "core/directory/people.h"
#include "core/directory/rooms.h"
#include "core/sync/checked.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace lodge::core {

/// What is stored at present, as far as a plan compares with it.
struct Present {
  std::shared_ptr<const SitePeople> people;
  std::shared_ptr<const SiteRooms> rooms;
  std::vector<TimetableLine> lines;
  SchoolYears years;
};

/// How much of one kind would be how.
struct Count {
  std::int64_t added = 0, changed = 0, missing = 0, same = 0;
  bool nothing() const { return added == 0 && changed == 0 && missing == 0; }
  auto operator<=>(const Count&) const = default;
};

/// What has to be written so that what is stored says what the MIS says. Nobody is ever deleted: who is absent is
/// marked missing, and rows about people who are missing or were set aside stay as they are.
struct Changes {
  struct Person {
    PersonRow row;         ///< as it will be
    bool is_new;           ///< there was no such person; the id was made for this
    bool names, standing;  ///< whether the vault's fields, and the central ones, change
  };
  std::vector<Person> people;
  std::vector<Tie> ties_begin, ties_end;
  std::vector<std::pair<std::string, std::string>> classes_begin;  ///< code and subject
  std::vector<std::string> classes_end;
  std::vector<Membership> class_members_begin, class_members_end, group_members_begin, group_members_end;
  struct RoomChange {
    RoomRow row;
    bool is_new;
  };
  std::vector<RoomChange> rooms;
  std::vector<TimetableLine> lines_begin, lines_end;
  std::optional<SchoolYears> years;
  std::map<std::string, Count> counts;  ///< by kind, of the kinds that were asked

  bool nothing() const;
};

/// Compares. New people get a random id each time. [any thread]
Changes compare(const CheckedSchool& school, const Present& present);

Known known_of(const Present& present);

/// What the years are to be when a MIS said terms or periods: its own years and ordinary periods replace ours, what the
/// school itself set (other schedules, special days, years it did not speak of) stays.
SchoolYears merged_years(const CheckedSchool& school, const SchoolYears& present);

}  // namespace lodge::core
