#pragma once
#include <source_location>
#include <stdexcept>

namespace lodge {

/// An outage: something outside this process (a database, a mail server, a worker) cannot be reached
/// or did not answer in time. Trying again later may work. Caught once per request, once per outbox
/// item and once in `main`; never used for what a person may be told as an answer (that is a Refusal).
class __attribute__((visibility("default"))) Unavailable : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// An outage in the middle of an act: nobody knows whether the other side did it, as when a mail server hangs up after
/// the message and before its answer.
class __attribute__((visibility("default"))) InDoubt : public Unavailable {
 public:
  using Unavailable::Unavailable;
};

/// Ends the process with a message that names the broken promise; systemd starts it again. [any thread]
[[noreturn]] void broken_promise(const char* condition, std::source_location where = std::source_location::current());

}  // namespace lodge

/// States what must be true if this program has no bug. Stays on in release builds.
#define LODGE_CHECK(condition) ((condition) ? void() : ::lodge::broken_promise(#condition))
