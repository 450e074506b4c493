#include "core/parents/names.h"

#include <algorithm>
#include <array>
#include <numeric>
#include <span>
#include <utility>

namespace lodge::core {
namespace {

using Words = std::vector<std::string>;

constexpr auto kTitles = std::to_array<std::string_view>(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "doctor", "prof", "professor", "rev", "revd", "reverend", "sir", "lady", "dame", "pan", "pani"});

bool is_title(std::string_view word) { return std::ranges::find(kTitles, word) != kTitles.end(); }

std::string joined(std::span<const std::string> words) { return std::accumulate(words.begin(), words.end(), std::string()); }

bool same(std::string_view one, std::string_view other, Slips slips) {
  return slips == Slips::forgiven ? nearly_same(one, other) : one == other;
}

bool means_surname(std::span<const std::string> typed, const Words& known, Slips slips) {
  if (typed.empty() || known.empty()) return false;
  const auto whole_typed = joined(typed), whole_known = joined(known);
  if (same(whole_typed, whole_known, slips) || std::ranges::is_permutation(typed, known)) return true;
  const auto half = [&](const std::string& part, const std::string& whole) { return part.size() >= 3 && same(part, whole, slips); };
  const bool of_known = known.size() > 1 && std::ranges::any_of(known, [&](const auto& part) { return half(part, whole_typed); });
  const bool of_typed = typed.size() > 1 && std::ranges::any_of(typed, [&](const auto& part) { return half(part, whole_known); });
  return of_known || of_typed;
}

enum class Initial { counts, does_not };

bool means_first_name(std::span<const std::string> typed, const Words& known, Initial initial, Slips slips) {
  if (typed.empty() || known.empty()) return false;
  const auto &first = typed.front(), &other = known.front();
  if (joined(typed) == joined(known) || same_first_name(first, other) || same(first, other, slips)) return true;
  return initial == Initial::counts && first.size() == 1 && other.starts_with(first);
}

/// Every way to cut the words into a first name and a surname, either of them in front.
template <class Fits>
bool some_cut(std::span<const std::string> words, Fits fits) {
  for (std::size_t at = 1; at < words.size(); ++at) {
    if (fits(words.first(at), words.subspan(at)) || fits(words.subspan(at), words.first(at))) return true;
  }
  return false;
}

struct Typed {
  std::string title;
  Words words;
};

Typed without_title(std::string_view typed) {
  Typed parts{{}, name_words(typed)};
  if (!parts.words.empty() && is_title(parts.words.front())) {
    parts.title = parts.words.front();
    parts.words.erase(parts.words.begin());
  }
  return parts;
}

bool fits_both(std::span<const std::string> typed, const KnownName& known, Initial initial, Slips slips) {
  const auto first = name_words(known.first_name), last = name_words(known.surname);
  return some_cut(typed, [&](auto one, auto two) { return means_first_name(one, first, initial, slips) && means_surname(two, last, slips); });
}

/// How many letters must change, be added, left out or swapped with their neighbour (optimal string alignment).
std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> before_last, last(b.size() + 1), row(b.size() + 1);
  std::iota(last.begin(), last.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      row[j] = std::min({last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] == b[j - 1] ? 0U : 1U)});
      const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
      if (swapped) row[j] = std::min(row[j], before_last[j - 2] + 1);
    }
    before_last = std::exchange(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::string run_together(std::string_view name) { return joined(name_words(name)); }

bool nearly_same(std::string_view one, std::string_view other) {
  if (one == other) return true;
  const auto shorter = std::min(one.size(), other.size()), longer = std::max(one.size(), other.size());
  const std::size_t slips = shorter >= 8 ? 2 : shorter >= 5 ? 1 : 0;
  return longer - shorter <= slips && slips > 0 && distance(one, other) <= slips;
}

bool means_contact(std::string_view typed, const KnownName& known, Slips slips) {
  const auto [title, words] = without_title(typed);
  if (fits_both(words, known, Initial::counts, slips)) return true;
  const bool title_for_first_name = !title.empty() && title == run_together(known.title);
  return title_for_first_name && means_surname(words, name_words(known.surname), slips);
}

bool means_student(std::string_view typed, const KnownName& known, Slips slips) {
  const auto words = without_title(typed).words;
  if (fits_both(words, known, Initial::does_not, slips)) return true;
  const auto first = name_words(known.first_name);
  return words.size() <= first.size() && means_first_name(words, first, Initial::does_not, slips);
}

}  // namespace lodge::core
