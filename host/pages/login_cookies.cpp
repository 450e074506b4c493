#include "pages/login_cookies.h"

#include "core/access/cookies.h"

namespace lodge::pages {
namespace {

constexpr std::string_view kAttributes = "; Path=/; Secure; HttpOnly; SameSite=Lax";

Response&& with_cookie(Response&& response, std::string_view name, std::string_view value, std::string_view more) {
  std::string cookie(name);
  cookie.append("=").append(value).append(kAttributes).append(more);
  response.headers.emplace_back("Set-Cookie", std::move(cookie));
  return std::move(response);
}

}  // namespace

Response&& with_login(Response&& response, std::string_view secret) {
  return with_cookie(std::move(response), core::kLoginCookie, secret, "");
}

Response&& without_login(Response&& response) {
  return with_cookie(std::move(response), core::kLoginCookie, "", "; Max-Age=0");
}

Response&& with_device(Response&& response, std::string_view device) {
  return with_cookie(std::move(response), core::kDeviceCookie, device, "; Max-Age=34560000");
}

Response&& with_language(Response&& response, std::string_view language) {
  return with_cookie(std::move(response), core::kLanguageCookie, language, "; Max-Age=34560000");
}

}  // namespace lodge::pages
