#pragma once
#include <lodge/database.h>
#include <lodge/directory.h>
#include <lodge/privacy.h>
#include <lodge/value.h>

namespace lodge::core {

/// What the records of how parents get in and who may book hold about a person: a list under the name of each table that
/// has something. Times are ISO 8601. Who knocked in vain is not among it: those rows name nobody by number, and go
/// after thirty days. @throws Unavailable
Value::Map export_parent_data(Reader& reader, Privacy& privacy, SiteId site, const People& people, PersonId person);
/// Takes all of it away: codes and tickets open nothing, what the office noted about a student goes, and so does what it
/// wrote as this person. The people's edits move on: refresh the directory afterwards.
void erase_parent_data(Transaction& transaction, SiteId site, const People& people, PersonId person);

}  // namespace lodge::core
