#include "pages/template_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <stdexcept>

namespace lodge::pages {
namespace {

constexpr std::string_view kOpen = "{{>", kClose = "}}";
constexpr int kDeepest = 8;

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error("Cannot read the template " + file.string());
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A file ends with a line's end; what is put into a line has none.
std::string without_last_line_end(std::string text) {
  if (text.ends_with('\n')) text.pop_back();
  return text;
}

}  // namespace

std::string TemplateFiles::text(const TemplateRoot& root, const std::filesystem::path& file, int depth) const {
  if (depth > kDeepest) throw std::runtime_error("The template " + file.string() + " includes itself");
  const auto read = contents(file);
  std::string_view rest = read;
  std::string whole;
  for (;;) {
    const auto open = rest.find(kOpen);
    whole += rest.substr(0, open);
    if (open == std::string_view::npos) return whole;
    const auto close = rest.find(kClose, open);
    if (close == std::string_view::npos) throw std::runtime_error("The template " + file.string() + " has an open {{>");
    whole += included(root, file, rest.substr(open + kOpen.size(), close - open - kOpen.size()), depth + 1);
    rest.remove_prefix(close + kClose.size());
  }
}

std::string TemplateFiles::included(const TemplateRoot& root, const std::filesystem::path& by, std::string_view name, int depth) const {
  const auto slash = name.rfind('/');
  const auto& where = slash == std::string_view::npos ? root : this->root(name.substr(0, slash));
  const auto file = std::string(name.substr(slash == std::string_view::npos ? 0 : slash + 1)) + by.extension().string();
  return without_last_line_end(text(where, where.folder / file, depth));
}

const TemplateRoot& TemplateFiles::root(std::string_view name) const {
  const auto found = std::ranges::find(roots_, name, &TemplateRoot::name);
  if (found == roots_.end()) throw std::runtime_error("No templates are named " + std::string(name) + "/");
  return *found;
}

}  // namespace lodge::pages
