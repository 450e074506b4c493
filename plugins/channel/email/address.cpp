#include "address.h"

#include <algorithm>

namespace lodge::email {
namespace {

bool may_stand(char c) {
  static constexpr std::string_view kForbidden = "<>()[],;:\\\"";
  return c > ' ' && c < '\x7f' && kForbidden.find(c) == std::string_view::npos;
}

constexpr std::size_t kLongest = 254;  // RFC 5321 4.5.3.1.3, without the angle brackets

}  // namespace

bool is_address(std::string_view text) {
  const auto at = text.find('@');
  return text.size() <= kLongest && at != std::string_view::npos && at == text.rfind('@') && at > 0 && at + 1 < text.size() &&
         text.back() != '.' && std::ranges::all_of(text, may_stand);
}

std::string_view domain_of(std::string_view address) { return address.substr(address.find('@') + 1); }

}  // namespace lodge::email
