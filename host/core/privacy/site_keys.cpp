#include "core/privacy/site_keys.h"

#include "core/encoding.h"

namespace lodge::core {
namespace {

constexpr std::string_view kSecrets = "secrets";

}  // namespace

Key SiteKeys::of_host(std::string_view purpose) const {
  return cipher_.derive(root_, "lodge host|" + std::string(purpose));
}

Key SiteKeys::of_site(SiteId site, std::string_view purpose) const {
  return cipher_.derive(root_, "lodge site|" + site.text() + "|" + std::string(purpose));
}

std::string SiteKeys::seal(SiteId site, std::string_view place, std::string_view text) const {
  return cipher_.seal(of_site(site, kSecrets), place, text);
}

std::optional<std::string> SiteKeys::open(SiteId site, std::string_view place, std::string_view sealed) const {
  return cipher_.open(of_site(site, kSecrets), place, sealed);
}

std::string SiteKeys::mark(std::string_view purpose, std::string_view text) const {
  return to_base64url(as_text(cipher_.mac(of_host(purpose), text)));
}

}  // namespace lodge::core
