#pragma once
#include <lodge/interval.h>
#include <lodge/person.h>

#include <expected>
#include <optional>
#include <string>
#include <string_view>

namespace lodge::core {

/// What a cell was read as, and whether that took some reading between the lines.
template <class T>
struct Reading {
  T value;
  bool mended = false;
};

/// Without spaces (also no-break ones) at its ends.
std::string_view trimmed(std::string_view text);
/// UTF-8 characters.
std::size_t character_count(std::string_view text);

constexpr std::size_t kLongestName = 100;
/// Why no person, class, group or room is called so, as half a sentence ("is empty", "holds markup"); nothing if it
/// may be. `at_most` characters.
std::optional<std::string_view> fault_in_name(std::string_view text, std::size_t at_most = kLongestName);

/// "2013-05-17"; mended: "17/05/2013" and "17.5.2013", the day first. Years 1900 to 2100.
std::optional<Reading<LocalDate>> read_date(std::string_view text);
/// "7", "-1"; mended: "Year 7", "Y7", "Reception" (0), "Nursery" (-1). -2 to 14.
std::optional<Reading<int>> read_year_group(std::string_view text);
/// "yes", "no", "unknown", ""; mended: y, n, true, false, 1, 0 in any case.
std::optional<Reading<ParentalResponsibility>> read_responsibility(std::string_view text);
/// A whole number from `least` to `most`.
std::optional<int> read_number(std::string_view text, int least, int most);
/// Whether it can be an address that mail is sent to: one @, a domain with a dot, no space, at most 190 bytes.
bool is_email(std::string_view text);

}  // namespace lodge::core
