#include "http/router.h"

#include <lodge/errors.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace lodge::http {
namespace {

// Takes the first part off "/a/b".
std::string_view take_part(std::string_view& rest) {
  rest.remove_prefix(1);
  const auto end = std::min(rest.find('/'), rest.size());
  const auto part = rest.substr(0, end);
  rest.remove_prefix(end);
  return part;
}

bool is_name(std::string_view part) { return part.size() > 2 && part.front() == '{' && part.back() == '}'; }

}  // namespace

std::string_view name_of(Method method) {
  static constexpr std::array<std::string_view, kMethods> kNames = {"GET", "POST", "PUT", "PATCH", "DELETE"};
  return kNames[static_cast<std::size_t>(method)];
}

struct Router::Node {
  std::map<std::string, std::unique_ptr<Node>, std::less<>> named;
  std::unique_ptr<Node> any;
  std::array<ServedRoute*, kMethods> by_method{};

  bool ends_here(std::optional<Method> method) const {
    if (method) return by_method[static_cast<std::size_t>(*method)] != nullptr;
    return std::ranges::any_of(by_method, [](const auto* route) { return route != nullptr; });
  }
};

/// Which method is looked for (nothing: any), and what stood for each {name} on the way.
struct Router::Steps {
  std::optional<Method> method;
  std::vector<std::string_view> values;
};

namespace {

std::string allowed(const std::array<ServedRoute*, kMethods>& by_method) {
  std::string allow;
  for (const auto* route : by_method) {
    if (route == nullptr) continue;
    allow += allow.empty() ? "" : ", ";
    allow += route->route.method == Method::get ? "GET, HEAD" : name_of(route->route.method);
  }
  return allow;
}

Fields named_parts(std::string_view pattern, const std::vector<std::string_view>& values) {
  Fields parts;
  std::size_t next = 0;
  while (!pattern.empty()) {
    const auto part = take_part(pattern);
    if (is_name(part)) parts.add(std::string(part.substr(1, part.size() - 2)), std::string(values[next++]));
  }
  return parts;
}

}  // namespace

Router::Router() : root_(std::make_unique<Node>()) {}
Router::~Router() = default;

void Router::add(Route route) {
  LODGE_CHECK(route.pattern.starts_with('/') && route.handler);
  LODGE_CHECK(route.permission.name.size() > 0);
  auto* node = root_.get();
  for (std::string_view rest = route.pattern; !rest.empty();) {
    const auto part = take_part(rest);
    LODGE_CHECK(is_name(part) || part.find_first_of("{}") == std::string_view::npos);
    auto& next = is_name(part) ? node->any : node->named[std::string(part)];
    if (!next) next = std::make_unique<Node>();
    node = next.get();
  }
  auto& place = node->by_method[static_cast<std::size_t>(route.method)];
  LODGE_CHECK(place == nullptr);
  routes_.push_back(std::make_unique<ServedRoute>());
  routes_.back()->route = std::move(route);
  place = routes_.back().get();
}

const Router::Node* Router::walk(const Node& node, std::string_view rest, Steps& steps) {
  if (rest.empty()) return node.ends_here(steps.method) ? &node : nullptr;
  const auto part = take_part(rest);
  if (const auto named = node.named.find(part); named != node.named.end()) {
    if (const auto* end = walk(*named->second, rest, steps)) return end;
  }
  if (!node.any || part.empty()) return nullptr;
  steps.values.push_back(part);
  if (const auto* end = walk(*node.any, rest, steps)) return end;
  steps.values.pop_back();
  return nullptr;
}

Router::Match Router::find(Method method, std::string_view path) const {
  Match match;
  Steps steps{method, {}};
  if (const auto* node = walk(*root_, path, steps)) {
    match.route = node->by_method[static_cast<std::size_t>(method)];
    match.parts = named_parts(match.route->route.pattern, steps.values);
    return match;
  }
  Steps any{std::nullopt, {}};
  if (const auto* node = walk(*root_, path, any)) match.allow = allowed(node->by_method);
  return match;
}

}  // namespace lodge::http
