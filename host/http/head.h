#pragma once
#include <lodge/web.h>

#include <cstddef>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::http {

inline constexpr std::size_t kMaxHead = 16U << 10U;   ///< bytes, request line and fields together
inline constexpr std::size_t kMaxTarget = 8U << 10U;  ///< bytes
inline constexpr std::size_t kMaxFields = 100;

/// One header field as it came; both lie in the bytes that were parsed.
struct HeaderField {
  std::string_view name, value;
};

/// The head of one request (RFC 9112, and stricter: whatever two readers could read in two ways is refused).
struct Head {
  Method method = Method::get;
  bool head_only = false;  ///< HEAD: as GET, without the body
  std::string_view target;  ///< path and query as sent
  std::string path;         ///< decoded; starts with "/"; no "", "." or ".." part, no control byte; UTF-8
  Fields query;
  std::string_view host;  ///< as sent, with its port
  std::vector<HeaderField> fields;
  std::uint64_t content_length = 0;
  bool keep_alive = true;
  bool expects_continue = false;

  /// The first field of that name (lower case), or "".
  std::string_view field(std::string_view name) const;
  bool has(std::string_view name) const;
};

/// How many bytes the head has, with its empty line; nothing while it is incomplete. `known` bytes were looked at
/// by an earlier call. A status (400, 431) as soon as no further byte could make it right. [any thread]
std::expected<std::optional<std::size_t>, int> find_head_end(std::string_view bytes, std::size_t known);

/// `bytes` is one whole head; it must outlive the answer. The status to refuse it with: 400, 405, 411, 414, 417,
/// 431, 501, 505. After any of these the connection's framing is unknown, so it is closed. [any thread]
std::expected<Head, int> parse_head(std::string_view bytes);

/// `host` without its port, in lower case. Nothing when it is no host name, IPv4 or bracketed IPv6 with an
/// optional port. [any thread]
std::optional<std::string> host_name(std::string_view host);

/// Whether two ASCII words are equal but for case. [any thread]
bool same_word(std::string_view one, std::string_view other);

/// Whether a comma-separated header value holds `word`. [any thread]
bool lists_word(std::string_view value, std::string_view word);

}  // namespace lodge::http
