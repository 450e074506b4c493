#pragma once
#include <lodge/paper.h>

#include <functional>

namespace lodge::print {

/// The dark runs of a QR code in units; its quiet edge is in `size`.
struct Bars {
  struct Bar {
    int x, y, length;
  };
  int size = 0;
  std::vector<Bar> bars;
};

/// Paper as PDF, by Pango and Cairo; printed by IPP. [any thread]
class PdfPaper final : public Paper {
 public:
  /// `draw_code` knows QR codes.
  explicit PdfPaper(std::function<Bars(std::string_view)> draw_code) : draw_code_(std::move(draw_code)) {}
  std::string pdf(std::string_view title, std::span<const Sheet> sheets) const override;
  void print(const std::string& printer, const std::string& title, std::string_view pdf) const override;

 private:
  const std::function<Bars(std::string_view)> draw_code_;
};

}  // namespace lodge::print
