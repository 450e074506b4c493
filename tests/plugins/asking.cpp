#include "plugins/asking.h"

#include <lodge/errors.h>

#include <zlib.h>

namespace lodge::test {
namespace {

std::vector<std::string> split(const std::string& text, char by) {
  std::vector<std::string> parts(1);
  for (const char letter : text) {
    if (letter == by) {
      parts.emplace_back();
    } else {
      parts.back() += letter;
    }
  }
  return parts;
}

/// Whether a path is of a pattern; fills the parts.
bool fits(const std::string& pattern, const std::string& path, Fields& parts) {
  const auto wanted = split(pattern, '/'), given = split(path, '/');
  if (wanted.size() != given.size()) return false;
  Fields found;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    if (wanted[i].starts_with('{')) {
      found.add(wanted[i].substr(1, wanted[i].size() - 2), given[i]);
    } else if (wanted[i] != given[i]) {
      return false;
    }
  }
  parts = found;
  return true;
}

std::string decoded(const std::string& text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%') {
      plain += static_cast<char>(std::stoi(text.substr(i + 1, 2), nullptr, 16));
      i += 2;
    } else {
      plain += text[i] == '+' ? ' ' : text[i];
    }
  }
  return plain;
}

}  // namespace

Fields read_query(const std::string& query) {
  Fields fields;
  for (const auto& pair : split(query, '&')) {
    const auto sign = std::min(pair.find('='), pair.size());
    fields.add(decoded(pair.substr(0, sign)), decoded(pair.substr(std::min(sign + 1, pair.size()))));
  }
  return fields;
}

std::string body_of(const Response& response) {
  if (!response.compressed) return response.body;
  z_stream stream{};
  LODGE_CHECK(inflateInit2(&stream, 16 + MAX_WBITS) == Z_OK);
  std::string plain(4'000'000, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(response.body.data()));
  stream.avail_in = static_cast<uInt>(response.body.size());
  stream.next_out = reinterpret_cast<Bytef*>(plain.data());
  stream.avail_out = static_cast<uInt>(plain.size());
  LODGE_CHECK(inflate(&stream, Z_FINISH) == Z_STREAM_END);
  plain.resize(stream.total_out);
  inflateEnd(&stream);
  return plain;
}

Response answer(const KeptRoutes& routes, const Access& access, Request request) {
  for (const auto& route : routes.all) {
    if (route.method != request.method || !fits(route.pattern, request.path, request.parts)) continue;
    return access.may(request.actor, route.permission) ? route.handler(request) : Response{.status = 403, .body = "", .headers = {}};
  }
  return {.status = 404, .body = "", .headers = {}};
}

}  // namespace lodge::test
