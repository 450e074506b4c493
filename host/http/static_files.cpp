#include "http/static_files.h"

#include <fmt/format.h>

#include <array>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <utility>

#include "http/gzip.h"

namespace lodge::http {
namespace {

std::string_view type_of(std::string_view extension) {
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 13> kTypes = {{
      {".css", "text/css; charset=utf-8"}, {".js", "text/javascript; charset=utf-8"},
      {".mjs", "text/javascript; charset=utf-8"}, {".svg", "image/svg+xml"}, {".png", "image/png"},
      {".jpg", "image/jpeg"}, {".webp", "image/webp"}, {".ico", "image/x-icon"}, {".woff2", "font/woff2"},
      {".json", "application/json"}, {".webmanifest", "application/manifest+json"},
      {".txt", "text/plain; charset=utf-8"}, {".html", "text/html; charset=utf-8"}}};
  for (const auto& [known, type] : kTypes) {
    if (known == extension) return type;
  }
  return "application/octet-stream";
}

bool packs_well(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json") || type.starts_with("application/manifest") ||
         type == "image/svg+xml";
}

std::string read_whole(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

}  // namespace

void StaticFiles::add_folder(const std::filesystem::path& folder) {
  if (folder.empty()) return;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    const auto name = entry.path().lexically_relative(folder).generic_string();
    const bool hidden = name.starts_with('.') || name.contains("/.");  // .git and its like are no part of any page
    if (!entry.is_regular_file() || hidden) continue;
    File file;
    file.type = type_of(entry.path().extension().string());
    file.body = read_whole(entry.path());
    file.hash = fingerprint(file.body);
    file.compressed = packs_well(file.type) && file.body.size() > 200;
    if (file.compressed) file.body = gzip(file.body, 9);
    files_[name] = std::move(file);
  }
}

std::string StaticFiles::url(std::string_view name) const {
  const auto found = files_.find(name);
  return fmt::format("/static/{}", name) + (found == files_.end() ? "" : "?v=" + found->second.hash);
}

Response StaticFiles::answer(std::string_view name, std::string_view version, std::string_view if_none_match) const {
  const auto found = files_.find(name);
  if (found == files_.end()) return Response::html("", 404);
  const auto& file = found->second;
  const auto etag = "\"" + file.hash + "\"";
  Response response;
  response.content_type = file.type;
  response.headers.emplace_back("ETag", etag);
  response.headers.emplace_back("Cache-Control",
                                version == file.hash ? "public, max-age=31536000, immutable" : "no-cache");
  if (etag_matches(if_none_match, etag)) {
    response.status = 304;
    return response;
  }
  response.body = file.body;
  response.compressed = file.compressed;
  return response;
}

std::string fingerprint(std::string_view bytes) {
  // FNV-1a, eight bytes at a step where it can, since whole pages are hashed on the way out.
  std::uint64_t hash = 14695981039346656037U;
  const auto mix = [&hash](std::uint64_t word) {
    hash = (hash ^ word) * 1099511628211U;
    hash ^= hash >> 29U;
  };
  std::size_t i = 0;
  for (; i + 8 <= bytes.size(); i += 8) {
    std::uint64_t word = 0;
    for (std::size_t b = 0; b < 8; ++b) word |= std::uint64_t{static_cast<unsigned char>(bytes[i + b])} << (8 * b);
    mix(word);
  }
  for (; i < bytes.size(); ++i) mix(static_cast<unsigned char>(bytes[i]));
  mix(bytes.size());
  return fmt::format("{:016x}", hash);
}

bool etag_matches(std::string_view if_none_match, std::string_view etag) {
  const auto strong = [](std::string_view tag) { return tag.starts_with("W/") ? tag.substr(2) : tag; };
  while (!if_none_match.empty()) {
    const auto end = std::min(if_none_match.find(','), if_none_match.size());
    auto tag = if_none_match.substr(0, end);
    if_none_match.remove_prefix(std::min(end + 1, if_none_match.size()));
    while (tag.starts_with(' ')) tag.remove_prefix(1);
    while (tag.ends_with(' ')) tag.remove_suffix(1);
    if (tag == "*" || (!tag.empty() && strong(tag) == strong(etag))) return true;
  }
  return false;
}

}  // namespace lodge::http
