#include "rule_question.h"

#include <array>

namespace lodge::rooms {
namespace {

constexpr std::array<std::pair<Role, std::string_view>, 6> kRoles{{{Role::administrator, "administrator"},
                                                                   {Role::manager, "manager"},
                                                                   {Role::office, "office"},
                                                                   {Role::teacher, "teacher"},
                                                                   {Role::technician, "technician"},
                                                                   {Role::data_protection, "data_protection_lead"}}};

constexpr std::array<std::string_view, 8> kWeekdays{"", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"};

Value roles(const Actor& actor) {
  Value::List list;
  for (const auto& [role, name] : kRoles) {
    if (actor.roles.has(role)) list.push_back(name);
  }
  return list;
}

Value room_value(const Room& room) {
  Value::List features(room.features.begin(), room.features.end());
  return Value::Map{{"code", room.code},         {"name", room.name},      {"building", room.building},
                    {"kind", room.kind},         {"seats", room.capacity}, {"features", std::move(features)}};
}

Value day_value(const RuleFacts& facts) {
  const auto weekday = std::chrono::weekday(std::chrono::sys_days(facts.when.date)).iso_encoding();
  return Value::Map{{"date", date_text(facts.when.date)},
                    {"weekday", kWeekdays.at(weekday)},
                    {"week_letter", facts.day.week_letter},
                    {"term", facts.term},
                    {"days_ahead", facts.school_days_ahead}};
}

}  // namespace

Value rule_question(const RuleFacts& facts) {
  Value::Map question{{"actor", Value::Map{{"roles", roles(facts.actor)}, {"bookings_this_week", facts.bookings_this_week}}},
                      {"room", room_value(facts.room)},
                      {"day", day_value(facts)},
                      {"starts", facts.when.starts.count()},
                      {"ends", facts.when.ends.count()},
                      {"repeats", facts.repeats}};
  if (!facts.when.period.empty()) question["period"] = facts.when.period;
  return question;
}

}  // namespace lodge::rooms
