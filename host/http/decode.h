#pragma once
#include <lodge/web.h>

#include <optional>
#include <string>
#include <string_view>

namespace lodge::http {

/// The path of a request target. Nothing for a bad escape, an encoded "/", "\" or NUL, a control byte, bytes that
/// are not UTF-8, or an empty, "." or ".." part (a "/" at the end may stand). [any thread]
std::optional<std::string> decode_path(std::string_view raw);

enum class Lines { refused, allowed };

/// `application/x-www-form-urlencoded`, of a query (Lines::refused) or a form, where a value may hold tabs and
/// line ends. In form NFC; nothing for a bad escape, another control byte, bytes that are not UTF-8, or more than
/// 2,000 fields. [any thread]
std::optional<Fields> decode_form(std::string_view raw, Lines lines);

/// The cookies of a Cookie field; what is no `name=value` is left out. [any thread]
Fields decode_cookies(std::string_view raw);

}  // namespace lodge::http
