#pragma once
#include <lodge/mis.h>

#include <optional>
#include <string>
#include <vector>

namespace lodge::core {

/// What the school's mapping did to a pull.
struct MappingDone {
  struct LeftOut {
    std::string is, who;  ///< what kind of record, and its number or code
    Origin origin;
    std::string mapping, reason;
  };
  std::vector<std::string> names;  ///< of the mappings that were on; empty when the records are as they came
  std::vector<LeftOut> left_out;
};

/// Everything that one pull of a connector said. A pull without its end marker is an outage and is used for nothing.
struct Pulled {
  std::vector<Record> records;
  EndMarker end;
  MappingDone mapping;
};

/// Keeps what a connector says. [the connector's thread]
class Collector final : public RecordSink {
 public:
  void take(Record record) override { pulled_.records.push_back(std::move(record)); }
  void end(const EndMarker& marker) override {
    pulled_.end = marker;
    ended_ = true;
  }
  /// Nothing when the connector did not say that it came to the end.
  std::optional<Pulled> pulled() && { return ended_ ? std::optional(std::move(pulled_)) : std::nullopt; }

 private:
  Pulled pulled_;
  bool ended_ = false;
};

}  // namespace lodge::core
