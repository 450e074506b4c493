#pragma once
#include <lodge/mis.h>

#include <expected>
#include <string>

namespace lodge::core {

/// A record as it travels from the worker that pulls to the host: {"is": "student", "file": …, "row": …, and the
/// members of the record by their names}. A record that holds anything but UTF-8 travels as an UnreadableRecord,
/// so that one row's bytes never cost the others. [any thread]
Value to_value(const Record& record);
/// Its texts in form NFC; refused, with a sentence, unless it is what `to_value` would make. [any thread]
std::expected<Record, std::string> record_from(const Value& value);

Value to_value(const EndMarker& marker);
/// Refused unless every total is a whole number of 0 or more. [any thread]
std::expected<EndMarker, std::string> end_marker_from(const Value& value);

}  // namespace lodge::core
