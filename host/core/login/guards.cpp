#include "core/login/guards.h"

#include <arpa/inet.h>

namespace lodge::core {
namespace {

using namespace std::chrono_literals;

constexpr std::string_view kPurpose = "throttle";

}  // namespace

std::string network_of(std::string_view address) {
  in6_addr six{};
  const std::string text(address);
  if (inet_pton(AF_INET6, text.c_str(), &six) != 1) return text;
  return {reinterpret_cast<const char*>(six.s6_addr), 8};
}

Bounds bounded(const SiteKeys& keys, std::string_view what, std::string_view whose, std::int64_t at_once, std::chrono::seconds one_more) {
  return {keys.mark(kPurpose, std::string(what) + "|" + std::string(whose)), at_once, one_more};
}

Bounds guesses_at(const SiteKeys& keys, std::string_view what, std::string_view whose) { return bounded(keys, what, whose, 5, 60s); }

Bounds guesses_from_anywhere(const SiteKeys& keys, std::string_view whose) { return bounded(keys, "account", whose, 30, 10s); }

Bounds guesses_from(const SiteKeys& keys, std::string_view address) {
  return {keys.mark(kPurpose, "address|" + network_of(address)), 60, 3s};
}

}  // namespace lodge::core
