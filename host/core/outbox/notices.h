#pragma once
#include "core/languages.h"

#include <lodge/booking.h>
#include <lodge/channel.h>
#include <lodge/directory.h>
#include <lodge/outbox.h>
#include <lodge/pages.h>

#include <expected>
#include <functional>
#include <map>
#include <string>

namespace lodge::core {

/// Puts a queued message into words for its recipient, when it is sent. [any thread]
class NoticeRenderer {
 public:
  virtual ~NoticeRenderer() = default;
  /// With everything but the id. Undeliverable when the recipient is gone or has no address.
  /// @throws Unavailable when the directory or the vault cannot be reached, or its module is not there: tried again.
  virtual std::expected<OutgoingMessage, Undeliverable> render(const QueuedMessage& message) = 0;
};

/// Asks the module that posted it, renders its templates notices/NAME.txt and notices/NAME.html, and takes name and
/// e-mail address from the directory.
class ModuleNotices final : public NoticeRenderer {
 public:
  /// The person's own choice, BCP 47; empty when there is none: then the message's own value "language" counts.
  using LanguageOf = std::function<std::string(SiteId, PersonId)>;

  /// All outlive it. Every notice's templates see `public_url`, "https://lodge.ashdown.sch.uk", to put in front of a path.
  ModuleNotices(const Directory& directory, const Languages& languages, const Pages& pages, LanguageOf language_of,
                std::string public_url);
  /// `name` is the part of a notice's name before its dot: "rooms" of "rooms.booked". [startup]
  void add(std::string name, BookingModule& module);
  /// The same for notices of the host's own. [startup]
  using Words = std::function<Notice(const QueuedMessage&, const Say&)>;
  void add(std::string name, Words words);

  std::expected<OutgoingMessage, Undeliverable> render(const QueuedMessage& message) override;

 private:
  Notice notice_of(const QueuedMessage& message, const Say& say) const;

  const Directory& directory_;
  const Languages& languages_;
  const Pages& pages_;
  const LanguageOf language_of_;
  const std::string public_url_;
  std::map<std::string, Words, std::less<>> modules_;
};

}  // namespace lodge::core
