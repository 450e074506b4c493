#pragma once
#include "core/rules/mapping.h"
#include "core/sync/checked.h"
#include "core/sync/pulled.h"

#include <expected>
#include <string>

namespace lodge::core {

/// Hands the sound records of a pull to the school's mapping, in lists of at most 64 kB, and takes what comes back: the
/// same record with other texts in it, or none, with a reason. Records whose row is set aside anyway are not shown to
/// it. A mapping that fails, adds or drops a field, or changes a number or code by which records find each other, ends
/// it with a sentence that names file and row. [one thread]
std::expected<Pulled, std::string> mapped(Pulled pulled, const Known& known, Mapper& mapper);

}  // namespace lodge::core
