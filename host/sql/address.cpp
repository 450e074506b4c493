#include "sql/address.h"

#include <fmt/format.h>

#include <charconv>
#include <functional>
#include <map>
#include <optional>

namespace lodge {
namespace {

using Problem = std::optional<std::string>;

std::optional<int> number(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

std::optional<std::chrono::milliseconds> duration(std::string_view text) {
  int unit = 1000;
  if (text.ends_with("ms")) {
    unit = 1;
    text.remove_suffix(2);
  } else if (text.ends_with("s")) {
    text.remove_suffix(1);
  } else {
    return std::nullopt;
  }
  const auto value = number(text);
  if (!value || *value > 1'000'000) return std::nullopt;
  return std::chrono::milliseconds(*value * unit);
}

/// SOCI's connect strings know no escapes, so what would need one is refused here.
bool plain(std::string_view text) {
  for (const char c : text) {
    if (c == '"' || c == '\'' || c == '\\' || static_cast<unsigned char>(c) < 0x20) return false;
  }
  return true;
}

template <class T>
Problem keep(T& into, const std::optional<T>& value, std::string_view key, std::string_view want) {
  if (!value) return fmt::format("{} must be {}", key, want);
  into = *value;
  return std::nullopt;
}

Problem set_common(DatabaseAddress& address, std::string_view key, std::string_view value, bool& known) {
  known = true;
  if (key == "lease_timeout") return keep(address.lease_timeout, duration(value), key, "a time such as 5s or 250ms");
  if (key == "busy_timeout") return keep(address.busy_timeout, duration(value), key, "a time such as 5s or 250ms");
  if (key == "pool") {
    const auto count = number(value);
    if (!count || *count > 500) return "pool must be a number from 1 to 500";
    address.pool = static_cast<std::size_t>(*count);
    return std::nullopt;
  }
  known = false;
  return std::nullopt;
}

Problem set_mariadb(DatabaseAddress& address, std::string_view key, std::string_view value) {
  const std::map<std::string_view, std::string DatabaseAddress::*> texts = {
      {"unix_socket", &DatabaseAddress::unix_socket}, {"host", &DatabaseAddress::host},
      {"dbname", &DatabaseAddress::schema},           {"user", &DatabaseAddress::user},
      {"password_file", &DatabaseAddress::password_file}, {"tls_ca", &DatabaseAddress::tls_ca},
      {"tls_cert", &DatabaseAddress::tls_cert},       {"tls_key", &DatabaseAddress::tls_key}};
  if (const auto found = texts.find(key); found != texts.end()) {
    address.*(found->second) = value;
    return std::nullopt;
  }
  if (key == "port") {
    const auto port = number(value);
    return keep(address.port, port && *port < 65536 ? port : std::nullopt, key, "a number from 1 to 65535");
  }
  return fmt::format("{} is no part of a database's address", key);
}

/// Calls `each` with every key=value of a text that separates them with semicolons.
Problem each_pair(std::string_view text, const std::function<Problem(std::string_view, std::string_view)>& each) {
  while (!text.empty()) {
    const auto part = text.substr(0, text.find(';'));
    text.remove_prefix(std::min(text.size(), part.size() + 1));
    const auto equals = part.find('=');
    if (equals == std::string_view::npos) return fmt::format("\"{}\" is not of the form key=value", part);
    if (auto problem = each(part.substr(0, equals), part.substr(equals + 1))) return problem;
  }
  return std::nullopt;
}

Problem set_sqlite(DatabaseAddress& address, std::string_view rest) {
  address.path = rest.substr(0, rest.find(';'));
  if (!address.path.starts_with('/')) return "sqlite: wants the whole path of a file, such as sqlite:/var/lib/lodge/lodge.db";
  rest.remove_prefix(std::min(rest.size(), address.path.size() + 1));
  return each_pair(rest, [&](std::string_view key, std::string_view value) -> Problem {
    bool known = false;
    auto problem = set_common(address, key, value, known);
    return known ? problem : fmt::format("{} is no part of an SQLite address", key);
  });
}

Problem check_mariadb(const DatabaseAddress& address) {
  if (address.unix_socket.empty() == address.host.empty()) return "mariadb: wants either unix_socket or host";
  if (!address.host.empty() && address.tls_ca.empty()) return "mariadb: wants tls_ca with host, so that the server can be checked";
  if (address.schema.empty() || address.user.empty()) return "mariadb: wants dbname and user";
  return std::nullopt;
}

Problem fill(DatabaseAddress& address, std::string_view text) {
  if (!plain(text)) return "a database's address has no quotes, backslashes or control characters";
  if (text.starts_with("sqlite:")) return set_sqlite(address, text.substr(7));
  if (!text.starts_with("mariadb:")) return "a database's address begins with sqlite: or mariadb:";
  address.engine = Engine::mariadb;
  auto problem = each_pair(text.substr(8), [&](std::string_view key, std::string_view value) -> Problem {
    bool known = false;
    auto common = set_common(address, key, value, known);
    return known ? common : set_mariadb(address, key, value);
  });
  return problem ? problem : check_mariadb(address);
}

}  // namespace

std::expected<DatabaseAddress, std::string> DatabaseAddress::parse(std::string_view text) {
  DatabaseAddress address;
  if (auto problem = fill(address, text)) return std::unexpected(*problem);
  return address;
}

}  // namespace lodge
