#pragma once
#include "csv.h"

#include <lodge/mis.h>

#include <functional>
#include <map>
#include <span>
#include <string>
#include <string_view>

namespace lodge::csv {

/// One row's cells by their columns' names; "" for a cell that is not there.
class Cells {
 public:
  Cells(const std::map<std::string, std::size_t, std::less<>>& columns, const Row& row) : columns_(columns), row_(row) {}
  std::string of(std::string_view column) const;

 private:
  const std::map<std::string, std::size_t, std::less<>>& columns_;
  const Row& row_;
};

/// A file of the native set: which columns it must have, and how a row of it becomes a record.
struct Table {
  std::string_view kind;  ///< as the end marker names it: "students"
  std::string_view file;  ///< "students.csv"
  std::span<const std::string_view> columns;
  Record (*record)(Origin origin, const Cells& cells);
};

/// The nine files, in the order in which they are best read: what others refer to comes first.
std::span<const Table> tables();

}  // namespace lodge::csv
