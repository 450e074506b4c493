#pragma once
#include <lodge/web.h>

#include <string_view>

namespace lodge::pages {

/// __Host-, Secure, HttpOnly and SameSite=Lax (assurance.md S5); ends with the browser.
Response&& with_login(Response&& response, std::string_view secret);
Response&& without_login(Response&& response);
/// Stays for 400 days, so that the browser is known.
Response&& with_device(Response&& response, std::string_view device);

/// Kept as long as a browser keeps a cookie.
Response&& with_language(Response&& response, std::string_view language);

}  // namespace lodge::pages
