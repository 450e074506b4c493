// Its file was renamed.
#include <lodge/plugin.h>

namespace {

std::unique_ptr<lodge::Channel> create(const lodge::Value&) { return nullptr; }

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "its_own_name", .version = "1.0", .create_channel = create};
