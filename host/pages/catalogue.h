#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace lodge::pages {

/// The sentences of one language; placeholders stand as {name}. [any thread]
class Catalogue {
 public:
  virtual ~Catalogue() = default;
  virtual std::string sentence(std::string_view english) const = 0;
  /// The form that `count` takes in this language.
  virtual std::string counted(std::string_view one, std::string_view many, std::int64_t count) const = 0;
};

/// gettext's `folder`/TAG/LC_MESSAGES/lodge.mo, read by Boost.Locale; English where it says nothing. [startup]
std::unique_ptr<Catalogue> open_catalogue(const std::string& tag, const std::filesystem::path& folder);

}  // namespace lodge::pages
