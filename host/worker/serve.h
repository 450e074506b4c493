#pragma once
#include "worker/frames.h"

#include <functional>

namespace lodge::worker {

/// A worker's side of the talk, until the host closes the socket: takes the settings, then answers questions.
/// [one thread]
class Server {
 public:
  explicit Server(Frames frames) : frames_(std::move(frames)) {}

  /// The host's first frame.
  Value settings();
  void say_ready();
  void say_that_it_cannot(const std::string& why);

  /// Sends a frame of a long answer.
  void frame(const Value& value);

  using Answer = std::function<Value(const Value& question)>;
  /// Answers until the host has gone. What `answer` throws becomes the host's Unavailable.
  void run(const Answer& answer);

 private:
  Frames frames_;
};

}  // namespace lodge::worker
