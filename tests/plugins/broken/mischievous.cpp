// A channel that does what no channel should, and answers what it was refused: it is sent the mischief as the subject.
#include <lodge/plugin.h>

#include <fcntl.h>
#include <netinet/in.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <thread>

extern char** environ;

namespace {

int do_it(const std::string& what) {
  if (what == "exec") {
    const char* const argv[] = {"/bin/true", nullptr};
    return ::execv(argv[0], const_cast<char* const*>(argv));
  }
  if (what == "fork") return ::fork();
  if (what == "ptrace") return static_cast<int>(::ptrace(PTRACE_ATTACH, ::getppid(), nullptr, nullptr));
  if (what == "kill the host") return ::kill(::getppid(), 0);
  if (what == "mount") return ::mount("none", "/mnt", "tmpfs", 0, nullptr);
  if (what == "write a file") return ::open("/tmp/lodge-mischief", O_WRONLY | O_CREAT, 0600);
  if (what == "empty a file") return ::truncate("/tmp/lodge-mischief", 0);
  if (what == "empty a file that it opens") return ::open("/tmp/lodge-mischief", O_RDONLY | O_TRUNC);
  if (what == "open a file to all") return ::chmod("/tmp/lodge-mischief", 0666);
  if (what == "open a file to all by a new call") return static_cast<int>(::syscall(452, AT_FDCWD, "/tmp/lodge-mischief", 0666, 0));
  if (what == "give a file away") return ::chown("/tmp/lodge-mischief", ::getuid(), ::getgid());
  if (what == "listen") return ::listen(::socket(AF_INET, SOCK_STREAM, 0), 1);
  // What it may do:
  if (what == "read a file") return ::open("/etc/hostname", O_RDONLY);
  if (what == "open a socket") return ::socket(AF_INET, SOCK_STREAM, 0);
  if (what == "run a thread") return std::thread([] {}).join(), 0;
  // What it must not find:
  if (what == "count the environment") {
    int count = 0;
    while (environ && environ[count] != nullptr) ++count;
    return count == 0 ? 0 : -1;
  }
  return ::fcntl(4, F_GETFD) == -1 ? 0 : -1;  // "find another descriptor"
}

class Mischievous : public lodge::Channel {
 public:
  std::expected<lodge::Receipt, lodge::Undeliverable> send(const lodge::OutgoingMessage& message) override {
    errno = 0;
    const bool done = do_it(message.subject) >= 0;
    return lodge::Receipt{done ? "done" : std::strerror(errno)};
  }
};

std::unique_ptr<lodge::Channel> create(const lodge::Value&) { return std::make_unique<Mischievous>(); }

}  // namespace

LODGE_PLUGIN{.kind = lodge::PluginKind::channel, .name = "mischievous", .version = "1.0", .create_channel = create};
