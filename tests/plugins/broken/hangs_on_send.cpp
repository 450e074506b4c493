// Takes a message and never comes back.
#include <lodge/plugin.h>

#include <chrono>
#include <thread>

namespace {

class Hangs : public lodge::Channel {
 public:
  std::expected<lodge::Receipt, lodge::Undeliverable> send(const lodge::OutgoingMessage&) override {
    for (;;) std::this_thread::sleep_for(std::chrono::hours(1));
  }
};

std::unique_ptr<lodge::Channel> create(const lodge::Value&) { return std::make_unique<Hangs>(); }

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "hangs_on_send", .version = "1.0", .create_channel = create};
