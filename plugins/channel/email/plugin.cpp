#include "address.h"
#include "compose.h"
#include "settings.h"
#include "smtp.h"

#include <lodge/plugin.h>

namespace lodge::email {
namespace {

/// Messages by e-mail, through the school's own mail server.
class Email : public Channel {
 public:
  explicit Email(const EmailSettings& settings) : settings_(settings), smtp_(settings) {}

  std::expected<Receipt, Undeliverable> send(const OutgoingMessage& message) override {
    if (!is_address(message.address)) return std::unexpected(Undeliverable{"the address is not one that mail can be sent to"});
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    return smtp_.send(message.address, compose(message, settings_, now));
  }

 private:
  EmailSettings settings_;
  Smtp smtp_;
};

std::unique_ptr<Channel> create(const Value& settings) { return std::make_unique<Email>(EmailSettings::read(settings)); }

}  // namespace
}  // namespace lodge::email

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "email", .version = "1.0", .create_channel = &lodge::email::create};
