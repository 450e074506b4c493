#include "pages/languages.h"
#include "pages/sentences.h"
#include "pages/templates.h"

#include <lodge/id.h>

#include <gmock/gmock.h>

#include <fstream>

namespace lodge::pages {
namespace {

using testing::HasSubstr;

/// A folder of templates, gone with the test.
class TemplatesTest : public testing::Test {
 protected:
  TemplatesTest() : folder_(std::filesystem::temp_directory_path() / ("lodge-templates-" + RawId::random().text())) {
    std::filesystem::create_directories(folder_);
  }
  ~TemplatesTest() override { std::filesystem::remove_all(folder_); }

  std::string filled(const std::string& text, const Value& values, std::string_view language = "en",
                     const std::string& ending = "html") {
    std::ofstream(folder_ / ("it." + ending)) << text;
    const Templates templates({{"test", folder_}}, languages_.all());
    return templates.filled(languages_.choose(language, ""), ending == "html" ? "test/it" : "test/it.txt", values);
  }

  std::filesystem::path folder_;
  const CatalogueLanguages languages_{CATALOGUE_DIR, {"cy", "qps", "ur"}};
};

TEST_F(TemplatesTest, ValuesAreEscapedWhereTheyStand) {
  const Value values = Value::Map{{"name", "<b>\"O'Hara\" & Co</b>"}, {"url", "javascript:alert(1)"}};
  const auto html = filled("<a href=\"{{url}}\" title=\"{{name}}\">{{NAME}}</a>", values);
  EXPECT_THAT(html, HasSubstr("href=\"#\""));
  EXPECT_THAT(html, HasSubstr(">&lt;b&gt;&quot;O&#39;Hara&quot; &amp; Co&lt;/b&gt;</a>"));
}

TEST_F(TemplatesTest, AnAddressThatWouldRunIsLeftOut) {
  for (const auto* url : {"javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", " javascript:alert(1)"}) {
    EXPECT_THAT(filled("<a href=\"{{url}}\">x</a>", Value::Map{{"url", url}}), HasSubstr("href=\"#\"")) << url;
  }
}

TEST_F(TemplatesTest, TextIsLeftAlone) {
  EXPECT_EQ(filled("Dear {{name}},\n\nyes", Value::Map{{"name", "O'Hara & Co"}}, "en", "txt"),
            "Dear O'Hara & Co,\n\nyes");
}

TEST_F(TemplatesTest, ASectionIsShownForEachItem) {
  const Value values = Value::Map{{"rooms", Value::List{Value::Map{{"name", "S03"}}, Value::Map{{"name", "M01"}}}},
                                  {"day", "Thursday"}};
  EXPECT_EQ(filled("{{#ROOMS}}{{NAME}} {{DAY}};{{/ROOMS}}", values), "S03 Thursday;M01 Thursday;");
}

TEST_F(TemplatesTest, ASectionIsShownOnceForWhatIsThereAndItsOppositeForWhatIsNot) {
  const std::string text = "{{#note}}[{{note}}]{{/note}}{{^note}}none{{/note}}";
  EXPECT_EQ(filled(text, Value::Map{{"note", "hello"}}), "[hello]");
  EXPECT_EQ(filled(text, Value::Map{{"note", ""}}), "none");
  EXPECT_EQ(filled(text, Value::Map{}), "none");
  EXPECT_EQ(filled("{{#on}}on{{/on}}{{^on}}off{{/on}}", Value::Map{{"on", false}}), "off");
  EXPECT_EQ(filled("{{#who}}{{name}}{{/who}}", Value::Map{{"who", Value::Map{{"name", "Jo"}}}}), "Jo");
}

TEST_F(TemplatesTest, PlainTextsAndNumbersAreShown) {
  EXPECT_EQ(filled("{{#all}}{{item}},{{/all}}", Value::Map{{"all", Value::List{"a", 7, "c"}}}), "a,7,c,");
}

TEST_F(TemplatesTest, ASentenceIsTranslatedAndEscapedOnce) {
  const Value values = Value::Map{{"room", "<S>"}, {"period", 4}};
  const std::string text = "<p title=\"[[Book {{ROOM}}, period {{PERIOD}}]]\">[[Tom & Jerry's]]</p>";
  EXPECT_EQ(filled(text, values), "<p title=\"Book &lt;S&gt;, period 4\">Tom &amp; Jerry&#39;s</p>");
  EXPECT_THAT(filled(text, values, "cy"), HasSubstr("\"Bwcio &lt;S&gt;, cyfnod &quot;4&quot; &amp; mwy\""));
  EXPECT_THAT(filled(text, values, "qps"), HasSubstr("Ƀǿǿķ &lt;S&gt;"));
}

TEST_F(TemplatesTest, WhatIsIncludedStandsAsIfWrittenThere) {
  std::ofstream(folder_ / "field.html") << "<input value=\"{{value}}\">\n";
  std::ofstream(folder_ / "both.html") << "{{>field}}|{{>test/field}}";
  const Value values = Value::Map{{"all", Value::List{Value::Map{{"value", "\"x\""}}, Value::Map{{"value", "y"}}}}};
  EXPECT_EQ(filled("{{#all}}{{>field}};{{/all}}", values), "<input value=\"&quot;x&quot;\">;<input value=\"y\">;");
  EXPECT_EQ(filled("{{>both}}", Value::Map{}), "<input value=\"\">|<input value=\"\">");
}

TEST_F(TemplatesTest, AnIncludeThatCannotBeIsRefusedAtStart) {
  EXPECT_THROW(filled("{{>nowhere}}", Value::Map{}), std::runtime_error);
  EXPECT_THROW(filled("{{>nobody/it}}", Value::Map{}), std::runtime_error);
  EXPECT_THROW(filled("{{>it}}", Value::Map{}), std::runtime_error);
  EXPECT_THROW(filled("{{>open", Value::Map{}), std::runtime_error);
}

TEST_F(TemplatesTest, OnlyWhatSaysSoIsHtmlAlready) {
  EXPECT_EQ(filled("<div>{{inner:none}}</div>", Value::Map{{"inner", "<b>x</b>"}}), "<div><b>x</b></div>");
}

TEST_F(TemplatesTest, AMarkerThatCannotBeEscapedIsRefusedAtStart) {
  EXPECT_THROW(filled("<a href={{url}}>x</a>", Value::Map{}), std::runtime_error);
}

TEST_F(TemplatesTest, InALanguageFromTheRightAValueOfASentenceIsSetApart) {
  EXPECT_EQ(filled("<p>[[Hello {{name}},]]</p>", Value::Map{{"name", "Ms O'Hara"}}, "ur"), "<p>Hello \u2068Ms O&#39;Hara\u2069,</p>");
}

TEST_F(TemplatesTest, AnUnfinishedSentenceIsABug) {
  EXPECT_DEATH(filled("<p>[[Never closed</p>", Value::Map{}), "");
}

}  // namespace
}  // namespace lodge::pages
