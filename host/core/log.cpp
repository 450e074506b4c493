#include "core/log.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cctype>

namespace lodge::core {
namespace {

// syslog's numbers, as sd-daemon(3) reads them at the start of a line.
std::string_view prefix(Level level) {
  static constexpr std::array<std::string_view, 4> kPrefixes = {"<3>", "<4>", "<5>", "<6>"};
  return kPrefixes[static_cast<std::size_t>(level)];
}

// Everything but printable ASCII, and what is `kept_from` it, as \xHH: no line of ours can be forged.
void append_printable(std::string& line, std::string_view text, std::string_view kept_from) {
  static constexpr std::string_view kHex = "0123456789abcdef";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isprint(byte) != 0 && kept_from.find(c) == std::string_view::npos) {
      line += c;
    } else {
      line += {'\\', 'x', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
}

void append_quoted(std::string& line, std::string_view text) {
  line += '"';
  append_printable(line, text, "\"\\");
  line += '"';
}

std::atomic<Level> g_least{Level::info};

}  // namespace

void log_at_least(Level level) { g_least = level; }

Level level_of(std::string_view word) {
  if (word == "error") return Level::error;
  if (word == "warning") return Level::warning;
  return word == "info" ? Level::info : Level::notice;
}

void log(Level level, std::string_view event, std::string_view sentence,
         std::initializer_list<std::pair<std::string_view, std::string>> fields) {
  if (level > g_least.load()) return;
  std::string line(prefix(level));
  line.append(event).append(" ");
  append_printable(line, sentence, {});  // a plugin's own words may be in it
  for (const auto& [name, value] : fields) {
    line.append(" ").append(name).append("=");
    append_quoted(line, value);
  }
  line += '\n';
  // One write, so that lines of several threads never mix; a full pipe loses a line, not a request.
  if (::write(STDERR_FILENO, line.data(), line.size()) < 0) return;
}

}  // namespace lodge::core
