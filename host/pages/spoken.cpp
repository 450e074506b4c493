#include "pages/spoken.h"

#include <unicode/locid.h>

#include <algorithm>
#include <array>

namespace lodge::pages {
namespace {

constexpr auto kOwnNames = std::to_array<std::pair<std::string_view, std::string_view>>(
    {{"en", "English"}, {"cy", "Cymraeg"}, {"pl", "Polski"}, {"ur", "اردو"}});

}  // namespace

std::string filled(std::string_view sentence, Say::With with, Values values) {
  std::string result;
  while (!sentence.empty()) {
    const auto open = std::min(sentence.find('{'), sentence.size());
    result += sentence.substr(0, open);
    sentence.remove_prefix(open);
    const auto close = sentence.find('}');
    if (close == std::string_view::npos) break;
    const auto name = sentence.substr(1, close - 1);
    const auto found = std::ranges::find(with, name, [](const auto& pair) { return pair.first; });
    if (found == with.end()) {
      result += sentence.substr(0, close + 1);
    } else {
      result += values == Values::apart ? apart(found->second) : found->second;
    }
    sentence.remove_prefix(close + 1);
  }
  return result.append(sentence);
}

std::string apart(std::string_view value) { return std::string(kBeginsApart).append(value).append(kEndsApart); }

Spoken::Spoken(std::string tag, std::unique_ptr<Catalogue> catalogue)
    : tag_(std::move(tag)),
      catalogue_(std::move(catalogue)),
      dates_(tag_),
      right_to_left_(icu::Locale(tag_.c_str()).isRightToLeft() != 0),
      values_(right_to_left_ ? Values::apart : Values::within) {}

std::string Spoken::own_name() const {
  const auto found = std::ranges::find(kOwnNames, tag_, [](const auto& pair) { return pair.first; });
  return found == kOwnNames.end() ? tag_ : std::string(found->second);
}

std::string Spoken::say(std::string_view sentence, With with) const {
  return filled(catalogue_->sentence(sentence), with, values_);
}

std::string Spoken::say_many(std::string_view one, std::string_view many, std::int64_t count, With with) const {
  const auto counted = filled(catalogue_->counted(one, many, count), {{"count", std::to_string(count)}}, values_);
  return filled(counted, with, values_);
}

std::string Spoken::time(std::chrono::minutes since_midnight) const {
  return right_to_left_ ? apart(dates_.time(since_midnight)) : dates_.time(since_midnight);
}

std::string Spoken::times(std::chrono::minutes from, std::chrono::minutes to) const {
  const bool once = dates_.same_half(from, to);
  return say("{from} to {to}", {{"from", once ? dates_.bare_time(from) : dates_.time(from)}, {"to", dates_.time(to)}});
}

}  // namespace lodge::pages
