#pragma once
#include <lodge/value.h>

#include <string>
#include <string_view>

namespace lodge::core {

/// The text in Unicode's form NFC, in which "ó" is one character however it was typed: what people and a MIS write is
/// brought into it at the door, so that from there on equal texts have equal bytes. What is not UTF-8 comes back as it
/// is. [any thread]
std::string nfc(std::string_view text);
/// The same for every text in a value; the names of a map's members stay as they are. [any thread]
Value all_nfc(Value value);

}  // namespace lodge::core
