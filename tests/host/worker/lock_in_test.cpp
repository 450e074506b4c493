// What a process can still do after it was locked in to run rules: tried by a child of this test.
#include "worker/lock_in.h"

#include <gtest/gtest.h>

#include <fcntl.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <functional>
#include <new>
#include <system_error>
#include <thread>

namespace lodge::worker {
namespace {

// The errno of `act` in a locked-in child; 0 when it succeeded, -1 when the child did not come to an end by itself.
int errno_when_locked_in(const std::function<bool()>& act) {
  const pid_t child = ::fork();
  if (child == 0) {
    lock_in_for_rules();
    errno = 0;
    const bool done = act();
    ::_exit(done ? 0 : errno);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(RulesLockIn, OpensNoFile) {
  EXPECT_EQ(errno_when_locked_in([] { return ::open("/etc/passwd", O_RDONLY) >= 0; }), EPERM);
  EXPECT_EQ(errno_when_locked_in([] { return ::open("/tmp/x", O_WRONLY | O_CREAT, 0600) >= 0; }), EPERM);
  EXPECT_EQ(errno_when_locked_in([] { return ::openat(AT_FDCWD, "/proc/self/environ", O_RDONLY) >= 0; }), EPERM);
  EXPECT_EQ(errno_when_locked_in([] { return ::unlink("/tmp/x") == 0; }), EPERM);
}

TEST(RulesLockIn, OpensNoSocket) {
  EXPECT_EQ(errno_when_locked_in([] { return ::socket(AF_INET, SOCK_STREAM, 0) >= 0; }), EPERM);
  EXPECT_EQ(errno_when_locked_in([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0; }), EPERM);
}

TEST(RulesLockIn, StartsNoProcessAndNoThread) {
  EXPECT_EQ(errno_when_locked_in([] { return ::fork() >= 0; }), EPERM);
  EXPECT_EQ(errno_when_locked_in([] { return ::execl("/bin/true", "true", nullptr) == 0; }), EPERM);
  EXPECT_NE(errno_when_locked_in([] {
              try {
                std::thread([] {}).join();
                return true;
              } catch (const std::system_error&) {
                errno = EPERM;
                return false;
              }
            }), 0);
}

TEST(RulesLockIn, TouchesNoOtherProcess) {
  EXPECT_EQ(errno_when_locked_in([] { return ::kill(1, 0) == 0; }), EPERM);
  EXPECT_EQ(errno_when_locked_in([] { return ::ptrace(PTRACE_ATTACH, 1, nullptr, nullptr) == 0; }), EPERM);
}

TEST(RulesLockIn, RunsNoCodeOfItsOwnMaking) {
  const auto map = [](int protection, int flags) { return ::mmap(nullptr, 4096, protection, flags, -1, 0) != MAP_FAILED; };
  EXPECT_EQ(errno_when_locked_in([&] { return map(PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS); }), EPERM);
  EXPECT_EQ(errno_when_locked_in([&] { return map(PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS); }), 0);
  EXPECT_EQ(errno_when_locked_in([] {
              void* page = ::mmap(nullptr, 4096, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
              return ::mprotect(page, 4096, PROT_READ | PROT_EXEC) == 0;
            }), EPERM);
}

TEST(RulesLockIn, HasNoMoreThan64Megabytes) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "sanitizers do not run under a limit";
#endif
  EXPECT_EQ(errno_when_locked_in([] { return ::mmap(nullptr, 70U << 20U, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED; }), ENOMEM);
}

TEST(RulesLockIn, KeepsItsMemoryPrivateAndItsPrivilegesDown) {
  int pipe[2];
  ASSERT_EQ(::pipe(pipe), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    lock_in_for_rules();
    const bool told = ::write(pipe[1], "x", 1) == 1;
    for (char end; ::read(STDIN_FILENO, &end, 1) < 0;) continue;
    ::_exit(told ? 0 : 1);
  }
  char ready;
  ASSERT_EQ(::read(pipe[0], &ready, 1), 1);
  char line[256] = {};
  const auto file = "/proc/" + std::to_string(child) + "/status";
  bool no_new_privs = false, filtered = false;
  if (FILE* status = std::fopen(file.c_str(), "r")) {
    while (std::fgets(line, sizeof line, status)) {
      no_new_privs |= std::string_view(line) == "NoNewPrivs:\t1\n";
      filtered |= std::string_view(line) == "Seccomp:\t2\n";
    }
    std::fclose(status);
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  EXPECT_TRUE(no_new_privs && filtered);
}

TEST(RulesLockIn, CanStillThinkWriteAndEnd) {
  EXPECT_EQ(errno_when_locked_in([] {
              std::string text(1U << 20U, 'x');
              return ::write(STDERR_FILENO, "", 0) == 0 && text.size() == 1U << 20U;
            }), 0);
}

}  // namespace
}  // namespace lodge::worker
