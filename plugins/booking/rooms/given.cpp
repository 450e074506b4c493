#include "given.h"

#include <lodge/iso8601.h>

#include <algorithm>
#include <charconv>

namespace lodge::rooms {
namespace {

std::optional<std::int64_t> whole_number(const std::string& text) {
  std::int64_t value = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

Value map_of(const Fields& query) {
  Value::Map map;
  for (const auto& [name, value] : query.all()) map.try_emplace(name, value);
  return map;
}

}  // namespace

Given::Given(const Value& body) : all_(body), from_query_(false) {
  if (body.map() == nullptr && !body.is_null()) is_wrong("body");
}

Given::Given(const Fields& query) : all_(map_of(query)), from_query_(true) {}

void Given::is_wrong(std::string_view name) {
  if (wrong_.empty()) wrong_ = name;
}

std::string Given::text(std::string_view name, std::string otherwise) {
  if (!has(name)) return otherwise;
  const auto* text = all_.at(name).text();
  if (text != nullptr) return *text;
  is_wrong(name);
  return otherwise;
}

std::optional<LocalDate> Given::date(std::string_view name) {
  const auto date = parse_date(text(name));
  if (has(name) && !date) is_wrong(name);
  return date;
}

std::optional<Instant> Given::instant(std::string_view name) {
  const auto instant = parse_instant(text(name));
  if (has(name) && !instant) is_wrong(name);
  return instant;
}

std::int64_t Given::number(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most) {
  if (!has(name)) return otherwise;
  const auto& value = all_.at(name);
  const auto number = from_query_ ? whole_number(text(name)) : value.integer() != nullptr ? std::optional(*value.integer()) : std::nullopt;
  if (number && *number >= least && *number <= most) return *number;
  is_wrong(name);
  return otherwise;
}

std::string Given::one_of(std::string_view name, std::initializer_list<std::string_view> words) {
  const std::string first(*words.begin());
  const auto given = text(name, first);
  if (std::ranges::find(words, given) != words.end()) return given;
  is_wrong(name);
  return first;
}

Response malformed(const Request& request, const Given& given) {
  return Response::problem(400, "malformed", request.say->say("“{field}” is missing or not of its form.", {{"field", given.wrong()}}),
                           {{"field", given.wrong()}});
}

}  // namespace lodge::rooms
