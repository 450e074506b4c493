#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::csv {

/// One record of a file. `number` is its row as a spreadsheet shows it: the first record is row 1.
struct Row {
  std::int64_t number = 0;
  std::vector<std::string> cells;
  std::string fault;  ///< why it cannot be read; then `cells` is empty
};

/// Reads RFC 4180, strictly but for two kindnesses: lines may end in LF, and a UTF-8 byte order mark is passed over.
/// Empty lines are no records. A fault costs its own record and no other, as far as the next line's end.
class Reader {
 public:
  /// `text` outlives the reader.
  explicit Reader(std::string_view text);
  /// Nothing at the end.
  std::optional<Row> next();

 private:
  void read_record(Row& row);
  bool read_quoted(Row& row);
  void read_plain(Row& row);
  bool at_line_end() const;
  void skip_line_end();
  void skip_line();

  std::string_view rest_;
  std::int64_t number_ = 0;
};

}  // namespace lodge::csv
