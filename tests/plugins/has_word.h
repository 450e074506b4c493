#pragma once
#include <gmock/gmock.h>

#include <string>
#include <string_view>

namespace lodge::test {

/// Whether the text holds the word by itself. Tokens and sealed values in pages are base64, which has any three letters in a
/// row sooner or later; a word among others of its letters is not meant.
MATCHER_P(HasWord, word, std::string(negation ? "has not" : "has") + " the word " + std::string(word)) {
  constexpr std::string_view kOfTokens = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=_-";
  const std::string_view text(arg), wanted(word);
  const auto is_apart = [&](std::size_t at) { return at >= text.size() || kOfTokens.find(text[at]) == std::string_view::npos; };
  for (auto at = text.find(wanted); at != std::string_view::npos; at = text.find(wanted, at + 1)) {
    if ((at == 0 || is_apart(at - 1)) && is_apart(at + wanted.size())) return true;
  }
  return false;
}

}  // namespace lodge::test
