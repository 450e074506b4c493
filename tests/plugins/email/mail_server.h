#pragma once
#include <lodge/channel.h>
#include <lodge/value.h>

#include <cstdio>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include <sys/types.h>

namespace lodge::test {

/// tests/service/smtp_server.py in a process of its own, with a folder of its own; both end with this object.
class MailServer {
 public:
  explicit MailServer(std::vector<std::string> options = {});
  ~MailServer();
  MailServer(const MailServer&) = delete;
  MailServer& operator=(const MailServer&) = delete;

  /// What the channel is made with to speak to this server: the configuration's `mail` keys.
  Value::Map settings() const;
  /// What was kept so far, in order of arrival, as the server describes it.
  std::vector<Value> kept() const;

 private:
  std::filesystem::path folder_;
  pid_t process_ = 0;
  int input_ = -1;
  std::int64_t port_ = 0;
  std::string tls_ = "none", authority_;
};

/// The channel of the plugin, as the worker makes it.
std::unique_ptr<Channel> make_channel(const Value& settings);
/// A message with everything that a real one has.
OutgoingMessage an_outgoing_message();
/// The first header of that name; "(none)" when there is none.
std::string header(const Value& kept, const char* name);

}  // namespace lodge::test
