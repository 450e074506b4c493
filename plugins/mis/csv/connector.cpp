#include "connector.h"

#include "tables.h"

#include <lodge/errors.h>

#include <algorithm>
#include <fstream>
#include <optional>
#include <sstream>

namespace lodge::csv {
namespace {

constexpr std::uintmax_t kLargestFile = 64U << 20U;
using Columns = std::map<std::string, std::size_t, std::less<>>;

std::string read_file(const std::filesystem::path& path) {
  if (std::filesystem::file_size(path) > kLargestFile) throw Unavailable(path.filename().string() + " is larger than 64 MB");
  std::ifstream stream(path, std::ios::binary);
  std::ostringstream text;
  text << stream.rdbuf();
  if (!stream) throw Unavailable(path.filename().string() + " cannot be read");
  return std::move(text).str();
}

// "Registration_Class " and "registration_class" are one column.
std::string plain_name(std::string_view name) {
  std::string plain;
  for (const char c : name) {
    if (c >= 'A' && c <= 'Z') {
      plain += static_cast<char>(c - 'A' + 'a');
    } else if (c != ' ' && c != '\t') {
      plain += c;
    }
  }
  return plain;
}

Columns columns_of(const Row& header) {
  Columns columns;
  for (std::size_t i = 0; i < header.cells.size(); ++i) columns.emplace(plain_name(header.cells[i]), i);
  return columns;
}

std::string missing_columns(const Table& table, const Columns& columns) {
  std::string missing;
  for (const auto name : table.columns) {
    if (!columns.contains(name)) missing.append(missing.empty() ? "" : ", ").append(name);
  }
  return missing;
}

UnreadableRecord unreadable(const Table& table, std::int64_t row, std::string why) {
  return {{std::string(table.file), row}, std::move(why)};
}

Record record_of(const Table& table, const Columns& columns, const Row& row) {
  if (!row.fault.empty()) return unreadable(table, row.number, row.fault);
  const auto wanted = columns.size(), found = row.cells.size();
  if (found != wanted) {
    return unreadable(table, row.number, "it has " + std::to_string(found) + " cells where the header has " + std::to_string(wanted));
  }
  return table.record({std::string(table.file), row.number}, Cells(columns, row));
}

// How many rows there were; nothing when the file could not be understood at all.
std::optional<std::int64_t> pull_table(const Table& table, const std::string& text, RecordSink& sink) {
  Reader reader(text);
  const auto header = reader.next();
  const auto columns = header ? columns_of(*header) : Columns();
  const auto missing = missing_columns(table, columns);
  if (!missing.empty() || (header && columns.size() != header->cells.size())) {
    sink.take(unreadable(table, 1, missing.empty() ? "two columns have one name" : "these columns are missing: " + missing));
    return std::nullopt;
  }
  std::int64_t rows = 0;
  while (const auto row = reader.next()) {
    sink.take(record_of(table, columns, *row));
    ++rows;
  }
  return rows;
}

}  // namespace

std::string CsvConnector::probe() {
  const auto there = std::ranges::count_if(tables(), [&](const Table& table) {
    return std::filesystem::is_regular_file(folder_ / table.file);
  });
  if (there == 0) throw Unavailable("there is none of the nine files in " + folder_.string());
  return std::to_string(there) + " of the nine files are in " + folder_.string() + ".";
}

void CsvConnector::pull(RecordSink& sink) {
  probe();
  EndMarker marker;
  for (const auto& table : tables()) {
    const auto path = folder_ / table.file;
    if (!std::filesystem::is_regular_file(path)) continue;
    const auto text = read_file(path);
    if (const auto rows = pull_table(table, text, sink)) marker.totals[std::string(table.kind)] = *rows;
  }
  sink.end(marker);
}

}  // namespace lodge::csv
