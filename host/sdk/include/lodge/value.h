#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

namespace lodge {

/// Plain data without a schema: what rules are asked, messages carry, pages are filled with and JSON says.
/// A map keeps its keys sorted, so that equal values have equal text.
class Value {
 public:
  using List = std::vector<Value>;
  using Map = std::map<std::string, Value, std::less<>>;

  Value();  ///< null
  Value(std::nullptr_t);
  Value(bool flag);
  template <class Integer>
    requires(std::is_integral_v<Integer> && !std::is_same_v<Integer, bool>)
  Value(Integer number) : held_(std::in_place_type<std::int64_t>, number) {}
  Value(double number);
  Value(std::string text);
  Value(std::string_view text);
  Value(const char* text);
  Value(List list);
  Value(Map map);
  // Written once in value.cpp: inlined wherever a page is filled, they were a tenth of a build's time.
  Value(const Value& other);
  Value(Value&& other) noexcept;
  Value& operator=(const Value& other);
  Value& operator=(Value&& other) noexcept;
  ~Value();

  bool is_null() const { return std::holds_alternative<std::monostate>(held_); }
  /// Nothing (nullptr) when the value is of another type.
  const bool* boolean() const { return std::get_if<bool>(&held_); }
  const std::int64_t* integer() const { return std::get_if<std::int64_t>(&held_); }
  const double* number() const { return std::get_if<double>(&held_); }
  const std::string* text() const { return std::get_if<std::string>(&held_); }
  const List* list() const { return std::get_if<List>(&held_); }
  const Map* map() const { return std::get_if<Map>(&held_); }
  List* list() { return std::get_if<List>(&held_); }
  Map* map() { return std::get_if<Map>(&held_); }

  /// The member of a map; null when this is no map or has no such key.
  const Value& at(std::string_view key) const;
  std::string text_or(std::string_view key, std::string otherwise = {}) const;
  std::int64_t integer_or(std::string_view key, std::int64_t otherwise = 0) const;
  bool boolean_or(std::string_view key, bool otherwise = false) const;

  bool operator==(const Value& other) const;

 private:
  std::variant<std::monostate, bool, std::int64_t, double, std::string, List, Map> held_;
};

}  // namespace lodge
