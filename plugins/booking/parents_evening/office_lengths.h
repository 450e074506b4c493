#pragma once
#include "office.h"

namespace lodge::parents_evening {

/// Whose appointments take longer: classes, teachers, families with an interpreter. [any thread]
class OfficeLengths {
 public:
  explicit OfficeLengths(const Office& office) : office_(office) {}
  void add_routes(Routes& routes) const;

 private:
  Response show(const Request& request) const;
  Response set(const Request& request) const;

  const Office& office_;
};

/// "one time", "two times together" … as options: value, words, chosen.
Value::List length_choices(const Say& say, int chosen);
/// 1 to kLongestAppointment.
std::optional<int> read_length(std::string_view text);

}  // namespace lodge::parents_evening
