#include "print/canvas.h"

#include <lodge/errors.h>

#include <cairo-pdf.h>

namespace lodge::print {
namespace {

constexpr const char* kFonts = "DejaVu Sans, Noto Sans, sans-serif";
// DejaVu has some of Urdu's letters and not others, which would not join; so one that has all of them comes first.
constexpr const char* kUrduFonts = "Nafees, Noto Nastaliq Urdu, DejaVu Sans, sans-serif";

bool is_latin(gunichar letter) { return g_unichar_get_script(letter) == G_UNICODE_SCRIPT_LATIN || (letter < 0x80 && g_unichar_isgraph(letter)); }

/// Latin letters, digits and marks in the typeface of other sheets: the one for Urdu lacks the accents of half a school's names.
void dress_latin(PangoLayout* layout, const std::string& text) {
  const std::unique_ptr<PangoAttrList, Freed<pango_attr_list_unref>> all(pango_attr_list_new());
  const char* const begin = text.c_str();
  for (const char* at = begin; *at != '\0';) {
    const char* const from = at;
    while (*at != '\0' && is_latin(g_utf8_get_char(at))) at = g_utf8_next_char(at);
    if (at == from) {
      at = g_utf8_next_char(at);
      continue;
    }
    auto* const family = pango_attr_family_new(kFonts);
    family->start_index = static_cast<guint>(from - begin);
    family->end_index = static_cast<guint>(at - begin);
    pango_attr_list_insert(all.get(), family);  // which owns it now
  }
  pango_layout_set_attributes(layout, all.get());
}

int points(PaperText::Size size) {
  switch (size) {
    case PaperText::Size::small: return 8;
    case PaperText::Size::body: return 10;
    case PaperText::Size::heading: return 14;
    case PaperText::Size::huge: break;
  }
  return 24;
}

cairo_status_t append(void* file, const unsigned char* bytes, unsigned count) {
  static_cast<std::string*>(file)->append(reinterpret_cast<const char*>(bytes), count);
  return CAIRO_STATUS_SUCCESS;
}

double in_points(int pango_units) { return static_cast<double>(pango_units) / PANGO_SCALE; }

}  // namespace

Canvas::Canvas(std::string_view title)
    : surface_(cairo_pdf_surface_create_for_stream(append, &file_, kPageWidth, kPageHeight)), cairo_(cairo_create(surface_.get())) {
  LODGE_CHECK(cairo_status(cairo_.get()) == CAIRO_STATUS_SUCCESS);
  cairo_pdf_surface_set_metadata(surface_.get(), CAIRO_PDF_METADATA_TITLE, std::string(title).c_str());
}

void Canvas::begin(const Sheet& sheet) {
  if (sheet_ != nullptr) {
    foot();
    cairo_show_page(cairo_.get());
  }
  sheet_ = &sheet;
  page_ = 1;
  y_ = kMargin;
}

void Canvas::turn() {
  foot();
  cairo_show_page(cairo_.get());
  ++page_;
  y_ = kMargin;
}

void Canvas::need(double height) {
  if (y_ > kMargin && y_ + height > kBottom) turn();
}

Layout Canvas::layout(const PaperText& text, double width) const {
  Layout layout(pango_cairo_create_layout(cairo_.get()));
  const std::unique_ptr<PangoFontDescription, Freed<pango_font_description_free>> font(pango_font_description_from_string(sheet_->language == "ur" ? kUrduFonts : kFonts));
  pango_font_description_set_absolute_size(font.get(), points(text.size) * PANGO_SCALE);
  if (text.strong || text.size == PaperText::Size::heading) pango_font_description_set_weight(font.get(), PANGO_WEIGHT_BOLD);
  pango_layout_set_font_description(layout.get(), font.get());
  auto* context = pango_layout_get_context(layout.get());
  pango_context_set_language(context, pango_language_from_string(sheet_->language.c_str()));
  pango_context_set_base_dir(context, sheet_->right_to_left ? PANGO_DIRECTION_RTL : PANGO_DIRECTION_LTR);
  pango_layout_context_changed(layout.get());
  pango_layout_set_auto_dir(layout.get(), FALSE);
  pango_layout_set_alignment(layout.get(), sheet_->right_to_left ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_width(layout.get(), static_cast<int>(width * PANGO_SCALE));
  pango_layout_set_wrap(layout.get(), PANGO_WRAP_WORD_CHAR);
  pango_layout_set_line_spacing(layout.get(), 1.25F);
  pango_layout_set_text(layout.get(), text.text.c_str(), static_cast<int>(text.text.size()));
  if (sheet_->language == "ur") dress_latin(layout.get(), text.text);
  return layout;
}

double Canvas::height(const Layout& layout) {
  int height = 0;
  pango_layout_get_size(layout.get(), nullptr, &height);
  return in_points(height);
}

void Canvas::draw(const Layout& layout, double x) const {
  cairo_move_to(cairo_.get(), x, y_);
  pango_cairo_show_layout(cairo_.get(), layout.get());
}

void Canvas::flow(const PaperText& text) {
  const auto whole = layout(text, kTextWidth);
  const std::unique_ptr<PangoLayoutIter, Freed<pango_layout_iter_free>> line(pango_layout_get_iter(whole.get()));
  do {
    PangoRectangle box;
    pango_layout_iter_get_line_extents(line.get(), nullptr, &box);
    const auto height = in_points(box.height);
    need(height);
    const auto base = in_points(pango_layout_iter_get_baseline(line.get()) - box.y);
    cairo_move_to(cairo_.get(), kMargin + in_points(box.x), y_ + base);
    pango_cairo_show_layout_line(cairo_.get(), pango_layout_iter_get_line_readonly(line.get()));
    y_ += height;
  } while (pango_layout_iter_next_line(line.get()));
}

void Canvas::bar(double x, double y, double width, double height) const {
  cairo_rectangle(cairo_.get(), x, y, width, height);
  cairo_fill(cairo_.get());
}

void Canvas::line(double y, bool dashed) const {
  const double dash[] = {4, 4};
  cairo_save(cairo_.get());
  cairo_set_line_width(cairo_.get(), 0.5);
  if (dashed) cairo_set_dash(cairo_.get(), dash, 2, 0);
  cairo_move_to(cairo_.get(), kMargin, y);
  cairo_line_to(cairo_.get(), kPageWidth - kMargin, y);
  cairo_stroke(cairo_.get());
  cairo_restore(cairo_.get());
}

void Canvas::foot() const {
  const auto text = sheet_->foot + (page_ > 1 ? (sheet_->foot.empty() ? "" : " · ") + std::to_string(page_) : "");
  const auto small = layout({text, PaperText::Size::small, false}, kTextWidth);
  cairo_move_to(cairo_.get(), kMargin, kPageHeight - kMargin);
  pango_cairo_show_layout(cairo_.get(), small.get());
}

std::string Canvas::finish() {
  if (sheet_ != nullptr) {
    foot();
    cairo_show_page(cairo_.get());
  }
  cairo_.reset();
  cairo_surface_finish(surface_.get());
  LODGE_CHECK(cairo_surface_status(surface_.get()) == CAIRO_STATUS_SUCCESS);
  return std::move(file_);
}

}  // namespace lodge::print
