// A plugin's file, looked at before it is loaded.
#include "loader/peek.h"

#include <sys/mman.h>
#include <unistd.h>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const int file = ::memfd_create("plugin", MFD_CLOEXEC);
  if (file < 0 || ::write(file, data, size) < 0) return 0;
  static_cast<void>(lodge::loader::peek("/proc/self/fd/" + std::to_string(file)));
  ::close(file);
  return 0;
}
