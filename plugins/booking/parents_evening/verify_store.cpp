#include "verify_store.h"

#include <lodge/not_ids.h>

namespace lodge::parents_evening {

constexpr std::string_view kKnown =
    "select booking from appointment union select booking from desk_break union select booking from evening_room "
    "union select sitting from desk where sitting is not null union select sitting from evening_interpreter_time where sitting is not null";

std::set<BookingId> known_bookings(Reader& reader) {
  std::set<BookingId> known;
  for (const auto& [booking] : reader.rows<BookingId>(kKnown)) known.insert(booking);
  return known;
}

constexpr std::string_view kAppointmentIds =
    "select booking from appointment union select evening from appointment union select evening_date from appointment union "
    "select desk from appointment union select student from appointment union select teacher from appointment union "
    "select household from appointment union select author from appointment union "
    "select interpreter from appointment";
constexpr std::string_view kInterpreterIds =
    "select id from evening_interpreter union select evening from evening_interpreter union select teacher from evening_interpreter union "
    "select author from evening_interpreter union select interpreter from evening_interpreter_time union "
    "select evening_date from evening_interpreter_time union select sitting from evening_interpreter_time";
constexpr std::string_view kDeskIds =
    "select id from desk union select evening from desk union select evening_date from desk union select room from desk union "
    "select sitting from desk";
constexpr std::string_view kTeacherIds =
    "select evening_date from desk_teacher union select teacher from desk_teacher union select desk from desk_teacher union "
    "select substitute from desk_teacher";
constexpr std::string_view kBreakIds = "select desk from desk_break union select booking from desk_break";
constexpr std::string_view kRoomIds =
    "select evening_date from evening_room union select room from evening_room union select booking from evening_room";

std::vector<std::string> misshapen(Reader& reader) {
  constexpr std::pair<std::string_view, std::string_view> kTables[] = {{"appointment", kAppointmentIds},
                                                                       {"desk", kDeskIds},
                                                                       {"desk_teacher", kTeacherIds},
                                                                       {"desk_break", kBreakIds},
                                                                       {"evening_interpreter", kInterpreterIds},
                                                                       {"evening_room", kRoomIds}};
  std::vector<std::string> all;
  for (const auto& [table, ids] : kTables) {
    for (auto& sentence : not_ids(reader, table, ids)) all.push_back(std::move(sentence));
  }
  return all;
}

}  // namespace lodge::parents_evening
