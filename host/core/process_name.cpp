#include "core/process_name.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>

namespace lodge::core {
namespace {

std::string first_line_of(const std::string& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  return line;
}

/// Which kernel and which namespace of process numbers this is: only there does a number mean the same process.
std::string place() {
  std::string boot = first_line_of("/proc/sys/kernel/random/boot_id");
  std::erase(boot, '-');
  char link[64] = {};
  const auto size = ::readlink("/proc/self/ns/pid", link, sizeof link - 1);
  std::string space(link, size > 0 ? static_cast<std::size_t>(size) : 0);  // "pid:[4026531836]"
  std::erase_if(space, [](char c) { return c < '0' || c > '9'; });
  return boot.substr(0, 20) + "." + space;
}

/// When a process started, in clock ticks since boot: field 22 of proc(5)'s stat, counted from behind the name, which may
/// hold anything. Empty when there is no such process, or it has ended and only waits for its parent to notice.
std::string start_of(std::string_view pid) {
  const auto line = first_line_of("/proc/" + std::string(pid) + "/stat");
  auto at = line.rfind(')');
  const std::string_view state = at == std::string::npos ? "" : std::string_view(line).substr(at);
  if (state.starts_with(") Z") || state.starts_with(") X")) return {};
  for (int field = 2; field < 22 && at != std::string::npos; ++field) at = line.find(' ', at + 1);
  return at == std::string::npos ? std::string() : line.substr(at + 1, line.find(' ', at + 1) - at - 1);
}

std::string name_of(std::string_view pid) { return place() + "." + std::string(pid) + "." + start_of(pid); }

}  // namespace

const std::string& process_name() {
  static const std::string name = name_of(std::to_string(::getpid()));
  return name;
}

bool surely_gone(std::string_view name) {
  const auto start = name.rfind('.');
  if (start == std::string_view::npos || start == 0) return false;
  const auto pid = name.rfind('.', start - 1);
  if (pid == std::string_view::npos || name.substr(0, pid) != place()) return false;
  return name_of(name.substr(pid + 1, start - pid - 1)) != name;
}

}  // namespace lodge::core
