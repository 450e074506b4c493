#pragma once
#include <lodge/mis.h>

#include <filesystem>
#include <string>

namespace lodge::csv {

/// A folder of CSV files in Lodge's own columns, as any MIS's report writer can make them. A file that is not there is a
/// kind that was not asked for; one that cannot be read at all is reported and leaves its kind untouched.
class CsvConnector final : public MisConnector {
 public:
  explicit CsvConnector(std::filesystem::path folder) : folder_(std::move(folder)) {}
  std::string probe() override;
  void pull(RecordSink& sink) override;

 private:
  std::filesystem::path folder_;
};

}  // namespace lodge::csv
