#include "worker/serve.h"

#include <stdexcept>

namespace lodge::worker {

Value Server::settings() {
  const auto first = frames_.receive();
  if (!first) throw std::runtime_error("the host has gone before it said anything");
  return first->at("settings");
}

void Server::say_ready() { frames_.send(Value::Map{{"ready", true}}); }

void Server::say_that_it_cannot(const std::string& why) { frames_.send(Value::Map{{"error", why}}); }

void Server::frame(const Value& value) { frames_.send(Value::Map{{"frame", value}}); }

void Server::run(const Answer& answer) {
  while (const auto question = frames_.receive()) {
    Value reply;
    try {
      reply = Value::Map{{"reply", answer(question->at("ask"))}};
    } catch (const std::exception& failure) {
      reply = Value::Map{{"error", failure.what()}};
    }
    frames_.send(reply);
  }
}

}  // namespace lodge::worker
