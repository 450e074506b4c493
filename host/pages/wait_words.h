#pragma once
#include <lodge/say.h>

#include <chrono>
#include <string>

namespace lodge::pages {

/// "in 40 seconds", "in 3 minutes": to staff and to parents.
std::string wait_words(const Say& say, std::chrono::seconds wait);

}  // namespace lodge::pages
