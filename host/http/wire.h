#pragma once
#include <lodge/web.h>

#include <string>
#include <string_view>

namespace lodge::http {

/// What the serialiser must know of the request besides its response.
struct WireContext {
  bool https = false;
  bool keep_alive = true;
  bool head_only = false;
  bool takes_gzip = false;
};

/// One response as bytes. Head and body stay apart, so that a large body is not copied.
struct WireResponse {
  std::string head;
  std::string body;
};

/// Packs or unpacks the body, adds the security headers that every response carries, and writes the head. A header of
/// the handler's that could split a response (a line end, a NUL) turns the whole response into a bare 500.
/// [any thread]
WireResponse to_wire(Response response, const WireContext& context);

/// A short answer in English for those whose request could not be read at all.
Response plain_answer(int status);
/// The same as problem details, for programs.
Response problem_answer(int status);
std::string_view reason_phrase(int status);

}  // namespace lodge::http
