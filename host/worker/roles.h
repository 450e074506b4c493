#pragma once
#include "worker/serve.h"

#include <lodge/channel.h>
#include <lodge/mis.h>

namespace lodge::worker {

/// {"send": a message} → {"receipt": …}, {"undeliverable": …} or {"in_doubt": …} (core/outbox/message_json.h).
void serve_channel(Server& server, Channel& channel);

/// {"probe": true} → {"sentence": …}; {"pull": true} → a frame per 100 records, {"records": […]}
/// (core/sync/record_json.h), then the end marker as the reply.
void serve_connector(Server& server, MisConnector& connector);

}  // namespace lodge::worker
