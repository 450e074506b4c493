#include "loader/owner.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace lodge::loader {
namespace {

bool ours(uid_t owner) { return owner == 0 || owner == ::geteuid(); }

bool others_may_change(const struct stat& status) {
  const bool sticky_folder = S_ISDIR(status.st_mode) && (status.st_mode & S_ISVTX) != 0;
  return (status.st_mode & (S_IWGRP | S_IWOTH)) != 0 && !sticky_folder;
}

std::expected<void, std::string> check(const std::filesystem::path& path) {
  struct stat status {};
  if (::lstat(path.c_str(), &status) != 0) return std::unexpected(fmt::format("{} cannot be looked at", path.native()));
  if (!ours(status.st_uid)) {
    return std::unexpected(fmt::format("{} belongs to user {}; give it to root (chown root {})", path.native(),
                                       status.st_uid, path.native()));
  }
  if (others_may_change(status)) {
    return std::unexpected(fmt::format("others may write to {}; forbid it (chmod go-w {})", path.native(), path.native()));
  }
  return {};
}

}  // namespace

std::expected<void, std::string> only_we_may_write(const std::filesystem::path& file) {
  std::error_code failed;
  auto path = std::filesystem::canonical(file, failed);
  if (failed) return std::unexpected(fmt::format("{} cannot be looked at: {}", file.native(), failed.message()));
  for (;; path = path.parent_path()) {
    if (auto checked = check(path); !checked) return checked;
    if (path == path.parent_path()) return {};
  }
}

}  // namespace lodge::loader
