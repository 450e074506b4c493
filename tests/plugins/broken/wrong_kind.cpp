// Calls itself a channel and makes none.
#include <lodge/plugin.h>

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "wrong_kind", .version = "1.0"};
