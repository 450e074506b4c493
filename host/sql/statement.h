#pragma once
#include <lodge/database.h>
#include <soci/soci.h>

#include <functional>
#include <span>
#include <string>
#include <vector>

namespace lodge::sql {

/// One prepared statement of one session, with the storage that its parameters and columns are bound to.
/// Scalars only: SOCI's rows and vectors cut 64-bit integers. After an exception it must be thrown away, as
/// SOCI has then finalised what lies beneath. [the session's thread]
class Statement {
 public:
  /// @throws soci::soci_error
  Statement(soci::session& session, std::string_view sql, std::span<const Bind> binds, std::span<const ColumnType> columns);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;

  /// Whether these can be run without binding anew: the same types in the same places (NULL fits all).
  bool fits(std::span<const Bind> binds, std::span<const ColumnType> columns) const;
  /// Answers the number of rows matched. @throws soci::soci_error
  std::int64_t execute(std::span<const Bind> binds);
  /// @throws soci::soci_error
  void fetch(std::span<const Bind> binds, const std::function<void(std::span<const Cell>)>& each_row);

 private:
  /// One parameter or one column: the field of its type is used.
  struct Slot {
    ColumnType type;
    soci::indicator indicator = soci::i_ok;
    long long integer = 0;
    std::string text;
  };
  void bind_slots();
  void fill(std::span<const Bind> binds);
  void take_row(std::vector<Cell>& cells);

  std::vector<Slot> parameters_;
  std::vector<Slot> columns_;
  soci::statement statement_;
};

}  // namespace lodge::sql
