// Was linked without the library it needs.
#include <lodge/plugin.h>

int of_a_library_that_is_not_there();

namespace {

std::unique_ptr<lodge::Channel> create(const lodge::Value&) {
  return of_a_library_that_is_not_there() == 0 ? nullptr : std::unique_ptr<lodge::Channel>();
}

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "undefined_symbol", .version = "1.0", .create_channel = create};
