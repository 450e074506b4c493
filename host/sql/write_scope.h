#pragma once
#include <lodge/errors.h>

namespace lodge::sql {

/// Marks that this thread is inside a write closure. A write asked for there would wait for itself or survive
/// the outer one's retry, so it is a bug. [each thread has its own]
class WriteScope {
 public:
  WriteScope() { inside_ = true; }
  ~WriteScope() { inside_ = false; }
  WriteScope(const WriteScope&) = delete;
  WriteScope& operator=(const WriteScope&) = delete;
  static void check_outside() {
    const bool a_write_inside_a_write_closure = inside_;
    LODGE_CHECK(!a_write_inside_a_write_closure);
  }

 private:
  static inline thread_local bool inside_ = false;
};

}  // namespace lodge::sql
