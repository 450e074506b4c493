#include "core/directory/fields_json.h"

#include "core/dates.h"

#include <lodge/json.h>

namespace lodge::core {
namespace {

struct Field {
  const char* name;
  std::string PersonFields::*member;
};
constexpr Field kFields[] = {{"mis_id", &PersonFields::mis_id}, {"title", &PersonFields::title},
                             {"first_name", &PersonFields::first_name}, {"surname", &PersonFields::surname},
                             {"email", &PersonFields::email}};

}  // namespace

std::string to_json(const PersonFields& fields) {
  Value::Map map;
  for (const auto& field : kFields) {
    if (const auto& text = fields.*field.member; !text.empty()) map.emplace(field.name, text);
  }
  if (fields.date_of_birth) map.emplace("date_of_birth", date_text(*fields.date_of_birth));
  return lodge::to_json(Value(std::move(map)));
}

PersonFields fields_from_json(std::string_view text) {
  PersonFields fields;
  const auto value = parse_json(text);
  if (!value) return fields;
  for (const auto& field : kFields) fields.*field.member = value->text_or(field.name);
  fields.date_of_birth = parse_date(value->text_or("date_of_birth"));
  return fields;
}

std::string place_of_fields(PersonId person) { return "person.fields." + person.text(); }

}  // namespace lodge::core
