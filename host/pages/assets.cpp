#include "pages/assets.h"

#include <lodge/errors.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <vector>

namespace lodge::pages {
namespace {

constexpr std::string_view kStyle = "lodge.css";

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("Cannot read " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

/// In order of their names, so that every host makes the same address.
std::vector<std::filesystem::path> files_in(const std::filesystem::path& folder, std::string_view ending) {
  std::vector<std::filesystem::path> found;
  if (!std::filesystem::is_directory(folder)) return found;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() == ending) found.push_back(entry.path());
  }
  std::ranges::sort(found);
  return found;
}

}  // namespace

Assets::Assets(const std::filesystem::path& folder) {
  auto& style = files_[std::string(kStyle)] = {"text/css; charset=utf-8", contents(folder / "style" / "tokens.css")};
  for (const auto& file : files_in(folder / "style", ".css")) {
    if (file.filename() != "tokens.css") style.body += contents(file);
  }
  for (const auto& file : files_in(folder / "script", ".js")) add(file, "text/javascript; charset=utf-8");
  for (const auto& file : files_in(folder / "picture", ".svg")) add(file, "image/svg+xml");
  std::string all;
  for (const auto& [name, file] : files_) all += name + file.body;
  hash_ = entity_tag(all).substr(1, 16);
}

void Assets::add(const std::filesystem::path& file, std::string_view type) {
  files_[file.filename().string()] = {std::string(type), contents(file)};
}

void Assets::add_routes(Routes& routes) const {
  routes.add({.method = Method::get, .pattern = "/assets/{hash}/{name}", .permission = kAnybody,
              .handler = [this](const Request& request) { return serve(request); }, .api = {}});
}

Response Assets::serve(const Request& request) const {
  const auto found = files_.find(request.parts.get("name"));
  if (found == files_.end()) return {.status = 404, .content_type = "text/plain; charset=utf-8", .body = "", .headers = {}};
  // An old page may ask under an old hash: it gets what there is, and nobody keeps that.
  const bool present = request.parts.get("hash") == hash_;
  return Response{.content_type = found->second.type, .body = found->second.body, .headers = {}}.with(
      "Cache-Control", present ? "public, max-age=31536000, immutable" : "no-store");
}

std::string Assets::address(std::string_view name) const {
  LODGE_CHECK(files_.contains(name));
  return "/assets/" + hash_ + "/" + std::string(name);
}

}  // namespace lodge::pages
