#include "core/audit/audit_log.h"

#include "core/audit/store.h"
#include "core/near_ids.h"

#include <lodge/errors.h>

namespace lodge::core {
namespace {

std::string_view word(Actor::By by) {
  switch (by) {
    case Actor::By::nobody:
      return "nobody";
    case Actor::By::page:
      return "page";
    case Actor::By::token:
      return "token";
    case Actor::By::program:
      return "program";
  }
  return "nobody";
}

}  // namespace

void AuditLog::record(Transaction& transaction, const Actor& actor, const Act& act) {
  LODGE_CHECK(!act.action.empty() && act.action.size() <= 64 && act.object.size() <= 64);
  insert_audit(transaction, {.id = id_of_now<AuditId>(),
                             .site = actor.site,
                             .at = clock_.now(),
                             .actor = actor.person,
                             .by = std::string(word(actor.by)),
                             .action = std::string(act.action),
                             .object = act.object,
                             .detail = act.detail});
}

}  // namespace lodge::core
