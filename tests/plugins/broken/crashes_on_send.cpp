// Reads where there is no memory.
#include <lodge/plugin.h>

#include <csignal>

namespace {

class Crashes : public lodge::Channel {
 public:
  std::expected<lodge::Receipt, lodge::Undeliverable> send(const lodge::OutgoingMessage&) override {
    std::raise(SIGSEGV);
    return lodge::Receipt{};
  }
};

std::unique_ptr<lodge::Channel> create(const lodge::Value&) { return std::make_unique<Crashes>(); }

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "crashes_on_send", .version = "1.0", .create_channel = create};
