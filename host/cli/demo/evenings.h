#pragma once
#include "assembly/house.h"

namespace lodge::demo {

/// A parents' evening some two and a half weeks ahead that is open, with some families' appointments, made through the module's own
/// pages, so that it is what the office and parents would have made.
void make_evening(assembly::House& house, SiteId site);

}  // namespace lodge::demo
