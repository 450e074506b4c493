#pragma once
#include <lodge/web.h>

#include <filesystem>
#include <map>
#include <string>
#include <string_view>

namespace lodge::http {

/// The stylesheet, scripts and pictures of the pages: read once at start, packed once, kept in memory, so that no
/// request ever names a file of the disk. Read by any thread after that.
class StaticFiles {
 public:
  /// Takes every regular file below `folder`; an empty path means none. [startup]
  void add_folder(const std::filesystem::path& folder);
  /// "style.css" → "/static/style.css?v=0f3c…": may be kept for ever, since other content has another address.
  /// A name that is not there is returned without a version. [any thread]
  std::string url(std::string_view name) const;
  /// What is served at "/static/NAME"; 404 when nothing is. [any thread]
  Response answer(std::string_view name, std::string_view version, std::string_view if_none_match) const;

 private:
  struct File {
    std::string type, body, hash;
    bool compressed = false;
  };
  std::map<std::string, File, std::less<>> files_;
};

/// A name for this content: 64 bits as 16 hexadecimal digits. Told apart by chance only, not against an adversary.
std::string fingerprint(std::string_view bytes);

/// Whether an If-None-Match value names `etag` (weak comparison, RFC 9110 13.1.2).
bool etag_matches(std::string_view if_none_match, std::string_view etag);

}  // namespace lodge::http
