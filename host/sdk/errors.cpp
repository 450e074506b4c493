#include <lodge/errors.h>

#include <cstdio>
#include <cstdlib>

namespace lodge {

void broken_promise(const char* condition, std::source_location where) {
  std::fprintf(stderr, "lodge: broken promise: %s (%s:%u)\n", condition, where.file_name(),
               where.line());
  std::abort();
}

}  // namespace lodge
