#include "pages/templates.h"

#include "pages/sentences.h"
#include "pages/value_dictionary.h"

#include <lodge/errors.h>

#include <ctemplate/template.h>
#include <ctemplate/template_cache.h>

#include <stdexcept>

namespace lodge::pages {
namespace {

std::string key(const Say& say, std::string_view name) { return say.language() + ":" + std::string(name); }

/// "day" for day.html, "booked.txt" for booked.txt; empty for what is no template.
std::string short_name(const std::filesystem::path& file) {
  if (file.extension() == ".html") return file.stem().string();
  return file.extension() == ".txt" ? file.filename().string() : "";
}

}  // namespace

struct Templates::Cache {
  ctemplate::TemplateCache all;

  void add(const std::string& name, const std::filesystem::path& file, const std::string& source, const Say& say) {
    const bool html = file.extension() == ".html";
    auto text = in_language(source, say, html ? Markup::html : Markup::plain);
    if (html) text.insert(0, "{{%AUTOESCAPE context=\"HTML\"}}");
    const auto strip = html ? ctemplate::STRIP_BLANK_LINES : ctemplate::DO_NOT_STRIP;
    if (!all.StringToTemplateCache(key(say, name), text, strip)) {
      throw std::runtime_error("The template " + file.string() + " is not right: a marker stands where it cannot be escaped");
    }
  }
};

Templates::Templates(const std::vector<TemplateRoot>& roots, const std::vector<const Say*>& languages)
    : cache_(std::make_unique<Cache>()) {
  const TemplateFiles files(roots);
  for (const auto& root : roots) {
    if (!std::filesystem::is_directory(root.folder)) continue;  // a plugin need not have pages
    for (const auto& entry : std::filesystem::directory_iterator(root.folder)) {
      const auto name = short_name(entry.path());
      if (name.empty()) continue;
      const auto source = files.text(root, entry.path());
      for (const auto* say : languages) cache_->add(root.name + "/" + name, entry.path(), source, *say);
    }
  }
  cache_->all.Freeze();
}

Templates::~Templates() = default;

std::string Templates::filled(const Say& say, std::string_view name, const Value& values) const {
  const ValueDictionary dictionary(values);
  const auto strip = name.ends_with(".txt") ? ctemplate::DO_NOT_STRIP : ctemplate::STRIP_BLANK_LINES;
  std::string text;
  LODGE_CHECK(cache_->all.ExpandNoLoad(key(say, name), strip, &dictionary, nullptr, &text));
  return text;
}

}  // namespace lodge::pages
