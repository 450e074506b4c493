#pragma once
#include <lodge/calendar.h>
#include <lodge/web.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

namespace lodge::rooms {

/// What a program sent, field by field. Each is read by its form, and the first that is not of it is remembered, so that
/// nothing is passed over in silence. A field that is not there, or null, is not wrong.
class Given {
 public:
  explicit Given(const Value& body);
  explicit Given(const Fields& query);

  bool has(std::string_view name) const { return !all_.at(name).is_null(); }
  std::string text(std::string_view name, std::string otherwise = "");
  std::optional<LocalDate> date(std::string_view name);
  std::optional<Instant> instant(std::string_view name);
  std::int64_t number(std::string_view name, std::int64_t otherwise, std::int64_t least, std::int64_t most);
  /// One of `words`, the first when it is not there.
  std::string one_of(std::string_view name, std::initializer_list<std::string_view> words);
  const Value& value(std::string_view name) const { return all_.at(name); }

  void is_wrong(std::string_view name);
  /// The first field that is missing or not of its form; empty when there is none.
  const std::string& wrong() const { return wrong_; }

 private:
  Value all_;
  bool from_query_;  ///< numbers come as text
  std::string wrong_;
};

/// 400, and which field it was.
Response malformed(const Request& request, const Given& given);

}  // namespace lodge::rooms
