#pragma once
#include "core/privacy/cipher.h"

#include <filesystem>
#include <stdexcept>

namespace lodge::crypto {

/// The key file is missing, unreadable, open to others, or damaged; the text says which and what to do.
class BadKeyFile : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The root key of this installation: 256 bits as one line of base64 in a file that only its owner may read, or in
/// a systemd credential. Everything sealed hangs on it; it is in no database and no backup.
/// @throws BadKeyFile [startup]
core::Key read_root_key(const std::filesystem::path& file);
/// Makes a new one, mode 0400, durable before return. Never replaces a file. @throws BadKeyFile [startup]
void create_root_key(const std::filesystem::path& file);

}  // namespace lodge::crypto
