#include "pages/language_choice.h"

#include "pages/form.h"
#include "pages/languages.h"
#include "pages/login_cookies.h"

namespace lodge::pages {
namespace {

Response choose(const core::Languages& languages, core::Accounts& accounts, const Request& request) {
  const auto language = languages.choose(request.form.get("language"), "").language();
  auto back = Response::see_other(own_path(request.form.get("then"), "/"));
  if (request.actor.by == Actor::By::page) accounts.set_language(request.actor, language);
  return with_language(std::move(back), language);
}

}  // namespace

Value language_choice(const core::Languages& languages, const Request& request, std::string back) {
  Value::List offered;
  for (const auto* say : languages.all()) {
    if (say->language() == kPseudo) continue;  // nobody speaks it
    offered.push_back(Value::Map{{"tag", say->language()}, {"words", say->own_name()},
                                 {"chosen", say->language() == request.say->language()}});
  }
  if (offered.size() < 2) return {};
  return Value::Map{{"form_token", request.form_token}, {"back", std::move(back)}, {"languages", std::move(offered)}};
}

void add_language_route(Routes& routes, const core::Languages& languages, core::Accounts& accounts) {
  routes.add({Method::post, "/language", kAnybody,
              [&languages, &accounts](const Request& request) { return choose(languages, accounts, request); }});
}

}  // namespace lodge::pages
