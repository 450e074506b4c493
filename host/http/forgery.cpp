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

bool sent_by_this_site(const Head& head, const Peer& peer) {
  return !sent_by_another_site(head, peer) && (head.has("sec-fetch-site") || head.has("origin"));
}

}  // namespace lodge::http
