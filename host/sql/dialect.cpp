#include "sql/dialect.h"

#include <lodge/errors.h>

#include <array>
#include <utility>

namespace lodge::sql {
namespace {

struct Words {
  std::string_view placeholder, sqlite, mariadb;
};

/// Everything is compared by its bytes, with trailing spaces, as SQLite does: hence the nopad_bin collations.
constexpr std::array<Words, 5> kWords = {{
    {"{id}", "TEXT", "CHAR(26) CHARACTER SET ascii COLLATE ascii_nopad_bin"},
    {"{text}", "TEXT", "LONGTEXT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"},
    {"{name}", "TEXT", "VARCHAR(190) CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"},
    {"{key}", "TEXT", "VARCHAR(64) CHARACTER SET ascii COLLATE ascii_nopad_bin"},
    {"{table}", "WITHOUT ROWID", "ENGINE=InnoDB DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_nopad_bin"},
}};

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

/// An index of SQLite has a name of its own; MariaDB must be told of which table it is.
void fill_on_table(std::string& text, Engine engine) {
  for (auto at = text.find("{on "); at != std::string::npos; at = text.find("{on ", at)) {
    const auto end = text.find('}', at);
    LODGE_CHECK(end != std::string::npos);
    text.replace(at, end + 1 - at, engine == Engine::sqlite ? "" : text.substr(at + 1, end - at - 1));
  }
}

}  // namespace

std::string fill_types(std::string_view text, Engine engine) {
  std::string filled(text);
  for (const auto& word : kWords) {
    replace_all(filled, word.placeholder, engine == Engine::sqlite ? word.sqlite : word.mariadb);
  }
  fill_on_table(filled, engine);
  return filled;
}

InsertLimits insert_limits(Engine engine) {
  if (engine == Engine::sqlite) return {.rows = 50, .parameters = 1000, .bytes = 500'000};
  return {.rows = 200, .parameters = 1000, .bytes = 500'000};
}

}  // namespace lodge::sql
