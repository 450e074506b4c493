#pragma once
#include <lodge/id.h>
#include <lodge/settings.h>
#include <lodge/value.h>

#include <expected>
#include <span>
#include <string>
#include <vector>

namespace lodge {

struct Attachment {
  std::string file_name, media_type, content;
};

/// One message, ready to leave: the only place where a name, an address and words meet.
struct OutgoingMessage {
  MessageId id;  ///< the same at each try; a channel makes its Message-ID of it
  std::string recipient_name, address;
  std::string language;  ///< BCP 47
  std::string subject, text, html;
  std::vector<Attachment> attachments;
};

struct Receipt {
  std::string provider_reference;  ///< what the other side called it; may be empty
};

/// The other side will never take it: wrong address, refused content. Trying again is useless.
struct Undeliverable {
  std::string why;  ///< for the office, without the address
};

/// A way out: e-mail, SMS, a webhook. Runs in a worker process. Made by its plugin with the channel's part of
/// the configuration.
class Channel {
 public:
  virtual ~Channel() = default;
  /// Hands one message to the outside. Called again with the same id when it throws, so sending twice must do
  /// no harm. `message` lives until return.
  /// @throws Unavailable when the provider cannot be reached, InDoubt when it may have taken the message
  /// nevertheless; the host tries again.
  /// [one call at a time]
  virtual std::expected<Receipt, Undeliverable> send(const OutgoingMessage& message) = 0;
};

}  // namespace lodge
