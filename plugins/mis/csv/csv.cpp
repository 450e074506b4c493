#include "csv.h"

namespace lodge::csv {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

}  // namespace

Reader::Reader(std::string_view text) : rest_(text) {
  if (rest_.starts_with(kByteOrderMark)) rest_.remove_prefix(kByteOrderMark.size());
}

std::optional<Row> Reader::next() {
  // A blank line is no record, but a spreadsheet counts it.
  while (at_line_end() && !rest_.empty()) {
    skip_line_end();
    ++number_;
  }
  if (rest_.empty()) return std::nullopt;
  Row row;
  row.number = ++number_;
  read_record(row);
  if (!row.fault.empty()) {
    row.cells.clear();
    skip_line();
  }
  skip_line_end();
  return row;
}

void Reader::read_record(Row& row) {
  for (;;) {
    if (rest_.starts_with('"')) {
      if (!read_quoted(row)) return;
    } else {
      read_plain(row);
    }
    if (!row.fault.empty() || !rest_.starts_with(',')) return;
    rest_.remove_prefix(1);
  }
}

bool Reader::read_quoted(Row& row) {
  const auto from_here = rest_;
  rest_.remove_prefix(1);
  std::string cell;
  for (;;) {
    const auto quote = rest_.find('"');
    if (quote == std::string_view::npos) {
      rest_ = from_here;  // the fault costs this line, not the rest of the file
      row.fault = "a quote is opened and never closed";
      return false;
    }
    cell.append(rest_.substr(0, quote));
    rest_.remove_prefix(quote + 1);
    if (!rest_.starts_with('"')) break;
    cell += '"';
    rest_.remove_prefix(1);
  }
  row.cells.push_back(std::move(cell));
  if (at_line_end() || rest_.starts_with(',')) return true;
  rest_ = from_here;  // it may have been opened by mistake, lines before: they are sound
  row.fault = "text follows a closing quote";
  return false;
}

void Reader::read_plain(Row& row) {
  const auto end = std::min(rest_.find_first_of(",\r\n"), rest_.size());
  const auto cell = rest_.substr(0, end);
  rest_.remove_prefix(end);
  if (cell.find('"') != std::string_view::npos) row.fault = "a quote stands inside a cell that is not quoted";
  if (cell.find('\0') != std::string_view::npos) row.fault = "it holds a NUL byte";
  if (rest_.starts_with('\r') && !at_line_end()) row.fault = "a carriage return stands alone";
  row.cells.emplace_back(cell);
}

bool Reader::at_line_end() const {
  return rest_.empty() || rest_.starts_with('\n') || rest_.starts_with("\r\n");
}

void Reader::skip_line_end() {
  if (rest_.starts_with('\r')) rest_.remove_prefix(1);
  if (rest_.starts_with('\n')) rest_.remove_prefix(1);
}

void Reader::skip_line() {
  const auto end = rest_.find('\n');
  rest_.remove_prefix(end == std::string_view::npos ? rest_.size() : end);
}

}  // namespace lodge::csv
