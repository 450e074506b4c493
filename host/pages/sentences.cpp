#include "pages/sentences.h"

#include "pages/spoken.h"

#include <lodge/errors.h>

#include <algorithm>
#include <vector>

namespace lodge::pages {
namespace {

char lower(char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter - 'A' + 'a') : letter; }

/// "{{ROOM}}" → "{room}", as translators see it.
std::string for_catalogue(std::string_view sentence) {
  std::string english;
  bool within = false;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const auto two = sentence.substr(i, 2);
    if (two == "{{" || two == "}}") {
      within = two == "{{";
      ++i;
    }
    english += within ? lower(sentence[i]) : sentence[i];
  }
  return english;
}

void append_escaped(std::string& to, char letter) {
  switch (letter) {
    case '&': to += "&amp;"; break;
    case '<': to += "&lt;"; break;
    case '>': to += "&gt;"; break;
    case '"': to += "&quot;"; break;
    case '\'': to += "&#39;"; break;
    default: to += letter;
  }
}

/// "{room}" → "{{room}}" again, and the words escaped.
std::string for_template(std::string_view said, Markup markup, Values values) {
  std::string text;
  for (const char letter : said) {
    if (letter == '{' || letter == '}') {
      if (letter == '{' && values == Values::apart) text += kBeginsApart;
      text.append(2, letter);
      if (letter == '}' && values == Values::apart) text += kEndsApart;
    } else if (markup == Markup::html) {
      append_escaped(text, letter);
    } else {
      text += letter;
    }
  }
  return text;
}

std::string said(std::string_view text, const Say& say, Markup markup) {
  const auto values = say.right_to_left() ? Values::apart : Values::within;
  std::string result;
  for (;;) {
    const auto open = text.find("[[");
    result += text.substr(0, open);
    if (open == std::string_view::npos) return result;
    const auto close = text.find("]]", open);
    LODGE_CHECK(close != std::string_view::npos);  // a template with an open sentence
    result += for_template(say.say(for_catalogue(text.substr(open + 2, close - open - 2))), markup, values);
    text.remove_prefix(close + 2);
  }
}

/// The inside of one marker: "#NAME" → "#name", "^NAME" → "#not_name"; `open` are the sections that are open.
std::string marker(std::string_view inside, std::vector<std::string>& open) {
  std::string name(inside);
  std::ranges::transform(name, name.begin(), lower);
  if (name.starts_with('^')) name.replace(0, 1, "#not_");
  if (name.starts_with('#')) open.push_back(name.substr(1));
  if (name.starts_with('/')) {
    LODGE_CHECK(!open.empty() && (open.back() == name.substr(1) || open.back() == "not_" + name.substr(1)));
    name = "/" + open.back();
    open.pop_back();
  }
  return name;
}

std::string with_markers(std::string_view text) {
  std::string result;
  std::vector<std::string> open_sections;
  for (;;) {
    const auto open = text.find("{{");
    result += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const auto close = text.find("}}", open);
    LODGE_CHECK(close != std::string_view::npos);
    result += "{{" + marker(text.substr(open + 2, close - open - 2), open_sections) + "}}";
    text.remove_prefix(close + 2);
  }
  LODGE_CHECK(open_sections.empty());
  return result;
}

}  // namespace

std::string in_language(std::string_view text, const Say& say, Markup markup) {
  return with_markers(said(text, say, markup));
}

}  // namespace lodge::pages
