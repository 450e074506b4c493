#pragma once
// What a preview of a module's pages writes beside them.
#include "plugins/asking.h"

#include <filesystem>
#include <fstream>
#include <string>

namespace lodge::test {

inline void write_file(const std::filesystem::path& file, const std::string& text) {
  std::filesystem::create_directories(file.parent_path());
  std::ofstream(file, std::ios::binary) << text;
}

/// Stylesheet and scripts, at the addresses that the pages name.
template <class School>
void write_assets(const School& school, const Actor& actor, const std::filesystem::path& folder) {
  KeptRoutes routes;
  school.frame->add_routes(routes);
  const auto page = school.frame->framed(school.request(actor, "/"), "x", "").body;
  const auto hash = page.substr(page.find("/assets/") + 8, 16);
  for (const auto* name : {"lodge.css", "main.js", "grid.js", "live.js", "once.js"}) {
    Request request;
    request.parts.add("hash", hash);
    request.parts.add("name", name);
    write_file(folder / "assets" / hash / name, routes.all[0].handler(request).body);
  }
}

}  // namespace lodge::test
