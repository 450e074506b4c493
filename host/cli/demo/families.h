#pragma once
#include "cli/demo/school.h"

namespace lodge::demo {

/// Students in families of one to three, with siblings in other years, parents together or apart, and now and then a
/// grandmother or a foster carer.
void add_families(School& school, std::chrono::year_month_day today, Dice& dice);

}  // namespace lodge::demo
