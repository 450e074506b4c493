#pragma once
#include <string_view>

#include "http/head.h"
#include "http/peer.h"

namespace lodge::http {

/// Whether the browser says, by Sec-Fetch-Site or Origin, that another site sent this request. A browser too old
/// to say either is judged by the form token alone. [any thread]
bool sent_by_another_site(const Head& head, const Peer& peer);
/// Whether the browser says, by either, that a page of ours sent it. [any thread]
bool sent_by_this_site(const Head& head, const Peer& peer);

}  // namespace lodge::http
