// Refuses its settings.
#include <lodge/plugin.h>

#include <stdexcept>

namespace {

std::unique_ptr<lodge::Channel> create(const lodge::Value&) {
  throw std::runtime_error("the setting \"server\" is missing");
}

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "throws_at_start", .version = "1.0", .create_channel = create};
