#pragma once
#include <string_view>

#include "http/head.h"
#include "http/peer.h"

namespace lodge::http {

/// Whether the browser says, by Sec-Fetch-Site or Origin, that another site sent this request. A browser too old
/// to say either is judged by the form token alone. [any thread]
bool sent_by_another_site(const Head& head, const Peer& peer);

}  // namespace lodge::http
