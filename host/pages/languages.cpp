#include "pages/languages.h"

#include "pages/accept_language.h"
#include "pages/pseudo.h"
#include "pages/spoken.h"

namespace lodge::pages {
namespace {

std::unique_ptr<Say> make(const std::string& tag, const std::filesystem::path& catalogues) {
  if (tag == kPseudo) return std::make_unique<Spoken>(tag, std::make_unique<PseudoCatalogue>());
  return std::make_unique<Spoken>(tag, open_catalogue(tag, catalogues));
}

}  // namespace

CatalogueLanguages::CatalogueLanguages(const std::filesystem::path& catalogues,
                                       const std::vector<std::string>& offered) {
  languages_.push_back(make("en", catalogues));
  for (const auto& tag : offered) {
    if (find(tag) == nullptr) languages_.push_back(make(tag, catalogues));
  }
}

CatalogueLanguages::~CatalogueLanguages() = default;

const Say* CatalogueLanguages::find(std::string_view tag) const {
  for (const auto& language : languages_) {
    if (language->language() == tag) return language.get();
  }
  return nullptr;
}

const Say& CatalogueLanguages::choose(std::string_view wanted, std::string_view accept_language) const {
  if (const auto* own = find(wanted)) return *own;
  for (const auto& tag : by_preference(accept_language)) {
    if (const auto* spoken = find(tag)) return *spoken;
    if (const auto* wider = find(std::string_view(tag).substr(0, tag.find('-')))) return *wider;
  }
  return *languages_.front();
}

std::vector<const Say*> CatalogueLanguages::all() const {
  std::vector<const Say*> every;
  for (const auto& language : languages_) every.push_back(language.get());
  return every;
}

}  // namespace lodge::pages
