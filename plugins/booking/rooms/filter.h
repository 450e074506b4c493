#pragma once
#include <lodge/rooms.h>
#include <lodge/say.h>
#include <lodge/value.h>
#include <lodge/web.h>

#include <set>
#include <string>

namespace lodge::rooms {

/// Which rooms are shown. Each part is a link that keeps the others.
struct Filter {
  std::string building;
  std::set<std::string> features;  ///< all of them
  int seats = 0;
  bool only_free = false;

  bool takes(const Room& room) const;  ///< all but only_free
  std::vector<const Room*> choose(const Rooms& rooms) const;  ///< those that it takes; lent like `rooms`
  bool empty() const { return building.empty() && features.empty() && seats == 0 && !only_free; }
  auto operator<=>(const Filter&) const = default;
};

/// What cannot be read is as if it were not there.
Filter filter_of(const Fields& query);
/// "" or "?building=Science&seats=30": always in one order, so that it may name what is kept.
std::string query_of(const Filter& filter);
/// Groups of links {words, links: [{href, words, current}]}, of what there is to choose; `at` is the page's path.
Value filter_links(const Say& say, const Rooms& rooms, const Filter& now, const std::string& at);
/// "Science, 30 seats or more"; "" when nothing is filtered.
std::string in_words(const Say& say, const Filter& filter);

}  // namespace lodge::rooms
