#pragma once
#include "evening.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// In the audit: a file full of names has left the school's records. `what`: "attendance", "lists", "appointments", "pack".
inline void note_export(const Kernel& kernel, const Actor& actor, EveningId evening, std::string_view what) {
  kernel.database.write([&](Transaction& transaction) {
    kernel.audit.record(transaction, actor, {"evening.exported", evening.text(), "{\"what\":\"" + std::string(what) + "\"}"});
  });
}

}  // namespace lodge::parents_evening
