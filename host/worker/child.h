#pragma once
#include "worker/frames.h"

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

namespace lodge::worker {

/// A child process and the socket to it, which it finds as descriptor 3. It inherits nothing else but the journal
/// as its standard error: no environment, no other descriptor, no signal mask. Ends, by SIGKILL, with this object.
/// [one thread]
class Child {
 public:
  /// @throws Unavailable when the program cannot be started. The kernel ends the child when the *thread* that calls
  /// this ends, since that is what PR_SET_PDEATHSIG watches.
  static Child start(const std::filesystem::path& program, const std::vector<std::string>& arguments);
  Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)), frames_(std::move(other.frames_)) {}
  Child& operator=(Child&& other) noexcept;
  ~Child();

  Frames& frames() { return frames_; }
  pid_t pid() const { return pid_; }
  /// Takes the processor from it at once; the destructor waits for its end.
  void kill();

 private:
  Child(pid_t pid, Frames frames) : pid_(pid), frames_(std::move(frames)) {}

  pid_t pid_;
  Frames frames_;
};

}  // namespace lodge::worker
