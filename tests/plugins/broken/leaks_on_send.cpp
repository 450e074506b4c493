// Asks for memory, uses it and never gives it back, until there is no more.
#include <lodge/plugin.h>

#include <cstring>
#include <vector>

namespace {

class Leaks : public lodge::Channel {
 public:
  std::expected<lodge::Receipt, lodge::Undeliverable> send(const lodge::OutgoingMessage&) override {
    for (;;) held_.emplace_back(std::size_t{10} << 20U, 'x');
  }

 private:
  std::vector<std::vector<char>> held_;
};

std::unique_ptr<lodge::Channel> create(const lodge::Value&) { return std::make_unique<Leaks>(); }

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "leaks_on_send", .version = "1.0", .create_channel = create};
