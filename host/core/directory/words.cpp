#include "core/directory/words.h"

#include <array>

namespace lodge::core {
namespace {

// In the order of the enumerators.
constexpr std::array<std::string_view, 3> kKinds = {"student", "contact", "teacher"};
constexpr std::array<std::string_view, 3> kResponsibilities = {"yes", "no", "unknown"};
constexpr std::array<std::string_view, 4> kRules = {"joint", "separate", "one_only", "none"};

template <class Kind, std::size_t size>
Kind find(const std::array<std::string_view, size>& words, std::string_view word, Kind otherwise) {
  for (std::size_t i = 0; i < size; ++i) {
    if (words[i] == word) return static_cast<Kind>(i);
  }
  return otherwise;
}

}  // namespace

std::string_view word_of(PersonKind kind) { return kKinds[static_cast<std::size_t>(kind)]; }
std::string_view word_of(ParentalResponsibility one) { return kResponsibilities[static_cast<std::size_t>(one)]; }
std::string_view word_of(ContactRule rule) { return kRules[static_cast<std::size_t>(rule)]; }
PersonKind person_kind(std::string_view word) { return find(kKinds, word, PersonKind::student); }
ParentalResponsibility responsibility(std::string_view word) {
  return find(kResponsibilities, word, ParentalResponsibility::unknown);
}
ContactRule contact_rule(std::string_view word) { return find(kRules, word, ContactRule::separate); }

}  // namespace lodge::core
