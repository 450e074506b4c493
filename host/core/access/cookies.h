#pragma once
#include <string_view>

namespace lodge::core {

/// Carries the secret of a LoginSession; the door reads it, the sign-in page sets it. SameSite=Lax, HttpOnly, Secure.
inline constexpr std::string_view kLoginCookie = "__Host-lodge";
/// Says that this browser has signed in before, so that somebody else's wrong guesses do not keep it out.
inline constexpr std::string_view kDeviceCookie = "__Host-lodge-device";

}  // namespace lodge::core
