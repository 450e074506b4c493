#pragma once
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace lodge {

/// Words on paper. UTF-8 in any script; lines are broken and shaped as the script asks.
struct PaperText {
  enum class Size { small, body, heading, huge };
  std::string text;
  Size size = Size::body;
  bool strong = false;
};

/// A table over the width of the page; its head comes again on each page.
struct PaperTable {
  std::vector<std::string> head;               ///< empty: none
  std::vector<double> shares;                  ///< of the width, one a column; more than 0
  std::vector<std::vector<std::string>> rows;  ///< each as long as `shares`
};

/// A QR code, and words beside it.
struct PaperCode {
  std::string content;              ///< at most 500 bytes
  std::vector<PaperText> beside;
};

/// A dashed line to cut along.
struct PaperCut {};

using PaperBlock = std::variant<PaperText, PaperTable, PaperCode, PaperCut>;

/// One reader's paper: it begins on a page of its own, and counts its pages when it needs more than one.
struct Sheet {
  std::string language = "en";  ///< BCP 47
  bool right_to_left = false;
  std::string foot{};           ///< small, below each of its pages
  std::vector<PaperBlock> blocks{};
};

/// Draws PDFs on A4, and has them printed. [any thread]
class Paper {
 public:
  virtual ~Paper() = default;
  /// The whole file. `title` stands in its properties. About a millisecond a page.
  virtual std::string pdf(std::string_view title, std::span<const Sheet> sheets) const = 0;
  /// Hands a PDF to a printer of the school's network, by its address ("ipps://printer.school.example/ipp/print"). Takes
  /// as long as the printer does; jobs may wait for it, requests not. @throws Unavailable with the printer's reason
  virtual void print(const std::string& printer, const std::string& title, std::string_view pdf) const = 0;
};

}  // namespace lodge
