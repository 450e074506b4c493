#include "http/head.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "http/decode.h"

namespace lodge::http {
namespace {

constexpr std::string_view kTokenMarks = "!#$%&'*+-.^_`|~";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_token_character(char c) { return is_letter(c) || is_digit(c) || kTokenMarks.contains(c); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool is_token(std::string_view text) { return !text.empty() && std::ranges::all_of(text, is_token_character); }

// Bytes above ASCII may stand in a value (a browser's odd header), control bytes other than a tab may not.
bool is_value_character(char c) { return (static_cast<unsigned char>(c) >= 0x20 && c != 0x7f) || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

std::string_view next_line(std::string_view& bytes) {
  const auto end = bytes.find("\r\n");
  const auto line = bytes.substr(0, end);
  bytes.remove_prefix(std::min(end == std::string_view::npos ? end : end + 2, bytes.size()));
  return line;
}

using Status = std::expected<void, int>;
Status refuse(int status) { return std::unexpected(status); }

Status set_method(Head& head, std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, Method>, 6> kServed = {{{"GET", Method::get},
      {"HEAD", Method::get}, {"POST", Method::post}, {"PUT", Method::put}, {"PATCH", Method::patch},
      {"DELETE", Method::del}}};
  static constexpr std::array<std::string_view, 3> kKnown = {"OPTIONS", "TRACE", "CONNECT"};
  const auto served = std::ranges::find(kServed, word, &std::pair<std::string_view, Method>::first);
  if (served != kServed.end()) {
    head.method = served->second;
    head.head_only = word == "HEAD";
    return {};
  }
  if (!is_token(word)) return refuse(400);
  return refuse(std::ranges::find(kKnown, word) != kKnown.end() ? 405 : 501);
}

Status set_target(Head& head, std::string_view target) {
  if (target.size() > kMaxTarget) return refuse(414);
  const auto visible = [](char c) { return c > ' ' && c < 0x7f && c != '#'; };
  if (!std::ranges::all_of(target, visible)) return refuse(400);
  const auto mark = std::min(target.find('?'), target.size());
  auto path = decode_path(target.substr(0, mark));
  auto query = decode_form(target.substr(std::min(mark + 1, target.size())), Lines::refused);
  if (!path || !query) return refuse(400);
  head.target = target;
  head.path = std::move(*path);
  head.query = std::move(*query);
  return {};
}

Status set_version(Head& head, std::string_view version) {
  const bool shaped = version.size() == 8 && version.starts_with("HTTP/") && is_digit(version[5]) &&
                      version[6] == '.' && is_digit(version[7]);
  if (!shaped) return refuse(400);
  if (version != "HTTP/1.1" && version != "HTTP/1.0") return refuse(505);
  head.keep_alive = version == "HTTP/1.1";
  return {};
}

Status set_request_line(Head& head, std::string_view line) {
  const auto first = line.find(' '), last = line.rfind(' ');
  if (first == std::string_view::npos || first == last) return refuse(400);
  if (auto version = set_version(head, line.substr(last + 1)); !version) return version;
  if (auto method = set_method(head, line.substr(0, first)); !method) return method;
  return set_target(head, line.substr(first + 1, last - first - 1));
}

Status add_field(Head& head, std::string_view line) {
  const auto colon = line.find(':');
  // A line that starts with a blank (obs-fold) and a blank before the colon both make the name no token.
  if (colon == std::string_view::npos || !is_token(line.substr(0, colon))) return refuse(400);
  const auto value = trimmed(line.substr(colon + 1));
  if (!std::ranges::all_of(value, is_value_character)) return refuse(400);
  if (head.fields.size() == kMaxFields) return refuse(431);
  head.fields.push_back({line.substr(0, colon), value});
  return {};
}

// The only field of that name; a second one is refused, since two readers could take one each.
std::expected<const HeaderField*, int> single(const Head& head, std::string_view name) {
  const HeaderField* found = nullptr;
  for (const auto& field : head.fields) {
    if (!same_word(field.name, name)) continue;
    if (found != nullptr) return std::unexpected(400);
    found = &field;
  }
  return found;
}

Status set_host(Head& head) {
  const auto host = single(head, "host");
  if (!host || *host == nullptr || !host_name((*host)->value)) return refuse(400);
  head.host = (*host)->value;
  return {};
}

Status set_length(Head& head) {
  const auto length = single(head, "content-length");
  if (!length) return refuse(400);
  if (head.has("transfer-encoding")) {
    const bool chunked = same_word(head.field("transfer-encoding"), "chunked");
    return refuse(*length != nullptr ? 400 : chunked ? 411 : 501);
  }
  const bool has_body = head.method == Method::post || head.method == Method::put || head.method == Method::patch;
  if (*length == nullptr) return has_body ? refuse(411) : Status();
  const auto digits = (*length)->value;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), head.content_length);
  const bool whole = error == std::errc() && end == digits.data() + digits.size() && digits.size() <= 15;
  if (!whole || (head.method == Method::get && head.content_length > 0)) return refuse(400);
  return {};
}

Status set_connection(Head& head) {
  const bool modern = head.keep_alive;
  for (const auto& field : head.fields) {
    if (!same_word(field.name, "connection")) continue;
    if (lists_word(field.value, "close")) head.keep_alive = false;
    if (!modern && lists_word(field.value, "keep-alive")) head.keep_alive = true;
  }
  const auto expect = head.field("expect");
  if (!expect.empty() && !same_word(expect, "100-continue")) return refuse(417);
  head.expects_continue = !expect.empty() && modern && head.content_length > 0;
  return {};
}

}  // namespace

bool same_word(std::string_view one, std::string_view other) {
  return std::ranges::equal(one, other, [](char a, char b) { return lower(a) == lower(b); });
}

bool lists_word(std::string_view value, std::string_view word) {
  while (!value.empty()) {
    const auto end = std::min(value.find(','), value.size());
    if (same_word(trimmed(value.substr(0, end)), word)) return true;
    value.remove_prefix(std::min(end + 1, value.size()));
  }
  return false;
}

std::string_view Head::field(std::string_view name) const {
  const auto found = std::ranges::find_if(fields, [&](const auto& field) { return same_word(field.name, name); });
  return found == fields.end() ? std::string_view() : found->value;
}

bool Head::has(std::string_view name) const {
  return std::ranges::any_of(fields, [&](const auto& field) { return same_word(field.name, name); });
}

std::expected<std::optional<std::size_t>, int> find_head_end(std::string_view bytes, std::size_t known) {
  // Three bytes back, so that an empty line cut in two is seen.
  for (std::size_t i = known < 3 ? 0 : known - 3; i < bytes.size(); ++i) {
    const char c = bytes[i];
    if (c == '\n' && (i == 0 || bytes[i - 1] != '\r')) return std::unexpected(400);
    if (c != '\n' && i > 0 && bytes[i - 1] == '\r') return std::unexpected(400);
    if (c != '\n' && c != '\r' && !is_value_character(c)) return std::unexpected(400);
    if (i == 1 && c == '\n') return std::unexpected(400);  // no request line
    if (c == '\n' && i >= 3 && bytes[i - 2] == '\n') return i + 1 <= kMaxHead ? std::expected<std::optional<std::size_t>, int>(i + 1) : std::unexpected(431);
  }
  if (bytes.size() < kMaxHead) return std::nullopt;
  return std::unexpected(bytes.find('\n') == std::string_view::npos ? 414 : 431);
}

std::expected<Head, int> parse_head(std::string_view bytes) {
  if (!bytes.ends_with("\r\n\r\n")) return std::unexpected(400);
  Head head;
  head.fields.reserve(16);
  if (auto line = set_request_line(head, next_line(bytes)); !line) return std::unexpected(line.error());
  for (auto line = next_line(bytes); !line.empty(); line = next_line(bytes)) {
    if (auto field = add_field(head, line); !field) return std::unexpected(field.error());
  }
  if (!bytes.empty()) return std::unexpected(400);
  for (const auto step : {set_host, set_length, set_connection}) {
    if (auto done = step(head); !done) return std::unexpected(done.error());
  }
  return head;
}

std::optional<std::string> host_name(std::string_view host) {
  const auto end = host.starts_with('[') ? host.find(']') + 1 : std::min(host.find(':'), host.size());
  if (end == 0) return std::nullopt;
  const auto name = host.substr(0, end);
  const auto port = host.substr(end);
  const bool right_port = port.empty() || (port.size() >= 2 && port.size() <= 6 && port[0] == ':' &&
                                           std::ranges::all_of(port.substr(1), is_digit));
  const bool bracketed = name.starts_with('[');
  const auto allowed = [&](char c) {
    return is_letter(c) || is_digit(c) || c == '.' || (bracketed ? c == ':' || c == '[' || c == ']' : c == '-' || c == '_');
  };
  if (name.empty() || name.size() > 255 || !right_port || !std::ranges::all_of(name, allowed)) return std::nullopt;
  std::string lowered(name);
  std::ranges::transform(lowered, lowered.begin(), lower);
  return lowered;
}

}  // namespace lodge::http
