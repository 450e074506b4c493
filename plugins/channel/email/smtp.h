#pragma once
#include "settings.h"

#include <lodge/channel.h>

#include <expected>
#include <memory>
#include <string>

namespace lodge::email {

/// A connection to the school's mail server, kept open from one message to the next. STARTTLS is required, not hoped for;
/// the certificate's chain and name are checked; TLS 1.2 or later. [one call at a time]
class Smtp {
 public:
  explicit Smtp(const EmailSettings& settings);
  ~Smtp();
  Smtp(const Smtp&) = delete;
  Smtp& operator=(const Smtp&) = delete;

  /// Hands over one composed message. Undeliverable when the server refuses this recipient or this content for good
  /// (5xx after RCPT or DATA). A refusal of ourselves, such as a wrong password, is an outage: it is not the message's fault.
  /// @throws InDoubt when the server had the whole message and gave no answer, Unavailable otherwise.
  std::expected<Receipt, Undeliverable> send(const std::string& to, const std::string& message);

 private:
  struct Handle;
  std::unique_ptr<Handle> handle_;
};

}  // namespace lodge::email
