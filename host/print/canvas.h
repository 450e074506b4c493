#pragma once
#include <lodge/paper.h>

#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

namespace lodge::print {

/// A4 in points of 1/72 inch, with room for a punch and for a foot.
inline constexpr double kPageWidth = 595.28, kPageHeight = 841.89, kMargin = 54, kFoot = 36;
inline constexpr double kTextWidth = kPageWidth - 2 * kMargin, kBottom = kPageHeight - kMargin - kFoot;

template <auto Free>
struct Freed {
  template <class T>
  void operator()(T* it) const {
    Free(it);
  }
};
using Layout = std::unique_ptr<PangoLayout, Freed<g_object_unref>>;

/// Pages under way: where the next thing is drawn, and what a text would take. One thread at a time.
class Canvas {
 public:
  explicit Canvas(std::string_view title);

  /// A page of this sheet begins; the ones before are done.
  void begin(const Sheet& sheet);
  /// On to the sheet's next page.
  void turn();
  /// Turns the page unless `height` points are left.
  void need(double height);

  Layout layout(const PaperText& text, double width) const;
  static double height(const Layout& layout);
  /// At `x` from the left, at the cursor's height; the cursor stays.
  void draw(const Layout& layout, double x) const;
  /// Line by line, over as many pages as it takes; the cursor moves below it.
  void flow(const PaperText& text);
  void bar(double x, double y, double width, double height) const;  ///< filled
  void line(double y, bool dashed) const;                           ///< across the page
  void move_down(double by) { y_ += by; }
  double y() const { return y_; }

  /// Ends the last page; the file.
  std::string finish();

 private:
  void foot() const;

  std::string file_;
  std::unique_ptr<cairo_surface_t, Freed<cairo_surface_destroy>> surface_;
  std::unique_ptr<cairo_t, Freed<cairo_destroy>> cairo_;
  const Sheet* sheet_ = nullptr;
  int page_ = 0;  ///< of the sheet
  double y_ = kMargin;
};

}  // namespace lodge::print
