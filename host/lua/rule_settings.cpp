#include "lua/rule_settings.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace lodge::lua {
namespace {

using Failure = std::unexpected<std::string>;

std::string_view trimmed(std::string_view text) {
  static constexpr std::string_view kSpaces = " \t";
  const auto first = text.find_first_not_of(kSpaces);
  return first == std::string_view::npos ? "" : text.substr(first, text.find_last_not_of(kSpaces) - first + 1);
}

template <class Number>
std::optional<Number> whole(std::string_view text) {
  Number number{};
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), number);
  return failed == std::errc() && end == text.data() + text.size() ? std::optional(number) : std::nullopt;
}

struct Quantity {
  std::int64_t number;
  std::string_view unit;
};

// "2 school days": a whole number, a space, and a unit that starts with a letter.
std::optional<Quantity> quantity(std::string_view text) {
  const auto space = text.find(' ');
  if (space == std::string_view::npos) return std::nullopt;
  const auto number = whole<std::int64_t>(text.substr(0, space));
  const auto unit = trimmed(text.substr(space));
  const bool letter = !unit.empty() && ((unit[0] >= 'a' && unit[0] <= 'z') || (unit[0] >= 'A' && unit[0] <= 'Z'));
  return number && letter ? std::optional(Quantity{*number, unit}) : std::nullopt;
}

// "1 school day" is as good as "2 school days".
std::string_view singular(std::string_view unit) { return unit.ends_with('s') ? unit.substr(0, unit.size() - 1) : unit; }

Value list_of(std::string_view text) {
  Value::List list;
  for (;;) {
    const auto comma = text.find(',');
    if (const auto item = trimmed(text.substr(0, comma)); !item.empty()) list.emplace_back(item);
    if (comma == std::string_view::npos) return list;
    text.remove_prefix(comma + 1);
  }
}

std::optional<Value> flag(std::string_view text) {
  if (text == "yes" || text == "true" || text == "on") return Value(true);
  if (text == "no" || text == "false" || text == "off") return Value(false);
  return std::nullopt;
}

template <class Number>
std::optional<Value> number(std::string_view text) {
  const auto read = whole<Number>(text);
  return read ? std::optional<Value>(*read) : std::nullopt;
}

// Nothing when `text` is not written as the rule's own value is.
std::optional<Value> read_like(const Value& standard, std::string_view text) {
  if (standard.boolean()) return flag(text);
  if (standard.integer()) return number<std::int64_t>(text);
  if (standard.number()) return number<double>(text);
  if (standard.list()) return list_of(text);
  if (!standard.text()) return std::nullopt;
  const auto wanted = quantity(*standard.text());
  if (!wanted) return Value(text);
  const auto given = quantity(text);
  return given && singular(given->unit) == singular(wanted->unit) ? std::optional<Value>(given->number) : std::nullopt;
}

std::string example(const Value& standard) {
  if (standard.boolean()) return "yes or no";
  if (standard.list()) return "words with commas between them";
  if (standard.text()) return "\"" + *standard.text() + "\"";
  return standard.integer() ? "a whole number" : "a number";
}

Value without_unit(const Value& standard) {
  const auto read = standard.text() ? quantity(*standard.text()) : std::nullopt;
  return read ? Value(read->number) : standard;
}

}  // namespace

std::expected<Value::Map, std::string> fill_in(const Value::Map& standard, const Value::Map& set) {
  Value::Map settings;
  for (const auto& [name, value] : standard) settings.emplace(name, without_unit(value));
  for (const auto& [name, text] : set) {
    const auto found = standard.find(name);
    if (found == standard.end()) return Failure("the rule has no setting named \"" + name + "\"");
    auto value = text.text() ? read_like(found->second, trimmed(*text.text())) : std::nullopt;
    if (!value) return Failure("the setting \"" + name + "\" must be written like " + example(found->second));
    settings[name] = *std::move(value);
  }
  return settings;
}

}  // namespace lodge::lua
