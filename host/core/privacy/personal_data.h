#pragma once
#include <lodge/database.h>
#include <lodge/directory.h>
#include <lodge/privacy.h>
#include <lodge/value.h>

namespace lodge::core {

/// What the house itself holds about a person, besides the ways in of parents (parents/personal_data.h) and what modules
/// answer for: a list under the name of each table that has something. Their own part only: what they did and what was
/// done about them without who else it was. Times are ISO 8601. @throws Unavailable
Value::Map export_house_data(Reader& reader, SiteId site, const People& people, PersonId person);
/// Of the site's vault: their fields as they were at each import, which undoing one would bring back, and their keys.
Value::Map export_vault_data(Reader& vault, Privacy& privacy, SiteId site, PersonId person);

/// Ends their account, their login sessions, their tokens, and messages to them that have not left. What they did stays
/// in the audit, the ledger and the directory's rows, under a number that names nobody once their key is destroyed.
void erase_house_data(Transaction& transaction, PersonId person);
/// Forgets what the last connector said and nobody has applied: it names everybody. Its plan has to be made again.
void erase_vault_data(Transaction& vault);

}  // namespace lodge::core
