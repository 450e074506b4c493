#pragma once
#include "needs.h"
#include "plan.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

// The fields of pages/needs_fields.html, on each page that asks a family what it needs.

/// interpreter, languages (that the school named somebody for), step_free, with_whom, modes, any_needs (or a
/// number is known); of telephone.h rings, telephone.
void add_needs_fields(Value::Map& values, const Say& say, const Plan& plan, const Needs& typed);
/// A form of an evening without a telephone keeps the number of `before`.
Needs read_needs(const Fields& form, const Needs& before);
/// A field that cannot be kept so, and the cure.
struct Unfit {
  std::string_view field;
  std::string words;
};
std::optional<Unfit> unfit(const Say& say, const Needs& needs);

/// "An interpreter: Polish · a way without steps"; empty when there is none.
std::string needs_words(const Say& say, const Needs& needs);

}  // namespace lodge::parents_evening
