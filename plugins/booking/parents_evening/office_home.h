#pragma once
#include "office.h"

namespace lodge::parents_evening {

/// An evening's home, publishing it, and calling it off. [any thread]
class OfficeHome {
 public:
  explicit OfficeHome(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response home(const Request& request) const;
  Response ask_to_publish(const Request& request) const;
  Response publish(const Request& request) const;
  Response ask_to_cancel(const Request& request) const;
  Response cancel(const Request& request) const;
  std::string rooms_left_out(const Request& request) const;
  std::string roomless(const Request& request, const Plan& plan) const;
  std::string round_to_book(const Say& say, const Plan& plan) const;
  Value::List missing(const Request& request, const Plan& plan) const;
  Value::Map facts(const Request& request, const Plan& plan) const;

  const Office& office_;
};

/// "Saved.", "Published.", and how many families were told: after a POST, by ?done= and ?families=.
std::string done_words(const Request& request);

}  // namespace lodge::parents_evening
