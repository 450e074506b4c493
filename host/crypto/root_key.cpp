#include "crypto/root_key.h"

#include "core/base64.h"
#include "core/encoding.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <string>

namespace lodge::crypto {
namespace {

[[noreturn]] void fail(const std::filesystem::path& file, const std::string& what) {
  throw BadKeyFile("key file " + file.string() + ": " + what);
}

class File {
 public:
  explicit File(int descriptor) : descriptor_(descriptor) {}
  ~File() {
    if (descriptor_ >= 0) ::close(descriptor_);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

// systemd gives a credential to the service's user by an ACL, which shows as a readable group.
bool is_credential(const std::filesystem::path& file) {
  const char* const folder = std::getenv("CREDENTIALS_DIRECTORY");
  return folder != nullptr && file.parent_path() == folder;
}

void check_closed_to_others(const File& file, const std::filesystem::path& path) {
  struct stat status {};
  if (::fstat(file.descriptor(), &status) != 0) fail(path, std::strerror(errno));
  if (!S_ISREG(status.st_mode)) fail(path, "is no file");
  const unsigned open_to_others = status.st_mode & (is_credential(path) ? 0037U : 0077U);
  if (open_to_others != 0) fail(path, "may be read by others; run: chmod 0400 " + path.string());
}

}  // namespace

core::Key read_root_key(const std::filesystem::path& path) {
  const File file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.descriptor() < 0) fail(path, std::strerror(errno));
  check_closed_to_others(file, path);
  std::string text(128, '\0');
  const auto size = ::read(file.descriptor(), text.data(), text.size());
  if (size < 0) fail(path, std::strerror(errno));
  text.resize(static_cast<std::size_t>(size));
  while (text.ends_with('\n')) text.pop_back();
  const auto bytes = core::from_base64(text);
  core::Key key{};
  if (!bytes || bytes->size() != key.size()) fail(path, "does not hold a key; put the copy from the key sheet there");
  std::copy(bytes->begin(), bytes->end(), key.begin());
  return key;
}

void create_root_key(const std::filesystem::path& path) {
  const File file(::open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0400));
  if (file.descriptor() < 0) fail(path, std::strerror(errno));
  const auto line = core::base64(core::random_bytes(core::Key().size())) + "\n";
  if (::write(file.descriptor(), line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
      ::fsync(file.descriptor()) != 0)
    fail(path, std::strerror(errno));
  const File folder(::open(path.has_parent_path() ? path.parent_path().c_str() : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (folder.descriptor() >= 0) ::fsync(folder.descriptor());
}

}  // namespace lodge::crypto
