#include "sql/migration_files.h"

#include "sql/migrate.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>
#include <utility>

namespace lodge {
namespace {

namespace fs = std::filesystem;

/// "0001_site.sql" as (1, "0001_site"); nothing for another shape.
std::optional<Migration> named_after(const fs::path& file) {
  const auto stem = file.stem().string();
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(stem.data(), stem.data() + stem.size(), number);
  if (error != std::errc() || end != stem.data() + 4 || stem.size() < 6 || stem[4] != '_' || number < 1) return std::nullopt;
  return Migration{number, stem, {}};
}

std::string whole_file(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return std::move(text).str();
}

std::optional<std::string> same_number_twice(const std::vector<Migration>& migrations) {
  for (std::size_t i = 1; i < migrations.size(); ++i) {
    if (migrations[i - 1].number == migrations[i].number) {
      return fmt::format("two migrations have one number: {} and {}", migrations[i - 1].name, migrations[i].name);
    }
  }
  return std::nullopt;
}

}  // namespace

std::expected<std::vector<Migration>, std::string> read_migrations(const fs::path& folder) {
  std::vector<Migration> migrations;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() != ".sql") continue;
    auto migration = named_after(entry.path());
    if (!migration) return std::unexpected(fmt::format("a migration is named NNNN_what.sql, unlike {}", entry.path().string()));
    migration->text = whole_file(entry.path());
    migrations.push_back(std::move(*migration));
  }
  if (error) return std::unexpected(fmt::format("cannot read the migrations in {}: {}", folder.string(), error.message()));
  std::sort(migrations.begin(), migrations.end(), [](const auto& one, const auto& other) { return one.name < other.name; });
  if (auto problem = same_number_twice(migrations)) return std::unexpected(*problem);
  return migrations;
}

namespace sql {

std::vector<std::string> split_statements(std::string_view text) {
  std::vector<std::string> statements;
  std::string current;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("--")) continue;
    line.erase(line.find_last_not_of(" \t\r") + 1);
    if (line.empty()) continue;
    const bool ends = line.back() == ';';
    if (ends) line.pop_back();
    current += (current.empty() ? "" : "\n") + line;
    if (ends) statements.push_back(std::exchange(current, {}));
  }
  if (!current.empty()) statements.push_back(std::move(current));
  return statements;
}

std::string digest_of(std::string_view text) {
  std::uint64_t hash = 14695981039346656037u;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211u;
  return fmt::format("{:016x}", hash);
}

}  // namespace sql
}  // namespace lodge
