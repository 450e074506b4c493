#pragma once
#include <lodge/value.h>

#include <chrono>
#include <cstdint>
#include <expected>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::ops {

/// What the technician has set, over the defaults of config_keys(). Every value was read once when it was loaded, so
/// a Config that exists is right; asking for a key that is not in the table, or as another type, is a bug.
/// Immutable. [any thread]
class Config {
 public:
  /// Layers, each over the one before: the defaults; `file`; every *.conf in the folder conf.d beside it, by name;
  /// `overrides` ("key=value", from the command line). Or a sentence that names the file and the key. [startup]
  static std::expected<Config, std::string> load(const std::string& file, std::span<const std::string> overrides = {});
  /// Only the defaults and `overrides`: for tests and tools. [startup]
  static std::expected<Config, std::string> standard(std::span<const std::string> overrides = {});

  const std::string& text(std::string_view key) const;  ///< of any type, as written; empty: not set
  bool has(std::string_view key) const { return !text(key).empty(); }
  std::vector<std::string> list(std::string_view key) const;
  std::int64_t number(std::string_view key) const;
  bool yes(std::string_view key) const;
  std::chrono::milliseconds duration(std::string_view key) const;
  std::int64_t size(std::string_view key) const;  ///< bytes
  /// The secret that the key names, read now; empty when the key is not set. Or a sentence.
  std::expected<std::string, std::string> secret(std::string_view key) const;
  /// The file that holds it, for libraries that want a path.
  std::expected<std::string, std::string> secret_path(std::string_view key) const;

  /// What the e-mail channel is made with, its password included: for the worker's first frame and nobody else.
  /// Or a sentence.
  std::expected<Value, std::string> email_channel() const;

 private:
  Config() = default;
  std::map<std::string, std::string, std::less<>> values_;
};

}  // namespace lodge::ops
