#pragma once
#include "decide.h"

#include <lodge/say.h>

namespace lodge::parents_evening {

/// Why a choice could not be had, for the family, and what it can do. `rule`: the school's words, of a rule.
std::string sentence(const Say& say, Why why, const std::string& rule = {});

}  // namespace lodge::parents_evening
