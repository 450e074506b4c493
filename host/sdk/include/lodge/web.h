#pragma once
#include <lodge/access.h>
#include <lodge/interval.h>
#include <lodge/say.h>
#include <lodge/value.h>

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace lodge {

enum class Method { get, post, put, patch, del };

/// Names and values as they came, in order: a query, a form, the parts of a path.
class Fields {
 public:
  void add(std::string name, std::string value) { all_.emplace_back(std::move(name), std::move(value)); }
  /// The first value of that name, or "".
  const std::string& get(std::string_view name) const;
  bool has(std::string_view name) const;
  std::vector<std::string> every(std::string_view name) const;
  const std::vector<std::pair<std::string, std::string>>& all() const { return all_; }

 private:
  std::vector<std::pair<std::string, std::string>> all_;
};

/// One request, checked at the door: framed, decoded as UTF-8, authenticated, its form token right, and its
/// route's permission given. Lives for the length of the handler.
struct Request {
  Method method = Method::get;
  std::string path;      ///< decoded, without the query
  Fields parts;          ///< what stands for {name} in the route's pattern
  Fields query, form;
  Value json;            ///< the body of an API request
  Actor actor;
  Instant received_at{};
  const Say* say = nullptr;     ///< the reader's language; never nullptr in a handler
  std::string form_token;       ///< goes into each form as the hidden field "form_token"
  std::string idempotency_key;  ///< of the API's header or the form's hidden field "idempotency_key"; may be empty
  std::string if_none_match;    ///< as sent
  std::string view_key;  ///< names this login session for caches of pages; no secret
  std::string address;   ///< where the caller connects from (or what a trusted proxy says); never stored as it is
  Fields cookies;        ///< as sent, without that of the login session
};

/// Text as a part of an address, RFC 3986 section 2: letters, digits and -._~ stay, and `also`.
std::string percent_encoded(std::string_view text, std::string_view also = {});

struct Response {
  int status = 200;
  std::string content_type = "text/html; charset=utf-8";
  std::string body;
  std::vector<std::pair<std::string, std::string>> headers;
  bool compressed = false;  ///< the body is gzip already; unpacked for those who cannot read it

  static Response html(std::string body, int status = 200);
  static Response json(const Value& value, int status = 200);
  /// 303 See Other: after a POST, the page that shows what happened. `to` is a path of this server.
  static Response see_other(std::string to);
  /// RFC 9457 problem details. `type` is a word of ours ("taken"); more members may be given.
  static Response problem(int status, std::string_view type, std::string_view title, Value::Map more = {});
  Response&& with(std::string name, std::string value) &&;
};

/// An ETag for this content, with its quotes: 64 bits, told apart by chance and not against an adversary.
std::string entity_tag(std::string_view content);
/// Whether an If-None-Match as sent names `tag` (weak comparison, RFC 9110, 13.1.2).
bool names_tag(std::string_view if_none_match, std::string_view tag);

using Handler = std::function<Response(const Request&)>;

/// How an API route stands in openapi.json. Schemas are JSON text of OpenAPI 3.1 (JSON Schema 2020-12).
struct ApiDoc {
  std::string summary;
  std::string query_schema;     ///< an object schema, one property a query field; "" when none
  std::string request_schema;   ///< "" when no body
  std::string response_schema;  ///< of the success
  int success = 200;
};

struct Route {
  Method method = Method::get;
  std::string pattern;  ///< "/staff/rooms/{room}"; a part never matches "/"
  Permission permission;
  Handler handler;
  std::size_t body_limit = 1U << 20U;  ///< bytes
  std::optional<ApiDoc> api = std::nullopt;  ///< set for routes under /api/v1/
};

/// Where routes are declared. Two equal patterns are a bug. [startup]
class Routes {
 public:
  virtual ~Routes() = default;
  virtual void add(Route route) = 0;
};

}  // namespace lodge
