#pragma once
#include <lodge/interval.h>
#include <lodge/names.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::core {

/// The words of a name run together: "Smith-Jones" → "smithjones".
std::string run_together(std::string_view name);

/// One slip of the finger in five letters or more, two in eight: a letter more, less, another, or two swapped.
bool nearly_same(std::string_view one, std::string_view other);
/// Whether both are forms of one first name: Alex and Alexander, Gosia and Małgorzata. In lower case, without accents.
bool same_first_name(std::string_view one, std::string_view other);

/// A person's name as the records hold it.
struct KnownName {
  std::string_view title, first_name, surname;
};

/// Whether slips of the finger are forgiven.
enum class Slips { forgiven, counted };

/// Whether somebody who typed this may well mean that name: title or none, first name, a short form or an initial, the
/// surname before or after, one half of a double barrel, small slips.
bool means_contact(std::string_view typed, const KnownName& known, Slips slips = Slips::forgiven);
/// The same of a child: a first name is needed, in full or short; the surname may be missing.
bool means_student(std::string_view typed, const KnownName& known, Slips slips = Slips::forgiven);

/// "12/11/2014", "12.11.14", "2014-11-12", "12 Nov 2014", "12th November 2014", in English, Welsh or Polish; the day
/// comes first where a number may be either. `today` decides the century of two digits.
std::optional<LocalDate> parse_typed_date(std::string_view typed, LocalDate today);
/// "Form 9 b" and "9B" are the same: "9b".
std::string plain_class(std::string_view typed);

}  // namespace lodge::core
