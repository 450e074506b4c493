#pragma once
#include <expected>
#include <string>
#include <string_view>

namespace lodge::ops {

/// The file that holds a secret: `named` is the name of a systemd credential (a file in $CREDENTIALS_DIRECTORY, set by
/// LoadCredential=), or the whole path of a file of mode 0400 that belongs to this user or to root. Otherwise a
/// sentence, which never repeats `named` unless it is a path: somebody may have written the secret itself there.
/// [startup]
std::expected<std::string, std::string> secret_file(std::string_view named);
/// What stands in it, without the line's end. The sentence as above. [startup]
std::expected<std::string, std::string> read_secret(std::string_view named);

}  // namespace lodge::ops
