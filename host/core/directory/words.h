#pragma once
#include "core/directory/rows.h"

#include <string_view>

namespace lodge::core {

/// How enumerators are written in the store; what is read is one of these, or the most cautious one for an unknown word.
std::string_view word_of(PersonKind kind);
std::string_view word_of(ParentalResponsibility responsibility);
std::string_view word_of(ContactRule rule);
PersonKind person_kind(std::string_view word);
ParentalResponsibility responsibility(std::string_view word);
ContactRule contact_rule(std::string_view word);

}  // namespace lodge::core
