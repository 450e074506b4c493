#include "pages/pseudo.h"

#include <array>

namespace lodge::pages {
namespace {

constexpr std::array<std::string_view, 26> kSmall{"å", "ƀ", "ç", "đ", "é", "ƒ", "ğ", "ħ", "ī", "ĵ", "ķ", "ł", "ɱ",
                                                  "ñ", "ǿ", "þ", "ɋ", "ř", "ş", "ŧ", "ū", "ṽ", "ŵ", "ẋ", "ÿ", "ž"};
constexpr std::array<std::string_view, 26> kLarge{"Å", "Ƀ", "Ç", "Đ", "É", "Ƒ", "Ğ", "Ħ", "Ī", "Ĵ", "Ķ", "Ł", "Ṁ",
                                                  "Ñ", "Ø", "Þ", "Ɋ", "Ř", "Ş", "Ŧ", "Ū", "Ṽ", "Ŵ", "Ẋ", "Ÿ", "Ž"};

void append_strange(std::string& to, char letter) {
  if (letter >= 'a' && letter <= 'z') {
    to += kSmall[static_cast<std::size_t>(letter - 'a')];
  } else if (letter >= 'A' && letter <= 'Z') {
    to += kLarge[static_cast<std::size_t>(letter - 'A')];
  } else {
    to += letter;
  }
}

}  // namespace

std::string PseudoCatalogue::sentence(std::string_view english) const {
  std::string strange = "[!! ";
  bool within = false;
  for (const char letter : english) {
    within = letter == '{' || (within && letter != '}');
    if (within) {
      strange += letter;
    } else {
      append_strange(strange, letter);
    }
  }
  strange += ' ';
  strange.append(english.size() * 2 / 5, '~');
  return strange + " !!]";
}

std::string PseudoCatalogue::counted(std::string_view one, std::string_view many, std::int64_t count) const {
  return sentence(count == 1 ? one : many);
}

}  // namespace lodge::pages
