#include "ops/secrets.h"

#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

namespace lodge::ops {
namespace {

using Found = std::expected<std::string, std::string>;

Found checked_path(std::string path) {
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0) return std::unexpected("the file " + path + " is not there");
  if (!S_ISREG(about.st_mode)) return std::unexpected(path + " is no plain file");
  if ((about.st_mode & 07777U & ~0400U) != 0) {
    return std::unexpected("the file " + path + " may be read or changed by too many: chmod 0400 " + path);
  }
  if (about.st_uid != ::geteuid() && about.st_uid != 0) return std::unexpected(path + " belongs to another user");
  return path;
}

Found credential(std::string_view name) {
  const char* folder = std::getenv("CREDENTIALS_DIRECTORY");
  if (folder == nullptr) {
    return std::unexpected("it names no file (a whole path), and systemd gave this service no credentials (LoadCredential=)");
  }
  std::string path = std::string(folder) + "/" + std::string(name);
  if (name.find('/') != std::string_view::npos || ::access(path.c_str(), R_OK) != 0) {
    return std::unexpected("systemd gave this service no credential of that name (LoadCredential=)");
  }
  return path;
}

}  // namespace

Found secret_file(std::string_view named) {
  return named.starts_with('/') ? checked_path(std::string(named)) : credential(named);
}

Found read_secret(std::string_view named) {
  auto path = secret_file(named);
  if (!path) return path;
  std::ifstream file(*path, std::ios::binary);
  std::string text(std::istreambuf_iterator<char>(file), {});
  if (!file.good() && !file.eof()) return std::unexpected("the file " + *path + " cannot be read");
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace lodge::ops
