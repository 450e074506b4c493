#pragma once
#include <lodge/web.h>

#include <array>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "http/metrics.h"

namespace lodge::http {

inline constexpr std::size_t kMethods = 5;

std::string_view name_of(Method method);

/// A declared route with its figures; lives as long as its Router.
struct ServedRoute {
  Route route;
  RouteFigures figures;
  /// Under /api/: answers are JSON, errors problem details, bearer tokens count.
  bool is_api() const { return route.pattern.starts_with("/api/"); }
  bool changes_state() const { return route.method != Method::get; }
};

/// Which handler answers a path. A literal part wins over a {name}; a {name} is a whole part and never empty.
/// Routes are added before the server starts; after that it is read by any thread.
class Router final : public Routes {
 public:
  Router();
  ~Router() override;
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  void add(Route route) override;

  struct Match {
    ServedRoute* route = nullptr;  ///< nullptr: no such path, or not with this method
    Fields parts;
    std::string allow;  ///< set when the path is known, but not with this method
  };
  Match find(Method method, std::string_view path) const;

  /// As they were added. For openapi.json, metrics, and tests that try each route.
  const std::vector<std::unique_ptr<ServedRoute>>& all() const { return routes_; }

 private:
  struct Node;
  struct Steps;
  static const Node* walk(const Node& node, std::string_view rest, Steps& steps);

  std::unique_ptr<Node> root_;
  std::vector<std::unique_ptr<ServedRoute>> routes_;
};

}  // namespace lodge::http
