#include <lodge/json.h>
#include <lodge/web.h>

#include <algorithm>
#include <cstdint>

namespace lodge {

const std::string& Fields::get(std::string_view name) const {
  static const std::string kNothing;
  const auto found = std::ranges::find(all_, name, &std::pair<std::string, std::string>::first);
  return found == all_.end() ? kNothing : found->second;
}

bool Fields::has(std::string_view name) const {
  return std::ranges::find(all_, name, &std::pair<std::string, std::string>::first) != all_.end();
}

std::vector<std::string> Fields::every(std::string_view name) const {
  std::vector<std::string> values;
  for (const auto& [key, value] : all_) {
    if (key == name) values.push_back(value);
  }
  return values;
}

Response Response::html(std::string body, int status) {
  Response response;
  response.status = status;
  response.body = std::move(body);
  return response;
}

Response Response::json(const Value& value, int status) {
  Response response;
  response.status = status;
  response.content_type = "application/json";
  response.body = to_json(value);
  return response;
}

Response Response::see_other(std::string to) {
  Response response;
  response.status = 303;
  response.headers.emplace_back("Location", std::move(to));
  return response;
}

Response Response::problem(int status, std::string_view type, std::string_view title, Value::Map more) {
  more["type"] = "urn:lodge:problem:" + std::string(type);
  more["title"] = title;
  more["status"] = status;
  auto response = json(std::move(more), status);
  response.content_type = "application/problem+json";
  return response;
}

Response&& Response::with(std::string name, std::string value) && {
  headers.emplace_back(std::move(name), std::move(value));
  return std::move(*this);
}

std::string percent_encoded(std::string_view text, std::string_view also) {
  constexpr std::string_view kUnreserved = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string encoded;
  for (const char letter : text) {
    const auto octet = static_cast<unsigned char>(letter);
    if (kUnreserved.contains(letter) || also.contains(letter)) {
      encoded += letter;
    } else {
      encoded += {'%', kHex[octet >> 4U], kHex[octet & 15U]};
    }
  }
  return encoded;
}

std::string entity_tag(std::string_view content) {
  std::uint64_t hash = 14695981039346656037U;  // FNV-1a
  for (const char letter : content) hash = (hash ^ static_cast<unsigned char>(letter)) * 1099511628211U;
  std::string tag(18, '"');
  for (std::size_t i = 16; i > 0; --i, hash >>= 4U) tag[i] = "0123456789abcdef"[hash & 15U];
  return tag;
}

bool names_tag(std::string_view if_none_match, std::string_view tag) {
  return if_none_match == "*" || if_none_match.find(tag) != std::string_view::npos;  // tags are quoted, of one size
}

}  // namespace lodge
