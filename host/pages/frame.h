#pragma once
#include "pages/assets.h"
#include "pages/languages.h"
#include "pages/templates.h"

#include <lodge/booking.h>
#include <lodge/pages.h>

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

namespace lodge::pages {

/// What the composition root tells the frame.
struct FrameOptions {
  std::filesystem::path folder;  ///< host/pages itself, or where it was installed: templates/, style/, script/
  /// Each plugin's name and folder; its pages/ are "NAME/…", its notices/ "NAME/notices/…".
  std::vector<TemplateRoot> plugins;
  std::function<std::string(SiteId)> site_name;               ///< "Ashdown School"; [any thread]
  std::function<std::string(const Actor&)> shown_name;        ///< of the person; empty: unknown; [any thread]
  std::string account_page = "/account", sign_in_page = "/sign-in", sign_out_action = "/sign-out";
};

/// The frame around every page, with what the actor may navigate to. [any thread] once it is set up.
class Frame final : public Pages {
 public:
  /// `access` and `languages` outlive it. @throws std::runtime_error for a template that is not right. [startup]
  Frame(FrameOptions options, const Access& access, const CatalogueLanguages& languages);

  /// In the order of calling; before the first request. [startup]
  void add_navigation(const NavigationEntry& entry) { navigation_.push_back(entry); }
  void add_routes(Routes& routes) const { assets_.add_routes(routes); }  ///< /assets/… [startup]

  Response page(const Request& request, std::string_view name, std::string_view title, const Value& values,
                int status = 200) const override;
  const Say& say(std::string_view language) const override { return languages_.choose(language, ""); }
  std::vector<const Say*> languages() const override;
  std::string part(const Say& say, std::string_view name, const Value& values) const override;
  Response framed(const Request& request, std::string_view title, std::string_view html, int status = 200) const override;
  Response sorry(const Request& request, int status, std::string_view sentence = {}) const override;

 private:
  Value::List navigation(const Request& request) const;
  Value who(const Request& request) const;

  FrameOptions options_;
  const Access& access_;
  const CatalogueLanguages& languages_;
  Assets assets_;
  Templates templates_;
  std::vector<NavigationEntry> navigation_;
};

}  // namespace lodge::pages
