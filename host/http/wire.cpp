#include "http/wire.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <ctime>
#include <iterator>
#include <utility>

#include "core/log.h"
#include "http/gzip.h"
#include "http/head.h"

namespace lodge::http {
namespace {

constexpr std::size_t kWorthPacking = 1024;

// Referrer-Policy is not "no-referrer", since browsers then send "Origin: null" with our own forms.
constexpr std::string_view kSecurityHeaders =
    "Content-Security-Policy: default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'; object-src 'none'\r\n"
    "X-Content-Type-Options: nosniff\r\n"
    "X-Frame-Options: DENY\r\n"
    "Referrer-Policy: same-origin\r\n"
    "Cross-Origin-Opener-Policy: same-origin\r\n"
    "Cross-Origin-Resource-Policy: same-origin\r\n"
    "Permissions-Policy: accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), usb=()\r\n";
constexpr std::string_view kStrictTransport = "Strict-Transport-Security: max-age=31536000; includeSubDomains\r\n";

// Written once a second and thread.
std::string_view date_line() {
  thread_local std::time_t written_at = 0;
  thread_local std::string line;
  const auto now = std::time(nullptr);
  if (now != written_at) {
    std::tm utc{};
    gmtime_r(&now, &utc);
    std::array<char, 64> text{};
    // The "C" locale is never changed in this process, so the names of days are English.
    const auto size = std::strftime(text.data(), text.size(), "Date: %a, %d %b %Y %H:%M:%S GMT\r\n", &utc);
    line.assign(text.data(), size);
    written_at = now;
  }
  return line;
}

bool is_text(std::string_view type) {
  return type.starts_with("text/") || type.starts_with("application/json") || type.starts_with("application/problem+json") ||
         type.starts_with("image/svg+xml");
}

bool splits(std::string_view text) {
  return std::ranges::any_of(text, [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool could_split(const Response& response) {
  return splits(response.content_type) || std::ranges::any_of(response.headers, [](const auto& header) {
    return header.first.empty() || splits(header.first) || header.first.find_first_of(": ") != std::string::npos ||
           splits(header.second);
  });
}

bool has_header(const Response& response, std::string_view name) {
  return std::ranges::any_of(response.headers, [&](const auto& header) { return same_word(header.first, name); });
}

bool has_body(int status) { return status >= 200 && status != 204 && status != 304; }

// Says whether the body is gzip in the end.
bool settle_encoding(Response& response, bool takes_gzip) {
  if (response.compressed) {
    if (!takes_gzip && has_body(response.status)) response.body = gunzip(response.body);
    return takes_gzip;
  }
  if (!takes_gzip || response.body.size() < kWorthPacking || !is_text(response.content_type)) return false;
  response.body = gzip(response.body);
  return true;
}

}  // namespace

WireResponse to_wire(Response response, const WireContext& context) {
  if (could_split(response)) {
    core::log(core::Level::error, "HTTP-001", "A page tried to write a header with a line end in it; it was answered with 500.");
    response = plain_answer(500);
  }
  const bool varies = response.compressed || is_text(response.content_type);
  const bool packed = settle_encoding(response, context.takes_gzip);
  WireResponse wire;
  wire.head.reserve(1400);
  const auto out = std::back_inserter(wire.head);
  fmt::format_to(out, "HTTP/1.1 {} {}\r\n", response.status, reason_phrase(response.status));
  wire.head.append(date_line()).append(kSecurityHeaders);
  if (context.https) wire.head.append(kStrictTransport);
  if (has_body(response.status)) {
    fmt::format_to(out, "Content-Type: {}\r\nContent-Length: {}\r\n", response.content_type, response.body.size());
    if (packed) wire.head.append("Content-Encoding: gzip\r\n");
  }
  if (varies) wire.head.append("Vary: Accept-Encoding\r\n");
  if (!has_header(response, "cache-control")) wire.head.append("Cache-Control: no-store\r\n");
  for (const auto& [name, value] : response.headers) wire.head.append(name).append(": ").append(value).append("\r\n");
  wire.head.append(context.keep_alive ? "\r\n" : "Connection: close\r\n\r\n");
  if (has_body(response.status) && !context.head_only) wire.body = std::move(response.body);
  return wire;
}

Response plain_answer(int status) {
  Response response;
  response.status = status;
  response.content_type = "text/plain; charset=utf-8";
  response.body = fmt::format("{} {}\n", status, reason_phrase(status));
  return response;
}

Response problem_answer(int status) {
  std::string word(reason_phrase(status));
  std::ranges::transform(word, word.begin(), [](char c) { return c == ' ' ? '-' : static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
  return Response::problem(status, word, reason_phrase(status));
}

std::string_view reason_phrase(int status) {
  static constexpr std::array<std::pair<int, std::string_view>, 31> kPhrases = {{{200, "OK"}, {201, "Created"},
      {202, "Accepted"}, {204, "No Content"}, {206, "Partial Content"}, {301, "Moved Permanently"}, {302, "Found"}, {303, "See Other"},
      {304, "Not Modified"}, {307, "Temporary Redirect"}, {400, "Bad Request"}, {401, "Unauthorized"}, {403, "Forbidden"},
      {404, "Not Found"}, {405, "Method Not Allowed"}, {408, "Request Timeout"}, {409, "Conflict"}, {410, "Gone"},
      {411, "Length Required"}, {412, "Precondition Failed"}, {413, "Content Too Large"}, {414, "URI Too Long"},
      {415, "Unsupported Media Type"}, {417, "Expectation Failed"}, {421, "Misdirected Request"},
      {422, "Unprocessable Content"}, {429, "Too Many Requests"}, {431, "Request Header Fields Too Large"},
      {500, "Internal Server Error"}, {503, "Service Unavailable"}, {505, "HTTP Version Not Supported"}}};
  const auto found = std::ranges::find(kPhrases, status, &std::pair<int, std::string_view>::first);
  if (found != kPhrases.end()) return found->second;
  return status == 501 ? "Not Implemented" : "Answer";
}

}  // namespace lodge::http
