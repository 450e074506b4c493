#pragma once
#include "decide.h"
#include "propose.h"

#include <lodge/say.h>

namespace lodge::parents_evening {

/// Why a choice could not be had, for the family, and what it can do. `rule`: the school's words, of a rule.
std::string sentence(const Say& say, Why why, const std::string& rule = {});
/// Why no time was found for somebody, for the family: what follows the name.
std::string sentence(const Say& say, NoTime why);

}  // namespace lodge::parents_evening
