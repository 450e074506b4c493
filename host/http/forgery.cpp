#include "http/forgery.h"

#include <string>

namespace lodge::http {

bool sent_by_another_site(const Head& head, const Peer& peer) {
  const auto site = head.field("sec-fetch-site");
  if (!site.empty() && site != "same-origin") return true;
  if (!head.has("origin")) return false;
  const auto own = std::string(peer.https ? "https://" : "http://").append(head.host);
  return !same_word(head.field("origin"), own);
}

}  // namespace lodge::http
