#include "core/sync/record_json.h"

#include "core/nfc.h"
#include "core/utf8.h"

#include <algorithm>
#include <optional>
#include <span>
#include <tuple>

namespace lodge::core {
namespace {

template <class R>
struct Field {
  const char* name;
  std::string R::*member;
};

// What each record is called and which texts it has.
template <class R>
struct Shape;

template <>
struct Shape<StudentRecord> {
  using R = StudentRecord;
  static constexpr const char* kName = "student";
  static constexpr Field<R> kFields[] = {{"mis_id", &R::mis_id}, {"first_name", &R::first_name}, {"surname", &R::surname},
      {"registration_class", &R::registration_class}, {"date_of_birth", &R::date_of_birth}, {"year_group", &R::year_group}};
};
template <>
struct Shape<ContactRecord> {
  using R = ContactRecord;
  static constexpr const char* kName = "contact";
  static constexpr Field<R> kFields[] = {{"mis_id", &R::mis_id}, {"title", &R::title}, {"first_name", &R::first_name},
      {"surname", &R::surname}, {"email", &R::email}, {"student_mis_id", &R::student_mis_id}, {"relationship", &R::relationship},
      {"parental_responsibility", &R::parental_responsibility}, {"priority", &R::priority}};
};
template <>
struct Shape<TeacherRecord> {
  using R = TeacherRecord;
  static constexpr const char* kName = "teacher";
  static constexpr Field<R> kFields[] = {{"mis_id", &R::mis_id}, {"title", &R::title}, {"first_name", &R::first_name},
      {"surname", &R::surname}, {"email", &R::email}};
};
template <>
struct Shape<ClassRecord> {
  using R = ClassRecord;
  static constexpr const char* kName = "class";
  static constexpr Field<R> kFields[] = {{"subject", &R::subject}, {"code", &R::code}, {"teacher_mis_id", &R::teacher_mis_id},
      {"student_mis_id", &R::student_mis_id}};
};
template <>
struct Shape<GroupRecord> {
  using R = GroupRecord;
  static constexpr const char* kName = "group";
  static constexpr Field<R> kFields[] = {{"name", &R::name}, {"teacher_mis_id", &R::teacher_mis_id},
      {"student_mis_id", &R::student_mis_id}};
};
template <>
struct Shape<RoomRecord> {
  using R = RoomRecord;
  static constexpr const char* kName = "room";
  static constexpr Field<R> kFields[] = {{"code", &R::code}, {"name", &R::name}, {"building", &R::building},
      {"capacity", &R::capacity}, {"kind", &R::kind}, {"facilities", &R::facilities}};
};
template <>
struct Shape<PeriodRecord> {
  using R = PeriodRecord;
  static constexpr const char* kName = "period";
  static constexpr Field<R> kFields[] = {{"code", &R::code}, {"name", &R::name}, {"starts", &R::starts}, {"ends", &R::ends},
      {"kind", &R::kind}};
};
template <>
struct Shape<TermRecord> {
  using R = TermRecord;
  static constexpr const char* kName = "term";
  static constexpr Field<R> kFields[] = {{"kind", &R::kind}, {"name", &R::name}, {"first_day", &R::first_day},
      {"last_day", &R::last_day}};
};
template <>
struct Shape<LessonRecord> {
  using R = LessonRecord;
  static constexpr const char* kName = "lesson";
  static constexpr Field<R> kFields[] = {{"week", &R::week}, {"day", &R::day}, {"period", &R::period},
      {"class_code", &R::class_code}, {"teacher_mis_id", &R::teacher_mis_id}, {"room", &R::room}};
};
template <>
struct Shape<UnreadableRecord> {
  using R = UnreadableRecord;
  static constexpr const char* kName = "unreadable";
  static constexpr Field<R> kFields[] = {{"why", &R::why}};
};

template <class R>
bool all_utf8(const R& record) {
  return std::ranges::all_of(Shape<R>::kFields, [&](const auto& field) { return is_utf8(record.*field.member); });
}

template <class R>
Value write(const R& record) {
  Value::Map map;
  map.emplace("is", Shape<R>::kName);
  map.emplace("file", is_utf8(record.origin.file) ? record.origin.file : "");
  map.emplace("row", record.origin.row);
  for (const auto& field : Shape<R>::kFields) map.emplace(field.name, record.*field.member);
  return map;
}

// Nothing unless every member is there, as text.
template <class R>
std::optional<Record> read(const Value& value) {
  const auto* file = value.at("file").text();
  const auto* row = value.at("row").integer();
  if (!file || !row) return std::nullopt;
  R record;
  record.origin = {*file, *row};
  for (const auto& field : Shape<R>::kFields) {
    const auto* text = value.at(field.name).text();
    if (!text) return std::nullopt;
    record.*field.member = nfc(*text);
  }
  return record;
}

// Reads as the alternative of Record that is called so.
template <class... R>
std::optional<Record> read_named(const std::string& name, const Value& value, const std::variant<R...>*) {
  std::optional<Record> found;
  (void)((name == Shape<R>::kName && ((found = read<R>(value)), true)) || ...);
  return found;
}

}  // namespace

Value to_value(const Record& record) {
  return std::visit([](const auto& one) {
    return all_utf8(one) ? write(one) : write(UnreadableRecord{one.origin, "it is not written in UTF-8"});
  }, record);
}

std::expected<Record, std::string> record_from(const Value& value) {
  auto record = read_named(value.text_or("is"), value, static_cast<const Record*>(nullptr));
  if (!record) return std::unexpected("a record of no known shape, named \"" + value.text_or("is") + "\"");
  return *std::move(record);
}

Value to_value(const EndMarker& marker) {
  Value::Map totals;
  for (const auto& [kind, total] : marker.totals) totals.emplace(kind, total);
  return Value::Map{{"totals", std::move(totals)}};
}

std::expected<EndMarker, std::string> end_marker_from(const Value& value) {
  const auto* totals = value.at("totals").map();
  if (!totals) return std::unexpected("an end marker without totals");
  EndMarker marker;
  for (const auto& [kind, total] : *totals) {
    if (!total.integer() || *total.integer() < 0) return std::unexpected("an end marker whose total of " + kind + " is no count");
    marker.totals.emplace(kind, *total.integer());
  }
  return marker;
}

}  // namespace lodge::core
