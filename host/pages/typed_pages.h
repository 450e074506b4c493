#pragma once
#include "core/login/kept_forms.h"
#include "core/login/searches.h"

#include <lodge/pages.h>

namespace lodge::pages {

/// Whoever may look for people on a page.
inline constexpr Permission kSearch{
    "search", {Role::administrator, Role::manager, Role::office, Role::teacher, Role::technician, Role::data_protection}, {}};

/// What people typed on its way: all outlive the routes.
struct TypedPages {
  const Pages& pages;
  const core::Searches& searches;
  core::KeptForms& kept;
};

/// POST /search: a form that looks for people says in `to` which page shows what was found; the page is asked with the rest
/// of the form, sealed. /kept: the form that came when its sign-in had run out, and a button that sends it. [startup]
void register_typed_pages(Routes& routes, const TypedPages& on);

}  // namespace lodge::pages
