#include "print/pdf_paper.h"

#include "print/canvas.h"
#include "print/printer.h"

#include <lodge/errors.h>

#include <algorithm>
#include <numeric>

namespace lodge::print {
namespace {

constexpr double kAfter = 6, kCellEdge = 3, kCodeSize = 96;

/// Draws the blocks of one sheet, one below the other.
class Drawing {
 public:
  Drawing(Canvas& canvas, const Sheet& sheet, const std::function<Bars(std::string_view)>& code)
      : canvas_(canvas), sheet_(sheet), code_(code) {}

  void operator()(const PaperText& text) {
    canvas_.flow(text);
    canvas_.move_down(kAfter);
  }

  void operator()(const PaperTable& table) {
    if (!table.head.empty()) row(table, table.head, true);
    for (const auto& cells : table.rows) row(table, cells, false);
    canvas_.move_down(kAfter);
  }

  void operator()(const PaperCode& code) {
    canvas_.need(kCodeSize + kAfter);
    const auto bars = code_(code.content);
    const auto unit = kCodeSize / bars.size;
    const auto left = sheet_.right_to_left ? kPageWidth - kMargin - kCodeSize : kMargin;
    for (const auto& bar : bars.bars) canvas_.bar(left + bar.x * unit, canvas_.y() + bar.y * unit, bar.length * unit, unit);
    beside(code.beside);
  }

  void operator()(const PaperCut&) {
    canvas_.move_down(kAfter);
    canvas_.line(canvas_.y(), true);
    canvas_.move_down(2 * kAfter);
  }

 private:
  void beside(const std::vector<PaperText>& texts) {
    const auto top = canvas_.y();
    const auto x = sheet_.right_to_left ? kMargin : kMargin + kCodeSize + 2 * kAfter;
    for (const auto& text : texts) {
      const auto layout = canvas_.layout(text, kTextWidth - kCodeSize - 2 * kAfter);
      canvas_.draw(layout, x);
      canvas_.move_down(Canvas::height(layout) + kAfter);
    }
    canvas_.move_down(std::max(0.0, top + kCodeSize + kAfter - canvas_.y()));
  }

  void row(const PaperTable& table, const std::vector<std::string>& cells, bool head) {
    LODGE_CHECK(cells.size() == table.shares.size());
    const auto whole = std::accumulate(table.shares.begin(), table.shares.end(), 0.0);
    std::vector<Layout> layouts;
    double tallest = 0;
    for (std::size_t i = 0; i < cells.size(); ++i) {
      layouts.push_back(canvas_.layout({cells[i], PaperText::Size::body, head}, kTextWidth * table.shares[i] / whole - 2 * kCellEdge));
      tallest = std::max(tallest, Canvas::height(layouts.back()));
    }
    if (canvas_.y() + tallest + 2 * kCellEdge > kBottom) {
      canvas_.turn();
      if (!head && !table.head.empty()) row(table, table.head, true);
    }
    draw_row(table, layouts, whole);
    canvas_.move_down(tallest + kCellEdge);
    canvas_.line(canvas_.y(), false);
  }

  void draw_row(const PaperTable& table, const std::vector<Layout>& layouts, double whole) {
    canvas_.move_down(kCellEdge);
    double x = sheet_.right_to_left ? kPageWidth - kMargin : kMargin;
    for (std::size_t i = 0; i < layouts.size(); ++i) {
      const auto width = kTextWidth * table.shares[i] / whole;
      if (sheet_.right_to_left) x -= width;
      canvas_.draw(layouts[i], x + kCellEdge);
      if (!sheet_.right_to_left) x += width;
    }
  }

  Canvas& canvas_;
  const Sheet& sheet_;
  const std::function<Bars(std::string_view)>& code_;
};

}  // namespace

std::string PdfPaper::pdf(std::string_view title, std::span<const Sheet> sheets) const {
  Canvas canvas(title);
  for (const auto& sheet : sheets) {
    canvas.begin(sheet);
    Drawing drawing(canvas, sheet, draw_code_);
    for (const auto& block : sheet.blocks) std::visit(drawing, block);
  }
  return canvas.finish();
}

void PdfPaper::print(const std::string& printer, const std::string& title, std::string_view pdf) const { print_pdf(printer, title, pdf); }

}  // namespace lodge::print
