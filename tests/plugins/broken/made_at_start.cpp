// Its entry is put together when it is loaded, so nobody can know before what it is.
#include <lodge/plugin.h>

#include <cstdlib>

extern "C" __attribute__((visibility("default"))) const lodge::Plugin lodge_plugin;
const lodge::Plugin lodge_plugin{.abi = static_cast<std::uint32_t>(std::atoi("1")), .kind = lodge::PluginKind::channel,
                                 .name = "made_at_start", .version = "1.0"};
