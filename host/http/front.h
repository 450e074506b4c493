#pragma once
#include <lodge/access.h>
#include <lodge/clock.h>
#include <lodge/pages.h>

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/access/identity.h"
#include "core/languages.h"
#include "core/login/kept_forms.h"
#include "core/login/searches.h"
#include "http/head.h"
#include "http/peer.h"
#include "http/router.h"
#include "http/static_files.h"

namespace lodge::http {

/// A browser that is not signed in carries this random cookie, so that its forms have a token too.
inline constexpr std::string_view kVisitCookie = "__Host-visit";

/// What the front needs of the rest of the host. All of it outlives the server.
struct FrontParts {
  Router& router;
  core::Identities& identities;
  Access& access;
  core::Languages& languages;
  const Clock& clock;
  Metrics& metrics;
  /// Renders refusals; nullptr until there are pages, and then a bare page is shown.
  const Pages* pages = nullptr;
  /// A keyed hash, as text: makes the form token of a visit cookie. The key is the composition root's.
  std::function<std::string(std::string_view)> visit_mac;
  /// Nothing when requests can be served; otherwise why not ("the database cannot be reached"). [any thread]
  std::function<std::optional<std::string>()> why_not_ready;
  std::string metrics_token;  ///< a bearer token that may read /metrics from afar; "" for none
  const core::Searches* searches = nullptr;  ///< opens what an address says somebody searched for
  core::KeptForms* kept = nullptr;           ///< keeps a form that came after its sign-in had run out
};

/// One request on its way from head to response. Made by Front::open, used up by Front::finish.
struct Exchange {
  Request request;
  ServedRoute* route = nullptr;  ///< nullptr for what the front answers by itself
  std::optional<Response> early;  ///< the answer, when none of the body is wanted
  std::size_t body_limit = 0;
  std::string new_visit;  ///< the visit cookie to set; "" when there is one, or none is due
  std::string content_type;
  int status = 0;  ///< of the answer that was sent
  bool api = false;
  bool ours = false;              ///< the browser says that a page of this host sent it
  std::optional<Actor> late;      ///< whose sign-in ran out before this form came; it is kept for them
  std::string came_from;          ///< where it was filled in: the way back when it cannot be kept
  bool must_enrol = false;  ///< signed in, but a second factor has to be set up first
};

/// The one place where a request is judged: which route, who asks, may they, did they mean it (CSRF), is the body
/// what the route reads; then the handler, and whatever it throws becomes an answer. [any thread]
class Front {
 public:
  explicit Front(const FrontParts& parts, const StaticFiles& files);

  /// Everything that the head alone decides. Never throws.
  Exchange open(const Head& head, const Peer& peer) const;
  /// The rest, with the whole body. Never throws.
  Response finish(Exchange& exchange, std::string body) const;
  /// The answer to a body beyond the route's limit; whose sign-in ran out is sent back over it to the page they came from.
  Response too_large(const Exchange& exchange) const;
  /// In the reader's words, as a page or as problem details.
  Response refusal(const Exchange& exchange, int status, std::string_view problem, std::string_view sentence) const;
  static void note_refusal(const Exchange& exchange, std::string_view why);

 private:
  void judge(Exchange& exchange, const Head& head, const Peer& peer) const;
  bool own_answer(Exchange& exchange, const Head& head, const Peer& peer) const;
  void identify(Exchange& exchange, const Head& head) const;
  void open_search(Exchange& exchange) const;
  std::optional<Response> not_found(const Exchange& exchange, const Router::Match& match) const;
  std::optional<Response> not_permitted(const Exchange& exchange, const Head& head) const;
  Response to_sign_in(const Exchange& exchange, std::string_view then) const;
  std::optional<Actor> late_sender(const Exchange& exchange, const std::string& login) const;
  std::optional<Response> keep_late(const Exchange& exchange, const std::string& body) const;
  void forget_kept(const Exchange& exchange) const;
  bool keep(const Exchange& exchange, const Actor& actor, const Fields& form) const;
  std::optional<Response> read_form(Exchange& exchange, const std::string& body) const;
  std::optional<Response> read_json(Exchange& exchange, const std::string& body) const;
  Response handled(Exchange& exchange) const;
  Response went_wrong(const Exchange& exchange, std::string_view cause) const;
  template <class Step>
  std::optional<Response> caught(const Exchange& exchange, Step step) const;

  const FrontParts& parts_;
  const StaticFiles& files_;
};

/// Compares without telling by its time how much was right. [any thread]
bool same_secret(std::string_view one, std::string_view other);

}  // namespace lodge::http
