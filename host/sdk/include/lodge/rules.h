#pragma once
#include <lodge/id.h>
#include <lodge/value.h>

#include <string>
#include <string_view>

namespace lodge {

/// A question that a school's rules may answer.
struct Hook {
  enum class WhenItFails { allow, refuse };
  std::string_view name;  ///< "rooms.may_book"
  WhenItFails when_it_fails;
};

struct Verdict {
  bool allowed = true;
  std::string reason;  ///< the school's own words, when refused
  std::string rule;    ///< which rule spoke
  bool failed = false; ///< no rule could be asked; `allowed` is what the hook says for that
};

/// Asks the site's Lua rules, in a locked-in worker. Called before the write, never inside one. [any thread]
class Rules {
 public:
  virtual ~Rules() = default;
  /// `question` is a map, at most 64 kB as JSON. Answers within about 300 ms whatever the rule does.
  virtual Verdict ask(SiteId site, const Hook& hook, const Value& question) = 0;
};

}  // namespace lodge
