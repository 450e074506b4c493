// Starts, and hands back no channel.
#include <lodge/plugin.h>

namespace {

std::unique_ptr<lodge::Channel> create(const lodge::Value&) { return nullptr; }

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "makes_nothing", .version = "1.0", .create_channel = create};
