// The front's part that reads forms: whether its sender meant it, and what becomes of one that came too late.
#include "http/front_forms.h"

#include <algorithm>

#include "http/decode.h"
#include "http/front.h"
#include "http/wire.h"

namespace lodge::http {
namespace {

constexpr std::string_view kForm = "application/x-www-form-urlencoded";
constexpr std::string_view kKeptPage = "/kept";
using core::kWasKept;
constexpr std::size_t kLongestKey = 64;

// Only this type can be told from what a foreign page may send without asking; uploads are a later issue.
std::optional<Fields> form_in(const Exchange& exchange, const std::string& body) {
  return same_word(media_type(exchange.content_type), kForm) ? decode_form(body, Lines::allowed) : std::nullopt;
}

bool is_anybodys(const Exchange& exchange) { return exchange.route->route.permission.name == kAnybody.name; }

/// The mark of the person in a form token; the token itself where it has none, which fits no other.
std::string_view person_in(std::string_view form_token) { return form_token.substr(form_token.find('.') + 1); }

}  // namespace

std::string_view media_type(std::string_view content_type) {
  const auto type = content_type.substr(0, content_type.find(';'));
  return type.substr(0, type.find_last_not_of(" \t") + 1);
}

bool is_right_key(std::string_view key) {
  return key.size() <= kLongestKey && std::ranges::all_of(key, [](char c) { return c > ' ' && c < 0x7f; });
}

/// What an address holds sealed is read by its page as if it stood there.
void Front::open_search(Exchange& exchange) const {
  auto& request = exchange.request;
  const auto& sealed = request.query.get(core::kSearchField);
  if (sealed.empty() || parts_.searches == nullptr) return;
  const auto typed = parts_.searches->opened(request.actor.site, request.view_key, sealed);
  for (const auto& [name, value] : typed ? typed->all() : std::vector<std::pair<std::string, std::string>>()) request.query.add(name, value);
}

std::optional<Actor> Front::late_sender(const Exchange& exchange, const std::string& login) const {
  const bool to_be_kept = parts_.kept != nullptr && exchange.ours && !exchange.api && !login.empty() && exchange.route != nullptr &&
                          exchange.route->changes_state() && !is_anybodys(exchange);
  return to_be_kept ? parts_.identities.of_expired_cookie(login) : std::nullopt;
}

std::optional<Response> Front::keep_late(const Exchange& exchange, const std::string& body) const {
  const auto form = form_in(exchange, body);
  const bool kept = form && keep(exchange, *exchange.late, *form);
  return to_sign_in(exchange, kept ? kKeptPage : exchange.came_from);
}

bool Front::keep(const Exchange& exchange, const Actor& actor, const Fields& form) const {
  return parts_.kept != nullptr && exchange.ours && !is_anybodys(exchange) && parts_.kept->keep(actor.site, actor.person, exchange.request.path, form);
}

void Front::forget_kept(const Exchange& exchange) const {
  if (parts_.kept == nullptr || !exchange.request.form.has(kWasKept)) return;
  try {
    parts_.kept->forget(exchange.request.actor.person);
  } catch (const Unavailable&) {
    // What the form asked for is done; it is forgotten within the hour anyway.
  }
}

std::optional<Response> Front::read_form(Exchange& exchange, const std::string& body) const {
  auto& request = exchange.request;
  if (!exchange.route->changes_state()) return std::nullopt;
  auto form = form_in(exchange, body);
  const bool meant = form && !request.form_token.empty() && same_secret(form->get("form_token"), request.form_token);
  // A page of the same person's that was open while they signed in again.
  const bool of_theirs = form && !meant && request.actor.by == Actor::By::page && same_secret(person_in(form->get("form_token")), person_in(request.form_token));
  if (of_theirs && keep(exchange, request.actor, *form)) return Response::see_other(std::string(kKeptPage));
  if (!meant) {
    return refusal(exchange, 403, "form-token", request.say->say("This form was open for too long. Please go back, reload the page and send it again."));
  }
  request.form = std::move(*form);
  request.idempotency_key = request.form.get("idempotency_key");
  if (is_right_key(request.idempotency_key)) return std::nullopt;
  return refusal(exchange, 400, "idempotency-key", request.say->say("This form was sent in a way that we do not understand."));
}

}  // namespace lodge::http
