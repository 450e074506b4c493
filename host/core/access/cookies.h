#pragma once
#include <string_view>

namespace lodge::core {

/// Carries the secret of a LoginSession; the door reads it, the sign-in page sets it. SameSite=Lax, HttpOnly, Secure.
inline constexpr std::string_view kLoginCookie = "__Host-lodge";
/// Says that this browser has signed in before, so that somebody else's wrong guesses do not keep it out.
inline constexpr std::string_view kDeviceCookie = "__Host-lodge-device";

/// The language that somebody chose who is not signed in; a BCP 47 tag.
inline constexpr std::string_view kLanguageCookie = "__Host-lodge-language";

}  // namespace lodge::core
