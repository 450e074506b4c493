#include "plugins/email/mail_server.h"

#include <lodge/plugin.h>

extern "C" const lodge::Plugin lodge_plugin;

namespace lodge::test {

std::unique_ptr<Channel> make_channel(const Value& settings) { return lodge_plugin.create_channel(settings); }

}  // namespace lodge::test
