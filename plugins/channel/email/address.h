#pragma once
#include <string_view>

namespace lodge::email {

/// Whether a mail can be sent there: one `@` with something before and a domain behind it, of printable ASCII without
/// what has a meaning in SMTP or in a header (spaces, `<>`, `,;:`, quotes, backslashes). Stricter than RFC 5321, which
/// allows quoted local parts that nobody has; addresses in other letters than ASCII are not taken. [any thread]
bool is_address(std::string_view text);
/// "ashdown.example" of an address. [any thread]
std::string_view domain_of(std::string_view address);

}  // namespace lodge::email
