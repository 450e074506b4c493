#pragma once
#include "core/access/accounts.h"
#include "core/languages.h"

#include <lodge/web.h>

#include <string>

namespace lodge::pages {

/// What a template's "host/language_choice" shows: every language by its own name, and where to come back to. Null
/// where only one is offered.
Value language_choice(const core::Languages& languages, const Request& request, std::string back);

/// POST /language: kept in a cookie, and in the account of whoever is signed in. [startup]
void add_language_route(Routes& routes, const core::Languages& languages, core::Accounts& accounts);

}  // namespace lodge::pages
