#pragma once
#include <lodge/value.h>
#include <lodge/web.h>

#include <string>
#include <string_view>
#include <vector>

namespace lodge {

/// Renders templates: a plugin's own `pages/NAME.html`, found under "PLUGIN/NAME" ("rooms/day"), and its notices
/// ("rooms/notices/booked.txt", "rooms/notices/booked" for booked.html), in the reader's language, escaped by
/// context. In a template {{NAME}} is the value "name" (keys in lower case); {{#LIST}}…{{/LIST}} a section shown once
/// a list's item, once for a map, `true` or a text, not at all for `false`, null, "" or an empty list; {{^LIST}}…{{/LIST}}
/// its opposite; {{ITEM}} the item of a list of texts; {{>time_fields}} what stands in time_fields.html of the same folder,
/// {{>host/faults}} what the host has for all; [[A sentence with {{NAME}}]] goes through the catalogue and holds
/// no markup. The frame writes the title as the page's one h1. A page gets plain values and decides nothing.
/// A missing template is a bug. [any thread]
class Pages {
 public:
  virtual ~Pages() = default;
  /// The whole page: the frame with navigation, and `name` within it. `title` is already in the reader's words.
  virtual Response page(const Request& request, std::string_view name, std::string_view title, const Value& values,
                        int status = 200) const = 0;
  /// That language, or the standard one where Lodge does not speak it: for paper that another person reads.
  virtual const Say& say(std::string_view language) const = 0;
  /// Every language that people are offered here, the standard one first.
  virtual std::vector<const Say*> languages() const = 0;
  /// Only the template, without a frame: for parts of a page and for caches.
  virtual std::string part(const Say& say, std::string_view name, const Value& values) const = 0;
  /// The frame around HTML made by `part`.
  virtual Response framed(const Request& request, std::string_view title, std::string_view html,
                          int status = 200) const = 0;
  /// "We could not find that page" and its like, with a way on: 400, 403, 404, 409, 503.
  virtual Response sorry(const Request& request, int status, std::string_view sentence = {}) const = 0;
};

}  // namespace lodge
