// libFuzzer over the csv connector's reader: whatever a file holds, it comes to an end, rows only rise, and no record
// is both read and at fault.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "csv.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  lodge::csv::Reader reader(std::string_view(reinterpret_cast<const char*>(data), size));
  std::int64_t last = 0;
  while (const auto row = reader.next()) {
    if (row->number <= last || row->fault.empty() == row->cells.empty()) std::abort();
    last = row->number;
  }
  return 0;
}
