#pragma once
#include <string>
#include <string_view>

namespace lodge {

/// RFC 1952, for a page that is kept packed (`Response::compressed`). [any thread]
std::string gzip(std::string_view bytes);

}  // namespace lodge
