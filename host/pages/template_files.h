#pragma once
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::pages {

/// Where templates named "NAME/…" lie.
struct TemplateRoot {
  std::string name;              ///< "rooms"
  std::filesystem::path folder;  ///< with *.html and *.txt in it
};

/// Reads templates and puts those they name in their place: {{>time_fields}} is time_fields of the same folder,
/// {{>host/faults}} that of the root "host", each of the includer's kind (.html or .txt), as if it had been written
/// there, so it sees the same values. One may include others, at most eight deep. [startup]
class TemplateFiles {
 public:
  explicit TemplateFiles(const std::vector<TemplateRoot>& roots) : roots_(roots) {}  ///< `roots` outlive it
  /// @throws std::runtime_error when the file, or one that it names, is not there or includes itself.
  std::string text(const TemplateRoot& root, const std::filesystem::path& file, int depth = 0) const;

 private:
  std::string included(const TemplateRoot& root, const std::filesystem::path& by, std::string_view name, int depth) const;
  const TemplateRoot& root(std::string_view name) const;
  const std::vector<TemplateRoot>& roots_;
};

}  // namespace lodge::pages
