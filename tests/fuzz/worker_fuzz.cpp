// What a worker says to its host, byte by byte: a plugin's code may have taken it over.
#include "core/outbox/message_json.h"
#include "core/rules/questions.h"
#include "core/sync/record_json.h"
#include "worker/frames.h"

#include <lodge/errors.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using namespace lodge;

void read_reply(const Value& value) {
  static_cast<void>(core::record_from(value));
  static_cast<void>(core::end_marker_from(value));
  static_cast<void>(core::message_from(value));
  try {
    static_cast<void>(core::answer_from(value));
  } catch (const Unavailable&) {
  }
  try {
    static_cast<void>(core::refusal(value));
    static_cast<void>(core::rule_failures(value));
  } catch (const Unavailable&) {
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  int ends[2];
  if (size > 60'000 || ::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) return 0;
  worker::Frames frames(ends[0]);
  if (::write(ends[1], data, size) < 0) return 0;
  ::close(ends[1]);
  try {
    while (const auto value = frames.receive()) read_reply(*value);
  } catch (const worker::Frames::Failure&) {
  }
  return 0;
}
