#include "core/access/api_tokens.h"

#include <algorithm>

namespace lodge::core {
namespace {

std::string place_of_name(TokenId id) { return "api_token.name." + id.text(); }

std::string joined(const std::vector<std::string>& scopes) {
  std::string text;
  for (const auto& scope : scopes) text.append(text.empty() ? "" : " ").append(scope);
  return text;
}

}  // namespace

std::vector<std::string> split_scopes(std::string_view scopes) {
  std::vector<std::string> all;
  while (!scopes.empty()) {
    const auto space = std::min(scopes.find(' '), scopes.size());
    if (space > 0) all.emplace_back(scopes.substr(0, space));
    scopes.remove_prefix(std::min(space + 1, scopes.size()));
  }
  return all;
}

ApiTokens::Made ApiTokens::create(const Actor& actor, const New& wanted) {
  const Made made{TokenId::random(), std::string(kTokenPrefix) + RawId::random().text()};
  const auto now = parts_.clock.now();
  const ApiToken token{made.id, wanted.site, wanted.acts_for.value_or(same_person<PersonId>(made.id)),
                       joined(wanted.scopes), parts_.keys.seal(wanted.site, place_of_name(made.id), wanted.name),
                       now, now + wanted.lives, false};
  auto here = actor;
  here.site = wanted.site;
  parts_.central.write([&](Transaction& transaction) {
    insert_api_token(transaction, token, hash_of_secret(parts_.keys.cipher(), made.secret));
    parts_.audit.record(transaction, here, {"token.made", made.id.text(), {}});
  });
  return made;
}

std::vector<ApiTokens::Listed> ApiTokens::of_site(SiteId site) const {
  std::vector<Listed> listed;
  for (auto& token : parts_.central.read([&](Reader& reader) { return load_api_tokens(reader, site); })) {
    auto name = parts_.keys.open(site, place_of_name(token.id), token.name).value_or("");
    listed.push_back({std::move(token), std::move(name)});
  }
  return listed;
}

bool ApiTokens::revoke(const Actor& actor, TokenId id) {
  return parts_.central.write([&](Transaction& transaction) {
    const bool revoked = revoke_api_token(transaction, id);
    if (revoked) parts_.audit.record(transaction, actor, {"token.revoked", id.text(), {}});
    transaction.after_commit([this] { parts_.identities.clear(); });
    return revoked;
  });
}

std::optional<ApiToken> ApiTokens::find(std::string_view secret) const {
  if (!secret.starts_with(kTokenPrefix)) return std::nullopt;
  const auto hash = hash_of_secret(parts_.keys.cipher(), secret);
  auto token = parts_.central.read([&](Reader& reader) { return load_api_token(reader, hash); });
  const bool good = token && !token->revoked && token->expires_at > parts_.clock.now();
  return good ? token : std::nullopt;
}

}  // namespace lodge::core
