#include "pages/catalogue.h"

#include <boost/locale.hpp>

namespace lodge::pages {
namespace {

class GettextCatalogue final : public Catalogue {
 public:
  explicit GettextCatalogue(std::locale locale) : locale_(std::move(locale)) {}

  std::string sentence(std::string_view english) const override {
    return boost::locale::translate(std::string(english)).str(locale_);
  }

  std::string counted(std::string_view one, std::string_view many, std::int64_t count) const override {
    return boost::locale::translate(std::string(one), std::string(many), static_cast<int>(count)).str(locale_);
  }

 private:
  std::locale locale_;
};

/// "cy-GB" as Boost.Locale and gettext's folders name it: "cy_GB.UTF-8".
std::string posix_name(std::string tag) {
  if (const auto dash = tag.find('-'); dash != std::string::npos) tag[dash] = '_';
  return tag + ".UTF-8";
}

}  // namespace

std::unique_ptr<Catalogue> open_catalogue(const std::string& tag, const std::filesystem::path& folder) {
  boost::locale::generator generator;
  generator.categories(boost::locale::message_facet | boost::locale::information_facet);
  generator.characters(boost::locale::char_facet);
  generator.add_messages_path(folder.string());
  generator.add_messages_domain("lodge");
  return std::make_unique<GettextCatalogue>(generator(posix_name(tag)));
}

}  // namespace lodge::pages
