#pragma once
#include <lodge/web.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace lodge::pages {

/// The stylesheet (all of style/*.css, tokens.css first), the scripts of script/ and the pictures of picture/, kept
/// in memory under an address that carries a hash of them all, so that a browser keeps them for good. [any thread]
class Assets {
 public:
  /// @throws std::runtime_error when a file cannot be read. [startup]
  explicit Assets(const std::filesystem::path& folder);
  void add_routes(Routes& routes) const;  ///< GET /assets/{hash}/{name}; `this` outlives them. [startup]
  /// "/assets/8f3a…/lodge.css". The name must exist.
  std::string address(std::string_view name) const;

 private:
  struct File {
    std::string type, body;
  };
  Response serve(const Request& request) const;
  void add(const std::filesystem::path& file, std::string_view type);

  std::map<std::string, File, std::less<>> files_;
  std::string hash_;
};

}  // namespace lodge::pages
