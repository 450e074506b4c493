#pragma once
#include "lua/rule.h"

#include <expected>
#include <memory>
#include <string>
#include <vector>

namespace lodge::lua {

/// What a site's rules say to one question.
struct SetAnswer {
  Answer answer;
  std::string rule;  ///< which one refused
  struct Failure {
    std::string rule;
    int line = 0;      ///< of its file; 0 when it is not known
    std::string kind;  ///< how it failed, in words of ours, for the journal
    std::string why;   ///< the rule's own words, which may name people: they stay in the worker
  };
  std::vector<Failure> failures;  ///< of the rules before the one that refused; the others were still asked
};

/// What a site's mappings make of one record.
struct MapAnswer {
  Mapped mapped;
  std::string rule;  ///< which one left it out, or failed
  std::string why;   ///< it failed; empty when all went well
};

/// The active rules of a site, asked in their order. The first refusal is the answer; a rule that fails is noted
/// and the next one asked. A file that cannot be loaded fails at every question, since nobody knows which hook it
/// was for; so does, for ten seconds, a rule that spent its limit three times in a row. [one thread]
class RuleSet {
 public:
  explicit RuleSet(std::vector<RuleText> texts, Limits limits = {});

  SetAnswer ask(const std::string& hook, const Value& question);
  /// Each mapping that wants records of this kind is given what the one before made of it; the first that leaves it
  /// out, or fails, ends it. `record` has its kind in "is".
  MapAnswer map(const Value& record);
  struct Mapping {
    std::string name;
    std::vector<std::string> kinds;
    std::string why;  ///< it could not be loaded, so nobody knows whether it is one
  };
  std::vector<Mapping> mappings() const;

 private:
  // A rule in an interpreter of its own, so that one which spends its limit costs only itself.
  struct Loaded {
    RuleText text;
    std::unique_ptr<State> state;
    std::expected<Rule, std::string> rule;
    int spent = 0;  // how often in a row
    std::chrono::steady_clock::time_point left_out_until{};
  };
  void load(Loaded& loaded) const;
  void spent(Loaded& loaded) const;
  void map_one(Loaded& loaded, MapAnswer& answer) const;
  void ask_one(Loaded& loaded, const std::string& hook, const Value& question, SetAnswer& answer) const;

  Limits limits_;
  std::vector<Loaded> rules_;
};

}  // namespace lodge::lua
