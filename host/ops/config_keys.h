#pragma once
#include <span>
#include <string_view>

namespace lodge::ops {

/// How a key's text is read. A `secret` is never the text itself: it names a file that only the service may read.
enum class KeyType { text, list, path, whole_number, yes_no, duration, size, choice, secret };

/// One thing that the configuration may say.
struct ConfigKey {
  std::string_view name;
  KeyType type;
  std::string_view standard;     ///< the default, as it would be written; empty: not set
  std::string_view explanation;  ///< a sentence or two, as in etc/lodge.conf
  std::string_view choices = {}; ///< "a|b|c" for a choice
};

/// Every key there is, in the order of etc/lodge.conf. [any thread]
std::span<const ConfigKey> config_keys();
/// Nothing (nullptr) when there is no such key. [any thread]
const ConfigKey* find_config_key(std::string_view name);
/// The known key that looks most like `name`, for whoever mistyped one. [any thread]
std::string_view nearest_config_key(std::string_view name);

}  // namespace lodge::ops
