#include "worker/child.h"

#include <fcntl.h>
#include <lodge/errors.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace lodge::worker {
namespace {

constexpr int kChildsSocket = 3;

class FileActions {
 public:
  explicit FileActions(int socket) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, STDERR_FILENO, STDOUT_FILENO);
    posix_spawn_file_actions_adddup2(&actions_, socket, kChildsSocket);
    posix_spawn_file_actions_addclosefrom_np(&actions_, kChildsSocket + 1);
    posix_spawn_file_actions_addchdir_np(&actions_, "/");
  }
  FileActions(const FileActions&) = delete;
  FileActions& operator=(const FileActions&) = delete;
  ~FileActions() { posix_spawn_file_actions_destroy(&actions_); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_;
};

// No blocked and no ignored signals; a session of its own, so that Ctrl-C at a terminal is the host's to answer.
class Attributes {
 public:
  Attributes() {
    posix_spawnattr_init(&attributes_);
    sigset_t none, all;
    sigemptyset(&none);
    sigfillset(&all);
    posix_spawnattr_setsigmask(&attributes_, &none);
    posix_spawnattr_setsigdefault(&attributes_, &all);
    posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETSID);
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() { posix_spawnattr_destroy(&attributes_); }
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_;
};

struct Sockets {
  Frames ours;
  int theirs;
};

Sockets socket_pair() {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) throw Unavailable("there are no more sockets");
  return {Frames(ends[0]), ends[1]};
}

pid_t spawn(const std::filesystem::path& program, std::vector<std::string> arguments, int socket) {
  arguments.insert(arguments.begin(), program.native());
  std::vector<char*> argv;
  for (auto& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  char* environment[] = {nullptr};
  pid_t pid = -1;
  const int failed = ::posix_spawn(&pid, program.c_str(), FileActions(socket).get(), Attributes().get(), argv.data(), environment);
  if (failed != 0) throw Unavailable(program.native() + " cannot be started: " + std::strerror(failed));
  return pid;
}

}  // namespace

Child Child::start(const std::filesystem::path& program, const std::vector<std::string>& arguments) {
  auto sockets = socket_pair();
  const Frames closes_at_return(sockets.theirs);
  return {spawn(program, arguments, sockets.theirs), std::move(sockets.ours)};
}

Child& Child::operator=(Child&& other) noexcept {
  std::swap(pid_, other.pid_);
  std::swap(frames_, other.frames_);
  return *this;
}

void Child::kill() {
  if (pid_ > 0) ::kill(pid_, SIGKILL);
}

Child::~Child() {
  if (pid_ <= 0) return;
  kill();
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) continue;
}

}  // namespace lodge::worker
