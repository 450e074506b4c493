#include "http/front.h"

#include <fmt/format.h>
#include <lodge/errors.h>
#include <lodge/id.h>
#include <lodge/json.h>

#include <algorithm>
#include <exception>
#include <utility>

#include "core/access/cookies.h"
#include "core/log.h"
#include "core/nfc.h"
#include "http/decode.h"
#include "http/forgery.h"
#include "http/front_forms.h"
#include "http/wire.h"

namespace lodge::http {
namespace {

constexpr std::string_view kJson = "application/json";
constexpr std::size_t kStrangersBody = 64U << 10U;  // bytes: a thousand strangers at once must not fill the memory

std::string_view bearer_of(const Head& head) {
  const auto field = head.field("authorization");
  return field.size() > 7 && same_word(field.substr(0, 7), "bearer ") ? field.substr(7) : std::string_view();
}

Response text_answer(std::string body, int status) {
  Response response = Response::html(std::move(body), status);
  response.content_type = "text/plain; charset=utf-8";
  return response;
}

// What the journal and the reader both know a fault by.
std::string new_reference() { return RawId::random().text().substr(0, 8); }

Response bare_page(int status, std::string_view sentence) {
  return Response::html(fmt::format("<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>{0}</title>"
                                    "<h1>{0}</h1><p>{1}</p>\n", reason_phrase(status), sentence), status);
}

std::string after_sign_in(const Head& head) {
  if (head.method == Method::get) return std::string(head.target);
  // What was posted is lost with the sign-in; the page it was posted from is the way back.
  auto path = head.field("referer");
  for (const auto scheme : {"http://", "https://"}) {
    const auto own = std::string(scheme).append(head.host);
    if (path.starts_with(own)) path.remove_prefix(own.size());
  }
  return path.starts_with('/') && !path.starts_with("//") ? std::string(path) : "/";
}

void copy_cookies(Request& request, const Head& head, std::string& login) {
  for (const auto& field : head.fields) {
    if (!same_word(field.name, "cookie")) continue;
    const auto cookies = decode_cookies(field.value);
    for (const auto& [name, value] : cookies.all()) {
      if (name == core::kLoginCookie) login = value;
      if (name != core::kLoginCookie) request.cookies.add(name, value);
    }
  }
}

Response with_etag(const Request& request, Response response) {
  std::string etag;
  for (const auto& [name, value] : response.headers) {
    if (same_word(name, "etag")) etag = value;
  }
  if (etag.empty() && request.path.starts_with("/api/")) {
    etag = "W/\"" + fingerprint(response.body) + "\"";
    response.headers.emplace_back("ETag", etag);
  }
  if (etag.empty() || !etag_matches(request.if_none_match, etag)) return response;
  response.status = 304;
  response.body.clear();
  return response;
}

}  // namespace

Front::Front(const FrontParts& parts, const StaticFiles& files) : parts_(parts), files_(files) {}

template <class Step>
std::optional<Response> Front::caught(const Exchange& exchange, Step step) const {
  try {
    return step();
  } catch (const Unavailable& outage) {
    const auto reference = new_reference();
    core::log(core::Level::error, "HTTP-002", "A request could not be served; something that Lodge needs is away.",
              {{"reference", reference}, {"route", exchange.route ? exchange.route->route.pattern : ""}, {"cause", outage.what()}});
    return refusal(exchange, 503, "unavailable", exchange.request.say->say(
        "Something that we need is not there just now. Please try again in a minute. Reference {reference}.",
        {{"reference", reference}})).with("Retry-After", "5");
  } catch (const std::exception& fault) {
    return went_wrong(exchange, fault.what());
  } catch (...) {
    return went_wrong(exchange, "an exception of an unknown type");
  }
}

Exchange Front::open(const Head& head, const Peer& peer) const {
  Exchange exchange;
  exchange.api = head.path.starts_with("/api/");
  exchange.content_type = head.field("content-type");
  auto& request = exchange.request;
  request.method = head.method;
  request.path = head.path;
  request.query = head.query;
  request.address = peer.address;
  request.received_at = parts_.clock.now();
  request.if_none_match = head.field("if-none-match");
  request.say = &parts_.languages.choose("", head.field("accept-language"));
  const auto fault = caught(exchange, [&]() -> std::optional<Response> {
    judge(exchange, head, peer);
    return std::nullopt;
  });
  if (fault) exchange.early = fault;
  return exchange;
}

void Front::judge(Exchange& exchange, const Head& head, const Peer& peer) const {
  if (own_answer(exchange, head, peer)) return;
  auto match = parts_.router.find(head.method, head.path);
  exchange.route = match.route;
  exchange.request.parts = std::move(match.parts);
  exchange.ours = sent_by_this_site(head, peer);
  identify(exchange, head);
  if (match.route == nullptr) {
    exchange.early = not_found(exchange, match);
    return;
  }
  const auto limit = match.route->route.body_limit;
  exchange.body_limit = exchange.request.actor.by == Actor::By::nobody ? std::min(limit, kStrangersBody) : limit;
  if (match.route->changes_state() && !exchange.api && sent_by_another_site(head, peer)) {
    exchange.early = refusal(exchange, 403, "forged", exchange.request.say->say("This was sent from another website, so it was not done."));
    return;
  }
  exchange.early = not_permitted(exchange, head);
}

bool Front::own_answer(Exchange& exchange, const Head& head, const Peer& peer) const {
  constexpr std::string_view kStatic = "/static/";
  const auto& path = head.path;
  if (head.method != Method::get) return false;
  if (path.starts_with(kStatic)) {
    exchange.early = files_.answer(path.substr(kStatic.size()), head.query.get("v"), head.field("if-none-match"));
  } else if (path == "/healthz") {
    exchange.early = text_answer("alive\n", 200);
  } else if (path == "/readyz") {
    const auto why_not = parts_.why_not_ready ? parts_.why_not_ready() : std::nullopt;
    exchange.early = text_answer(why_not ? *why_not + "\n" : "ready\n", why_not ? 503 : 200);
  } else if (path == "/metrics") {
    const bool may = peer.loopback || (!parts_.metrics_token.empty() && same_secret(bearer_of(head), parts_.metrics_token));
    exchange.early = text_answer(may ? parts_.metrics.text() : "403 Forbidden\n", may ? 200 : 403);
  }
  return exchange.early.has_value();
}

void Front::identify(Exchange& exchange, const Head& head) const {
  auto& request = exchange.request;
  std::string login;
  copy_cookies(request, head, login);
  const auto bearer = exchange.api ? bearer_of(head) : std::string_view();
  std::optional<core::Identity> identity;
  if (!bearer.empty()) {
    identity = parts_.identities.of_bearer(bearer, request.received_at);
  } else if (!login.empty()) {
    identity = parts_.identities.of_cookie(login, request.received_at);
  }
  if (identity) {
    request.say = &parts_.languages.choose(identity->actor.language, head.field("accept-language"));
    request.actor = std::move(identity->actor);
    request.form_token = std::move(identity->form_token);
    request.view_key = std::move(identity->view_key);
    exchange.must_enrol = identity->must_enrol;
    open_search(exchange);
  } else if (!exchange.api && parts_.visit_mac) {
    const auto& visit = request.cookies.get(kVisitCookie);
    if (visit.empty()) exchange.new_visit = RawId::random().text();
    request.form_token = parts_.visit_mac(visit.empty() ? exchange.new_visit : visit);
  }
  if (const auto& wanted = request.cookies.get(core::kLanguageCookie); !identity && !wanted.empty()) {
    request.say = &parts_.languages.choose(wanted, head.field("accept-language"));
  }
  if (!identity) exchange.late = late_sender(exchange, login);
  if (exchange.late) exchange.came_from = after_sign_in(head);
  if (exchange.api) request.idempotency_key = head.field("idempotency-key");
}

std::optional<Response> Front::not_found(const Exchange& exchange, const Router::Match& match) const {
  const auto& say = *exchange.request.say;
  if (match.allow.empty()) return refusal(exchange, 404, "not-found", say.say("There is nothing at this address."));
  return refusal(exchange, 405, "method", say.say("This address cannot be used in this way.")).with("Allow", match.allow);
}

std::optional<Response> Front::not_permitted(const Exchange& exchange, const Head& head) const {
  const auto& route = *exchange.route;
  const auto& actor = exchange.request.actor;
  const auto& say = *exchange.request.say;
  const bool anybody = route.route.permission.name == kAnybody.name;
  // A browser sends its cookie wherever a foreign page points it; a token is only ever sent on purpose.
  if (exchange.api && route.changes_state() && actor.by == Actor::By::page) {
    return refusal(exchange, 403, "bearer-only", say.say("Changes through the API need a token."));
  }
  if (anybody) return std::nullopt;
  if (actor.by == Actor::By::nobody && exchange.api) {
    if (!head.field("authorization").empty()) note_refusal(exchange, "bad-token");
    return refusal(exchange, 401, "sign-in", say.say("This needs a token.")).with("WWW-Authenticate", "Bearer");
  }
  if (exchange.late) return std::nullopt;  // its body is read first
  if (actor.by == Actor::By::nobody) return to_sign_in(exchange, after_sign_in(head));
  if (parts_.access.may(actor, route.route.permission)) return std::nullopt;
  if (exchange.must_enrol && !exchange.api) return Response::see_other("/account/second-factor?then=" + percent_encoded(after_sign_in(head), "/"));
  return refusal(exchange, 403, "not-allowed", say.say("You may not see or do this. Ask the office if you think you should."));
}

Response Front::to_sign_in(const Exchange& exchange, std::string_view then) const {
  const bool parents = exchange.request.path.starts_with("/parents");
  return Response::see_other((parents ? "/parents/sign-in?then=" : "/sign-in?then=") + percent_encoded(then, "/"));
}

Response Front::finish(Exchange& exchange, std::string body) const {
  auto answer = caught(exchange, [&]() -> std::optional<Response> {
    if (exchange.late) return keep_late(exchange, body);
    auto refused = exchange.api ? read_json(exchange, body) : read_form(exchange, body);
    return refused ? std::move(refused) : std::optional(handled(exchange));
  });
  if (!exchange.new_visit.empty() && answer->content_type.starts_with("text/html")) {
    answer->headers.emplace_back("Set-Cookie", fmt::format("{}={}; Path=/; Secure; HttpOnly; SameSite=Lax", kVisitCookie, exchange.new_visit));
  }
  return std::move(*answer);
}

std::optional<Response> Front::read_json(Exchange& exchange, const std::string& body) const {
  auto& request = exchange.request;
  const auto& say = *request.say;
  if (!is_right_key(request.idempotency_key)) {
    return refusal(exchange, 400, "idempotency-key", say.say("The Idempotency-Key must be up to 64 visible ASCII characters."));
  }
  if (body.empty()) return std::nullopt;
  if (!same_word(media_type(exchange.content_type), kJson)) {
    return refusal(exchange, 415, "media-type", say.say("The body must be application/json."));
  }
  auto value = parse_json(body, {.depth = 32, .bytes = exchange.body_limit});
  if (!value) return refusal(exchange, 400, "json", value.error());
  request.json = core::all_nfc(std::move(*value));
  return std::nullopt;
}

Response Front::handled(Exchange& exchange) const {
  auto response = exchange.route->route.handler(exchange.request);
  if (response.status < 500) forget_kept(exchange);  // it has come
  const bool may_be_known = exchange.request.method == Method::get && response.status == 200;
  return may_be_known ? with_etag(exchange.request, std::move(response)) : response;
}

Response Front::went_wrong(const Exchange& exchange, std::string_view cause) const {
  const auto reference = new_reference();
  core::log(core::Level::error, "HTTP-003", "A request ended with a fault of Lodge's own.",
            {{"reference", reference}, {"route", exchange.route ? exchange.route->route.pattern : ""}, {"cause", std::string(cause)}});
  return refusal(exchange, 500, "fault", exchange.request.say->say("Something went wrong, reference {reference}.", {{"reference", reference}}));
}

Response Front::too_large(const Exchange& exchange) const {
  if (exchange.late) return to_sign_in(exchange, exchange.came_from);
  return refusal(exchange, 413, "too-large", exchange.request.say->say("That is more than can be taken at once."));
}

Response Front::refusal(const Exchange& exchange, int status, std::string_view problem, std::string_view sentence) const {
  if (status == 403) note_refusal(exchange, problem);
  if (exchange.api) return Response::problem(status, problem, reason_phrase(status), {{"detail", sentence}});
  try {
    if (parts_.pages != nullptr) return parts_.pages->sorry(exchange.request, status, sentence);
  } catch (...) {
    core::log(core::Level::error, "HTTP-004", "The page that says sorry could not be rendered; a bare one was shown.");
  }
  return bare_page(status, sentence);
}

void Front::note_refusal(const Exchange& exchange, std::string_view why) {
  const auto& actor = exchange.request.actor;
  core::log(core::Level::notice, "HTTP-011", "A request was refused.",
            {{"why", std::string(why)}, {"route", exchange.route ? exchange.route->route.pattern : ""},
             {"person", actor.by == Actor::By::nobody ? "" : actor.person.text()}});
}

bool same_secret(std::string_view one, std::string_view other) {
  unsigned difference = one.size() == other.size() ? 0U : 1U;
  for (std::size_t i = 0; i < one.size() && i < other.size(); ++i) {
    difference |= static_cast<unsigned>(static_cast<unsigned char>(one[i]) ^ static_cast<unsigned char>(other[i]));
  }
  return difference == 0;
}

}  // namespace lodge::http
