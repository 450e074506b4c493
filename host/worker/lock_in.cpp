#include "worker/lock_in.h"

#include "worker/landlock.h"

#include <fcntl.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/syscall.h>

#include <cerrno>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <stdexcept>
#include <string>

namespace lodge::worker {
namespace {

constexpr rlim_t kMegabyte = rlim_t{1} << 20U;

// The sanitizers reserve terabytes of addresses, do not run under a limit, and ask about signal stacks.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

void need(bool done, const char* what) {
  if (!done) throw std::runtime_error(std::string("this process cannot be locked in: ") + what);
}

void limit(__rlimit_resource resource, rlim_t most) {
  const rlimit both{most, most};
  need(::setrlimit(resource, &both) == 0, "setrlimit");
}

// No core file and no debugger: what is in memory stays there.
void keep_memory_private() {
  limit(RLIMIT_CORE, 0);
  need(::prctl(PR_SET_DUMPABLE, 0) == 0, "PR_SET_DUMPABLE");
  need(::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "PR_SET_NO_NEW_PRIVS");
}

class Filter {
 public:
  explicit Filter(std::uint32_t otherwise) : context_(::seccomp_init(otherwise)) { need(context_ != nullptr, "seccomp_init"); }

  template <class... Condition>
  void rule(std::uint32_t action, int call, Condition... condition) {
    need(::seccomp_rule_add(context_.get(), action, call, sizeof...(condition), condition...) == 0, "seccomp_rule_add");
  }
  void load() { need(::seccomp_load(context_.get()) == 0, "seccomp_load"); }

 private:
  struct Release {
    void operator()(void* context) const { ::seccomp_release(context); }
  };
  std::unique_ptr<void, Release> context_;
};

constexpr std::uint32_t kNo = SCMP_ACT_ERRNO(EPERM);

// Memory that nobody can run as code.
void allow_memory(Filter& filter) {
  const auto not_code = [](unsigned argument) { return scmp_arg_cmp{argument, SCMP_CMP_MASKED_EQ, PROT_EXEC, 0}; };
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mmap), not_code(2), scmp_arg_cmp{3, SCMP_CMP_MASKED_EQ, MAP_ANONYMOUS, MAP_ANONYMOUS});
  filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(mprotect), not_code(2));
  for (const int call : {SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise)}) filter.rule(SCMP_ACT_ALLOW, call);
}

void allow_thinking(Filter& filter) {
  allow_memory(filter);
  for (const int call : {SCMP_SYS(read), SCMP_SYS(write), SCMP_SYS(recvfrom), SCMP_SYS(sendto), SCMP_SYS(poll), SCMP_SYS(ppoll),
                         SCMP_SYS(close), SCMP_SYS(futex), SCMP_SYS(clock_gettime), SCMP_SYS(gettimeofday), SCMP_SYS(getrandom),
                         SCMP_SYS(rt_sigreturn), SCMP_SYS(rt_sigprocmask), SCMP_SYS(sched_yield), SCMP_SYS(getpid),
                         SCMP_SYS(restart_syscall), SCMP_SYS(exit), SCMP_SYS(exit_group)}) {
    filter.rule(SCMP_ACT_ALLOW, call);
  }
  if (kSanitized) filter.rule(SCMP_ACT_ALLOW, SCMP_SYS(sigaltstack));
}

// What no connector and no channel has a reason to do.
void forbid_mischief(Filter& filter) {
  for (const int call :
       {SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(kill), SCMP_SYS(ptrace),
        SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(pidfd_getfd), SCMP_SYS(pidfd_send_signal),
        SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(move_mount), SCMP_SYS(open_tree),
        SCMP_SYS(fsopen), SCMP_SYS(setns), SCMP_SYS(unshare), SCMP_SYS(bpf), SCMP_SYS(perf_event_open), SCMP_SYS(userfaultfd),
        SCMP_SYS(io_uring_setup), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(init_module),
        SCMP_SYS(finit_module), SCMP_SYS(delete_module), SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(reboot),
        SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(syslog), SCMP_SYS(quotactl), SCMP_SYS(acct), SCMP_SYS(settimeofday),
        SCMP_SYS(clock_settime), SCMP_SYS(adjtimex), SCMP_SYS(sethostname), SCMP_SYS(setdomainname), SCMP_SYS(listen),
        SCMP_SYS(accept), SCMP_SYS(accept4)}) {
    filter.rule(kNo, call);
  }
}

// What Landlock leaves to whoever may read a file: to empty it (before its third version), and to change whose it is.
void forbid_changing_files(Filter& filter) {
  for (const int call :
       {SCMP_SYS(truncate), SCMP_SYS(creat), SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), SCMP_SYS(chown), SCMP_SYS(fchown),
        SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(utimensat), SCMP_SYS(futimesat), SCMP_SYS(setxattr),
        SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr), SCMP_SYS(removexattr), SCMP_SYS(lremovexattr), SCMP_SYS(fremovexattr)}) {
    filter.rule(kNo, call);
  }
  // Younger than the headers that we build with: fchmodat2, setxattrat, removexattrat, file_setattr. The same on each machine.
  for (const int call : {452, 463, 466, 469}) filter.rule(kNo, call);
  filter.rule(kNo, SCMP_SYS(open), scmp_arg_cmp{1, SCMP_CMP_MASKED_EQ, O_TRUNC, O_TRUNC});
  filter.rule(kNo, SCMP_SYS(openat), scmp_arg_cmp{2, SCMP_CMP_MASKED_EQ, O_TRUNC, O_TRUNC});
  filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(openat2));  // whose flags cannot be looked at
}

// Threads (a resolver's, for one) but no processes. The arguments of clone3 cannot be looked at; told that there is
// no such call, the C library uses clone.
void forbid_processes(Filter& filter) {
  filter.rule(kNo, SCMP_SYS(clone), scmp_arg_cmp{0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0});
  filter.rule(SCMP_ACT_ERRNO(ENOSYS), SCMP_SYS(clone3));
  for (const auto family : {AF_PACKET, AF_VSOCK, AF_ALG}) {
    filter.rule(kNo, SCMP_SYS(socket), scmp_arg_cmp{0, SCMP_CMP_EQ, static_cast<scmp_datum_t>(family), 0});
  }
}

}  // namespace

void lock_in_for_rules() {
  if (!kSanitized) limit(RLIMIT_AS, 64 * kMegabyte);
  limit(RLIMIT_NOFILE, 4);  // what it has: the three standard ones and the socket
  limit(RLIMIT_NPROC, 0);
  limit(RLIMIT_FSIZE, 0);
  keep_memory_private();
  forbid_files(Files::all);
  Filter filter(kNo);
  allow_thinking(filter);
  filter.load();
}

void lock_in_for_plugins() {
  if (!kSanitized) limit(RLIMIT_DATA, 256 * kMegabyte);
  limit(RLIMIT_NOFILE, 256);
  keep_memory_private();
  forbid_files(Files::written);
  Filter filter(SCMP_ACT_ALLOW);
  forbid_mischief(filter);
  forbid_changing_files(filter);
  forbid_processes(filter);
  filter.load();
}

}  // namespace lodge::worker
