#pragma once
#include "pages/template_files.h"

#include <lodge/say.h>
#include <lodge/value.h>

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace lodge::pages {

/// All templates in all languages, read and checked at start and unchanged from then on. "rooms/day" is day.html
/// of the root "rooms"; a text template is asked for with its ending ("rooms/notices/booked.txt"). [any thread]
class Templates {
 public:
  /// @throws std::runtime_error with file name and fault for a template that ctemplate refuses. [startup]
  Templates(const std::vector<TemplateRoot>& roots, const std::vector<const Say*>& languages);
  ~Templates();
  /// HTML is escaped by context, text not at all. A name that is not there is a bug.
  std::string filled(const Say& say, std::string_view name, const Value& values) const;

 private:
  struct Cache;
  std::unique_ptr<Cache> cache_;
};

}  // namespace lodge::pages
