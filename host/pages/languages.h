#pragma once
#include "core/languages.h"

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::pages {

/// The pseudo-language of the tests: English made strange and longer, so that a sentence that missed the
/// catalogue is seen. There only where the configuration names it.
inline constexpr std::string_view kPseudo = "qps";

/// Every language that is offered, made once at start; English comes first. [any thread]
class CatalogueLanguages final : public core::Languages {
 public:
  /// `offered` are BCP 47 tags besides English; each is English where `catalogues` (which holds
  /// LANGUAGE/LC_MESSAGES/lodge.mo) has no sentence for it. [startup]
  CatalogueLanguages(const std::filesystem::path& catalogues, const std::vector<std::string>& offered);
  ~CatalogueLanguages() override;

  const Say& choose(std::string_view wanted, std::string_view accept_language) const override;
  std::vector<const Say*> all() const override;

 private:
  const Say* find(std::string_view tag) const;
  std::vector<std::unique_ptr<Say>> languages_;
};

}  // namespace lodge::pages
