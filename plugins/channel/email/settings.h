#pragma once
#include <lodge/value.h>

#include <chrono>
#include <string>

namespace lodge::email {

enum class Tls { starttls, from_the_first_byte, none };

/// The school's mail server and the name its mails carry; from the configuration's `mail` keys.
struct EmailSettings {
  std::string host;
  std::int64_t port = 587;
  Tls tls = Tls::starttls;
  std::string authority;       ///< a PEM file; empty: those that the system trusts
  std::string user, password;  ///< empty: no sign-in
  std::chrono::milliseconds deadline{60'000};  ///< for one message, connection included
  std::string from, from_name, reply_to;

  /// @throws std::invalid_argument with a sentence for the technician. [startup]
  static EmailSettings read(const Value& settings);
};

}  // namespace lodge::email
