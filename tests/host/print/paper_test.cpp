#include "print/pdf_paper.h"

#include <gmock/gmock.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <memory>

namespace lodge::print {
namespace {

using testing::HasSubstr;

/// What a reader of the file sees, page after page, each ended by a form feed.
std::string read_back(const std::string& pdf) {
  const auto file = std::filesystem::temp_directory_path() / ("lodge-paper-" + std::to_string(::getpid()) + ".pdf");
  std::ofstream(file, std::ios::binary) << pdf;
  const auto command = "pdftotext -layout '" + file.string() + "' -";
  const std::unique_ptr<FILE, decltype(&pclose)> output(popen(command.c_str(), "r"), pclose);
  std::string text;
  for (int c = std::fgetc(output.get()); c != EOF; c = std::fgetc(output.get())) text += static_cast<char>(c);
  std::filesystem::remove(file);
  return text;
}

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

PdfPaper paper() {
  return PdfPaper([](std::string_view) { return Bars{.size = 10, .bars = {{2, 2, 5}, {3, 3, 1}}}; });
}

std::string drawn(std::vector<Sheet> sheets) { return read_back(paper().pdf("A test", sheets)); }

TEST(Paper, BeginsEachReadersPaperOnAPageOfItsOwn) {
  const auto text = drawn({{.foot = "Ashdown School", .blocks = {PaperText{"For Ms Reed"}}}, {.blocks = {PaperText{"For Mr Cole"}}}});
  EXPECT_EQ(std::ranges::count(text, '\f'), 2);
  EXPECT_THAT(text, HasSubstr("For Ms Reed"));
  EXPECT_THAT(text, HasSubstr("Ashdown School"));
  EXPECT_GT(text.find("For Mr Cole"), text.find('\f'));
}

TEST(Paper, BreaksLongTextsOverPagesAndNumbersThem) {
  std::string words;
  for (int i = 0; i < 3'000; ++i) words += "word" + std::to_string(i) + " ";
  const auto text = drawn({{.foot = "Foot", .blocks = {PaperText{words}}}});
  EXPECT_GE(std::ranges::count(text, '\f'), 3);
  EXPECT_THAT(text, HasSubstr("Foot · 2"));
  EXPECT_THAT(text, HasSubstr("word2999"));
}

TEST(Paper, RepeatsATablesHeadOnEachPage) {
  PaperTable table{{"Time", "Family"}, {1, 3}, {}};
  for (int i = 0; i < 120; ++i) table.rows.push_back({"4:" + std::to_string(i), "Family " + std::to_string(i)});
  const auto text = drawn({{.blocks = {table}}});
  std::size_t heads = 0;
  for (auto at = text.find("Time"); at != std::string::npos; at = text.find("Time", at + 1)) ++heads;
  EXPECT_EQ(heads, static_cast<std::size_t>(std::ranges::count(text, '\f')));
  EXPECT_THAT(text, HasSubstr("Family 119"));
}

TEST(Paper, WritesEveryScriptOfTheLanguagesShipped) {
  const auto text = drawn({{.language = "pl", .blocks = {PaperText{"Zażółć gęślą jaźń"}}},
                           {.language = "cy", .blocks = {PaperText{"Llŷr, tŷ, ŵyn"}}},
                           {.language = "ur", .right_to_left = true, .blocks = {PaperText{"والدین کی شام"}, PaperCode{"x", {{"کوڈ"}}}, PaperCut{}}}});
  EXPECT_THAT(text, HasSubstr("Zażółć gęślą jaźń"));
  EXPECT_THAT(text, HasSubstr("Llŷr"));
  EXPECT_THAT(without_spaces(text), HasSubstr("والدینکیشام"));
  EXPECT_EQ(std::ranges::count(text, '\f'), 3);
}

TEST(Paper, InALanguageFromTheRightStandsAtTheRightAndKeepsLatinNamesWhole) {
  std::string wide;
  for (int i = 0; i < 30; ++i) wide += "wide ";
  const std::vector<PaperBlock> name = {PaperText{"Małgorzata Zając"}, PaperText{wide}};
  const auto left = drawn({{.language = "pl", .blocks = name}}), right = drawn({{.language = "ur", .right_to_left = true, .blocks = name}});
  ASSERT_THAT(right, HasSubstr("Małgorzata Zając"));
  EXPECT_LT(left.find("Ma"), 5U);
  EXPECT_GT(right.find("Ma"), 40U);
}

TEST(Paper, OfNobodyIsNoPage) { EXPECT_TRUE(paper().pdf("Nothing", {}).starts_with("%PDF")); }

}  // namespace
}  // namespace lodge::print
