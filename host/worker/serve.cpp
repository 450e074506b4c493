#include "worker/serve.h"

#include <stdexcept>

namespace lodge::worker {
namespace {

Value reply_to(const Value& question, const Server::Answer& answer) {
  try {
    return Value::Map{{"reply", answer(question.at("ask"))}};
  } catch (const std::exception& failure) {
    return Value::Map{{"error", failure.what()}};
  }
}

}  // namespace

Value Server::settings() {
  const auto first = frames_.receive();
  if (!first) throw std::runtime_error("the host has gone before it said anything");
  return first->at("settings");
}

void Server::say_ready() { frames_.send(Value::Map{{"ready", true}}); }

void Server::say_that_it_cannot(const std::string& why) { frames_.send(Value::Map{{"error", why}}); }

void Server::frame(const Value& value) { frames_.send(Value::Map{{"frame", value}}); }

// A question that is no JSON (text that is not UTF-8, say) is the asker's fault and no reason to die.
void Server::run(const Answer& answer) {
  for (;;) {
    try {
      const auto question = frames_.receive();
      if (!question) return;
      frames_.send(reply_to(*question, answer));
    } catch (const Frames::Failure& failure) {
      if (failure.trouble != Frames::Trouble::unreadable) throw;
      say_that_it_cannot(failure.what);
    }
  }
}

}  // namespace lodge::worker
