#pragma once
#include "core/rules/questions.h"
#include "core/rules/rule_files.h"
#include "core/worker.h"

#include <lodge/rules.h>

#include <functional>
#include <map>
#include <memory>
#include <mutex>

namespace lodge::core {

/// Asks a site's rules in the rules' workers. The texts travel to a worker once; when a file changes, within two
/// seconds, they travel again. A rule that fails, or a worker that does, is an event in the journal, and what the
/// hook says for that holds. A site whose rules have hung three workers in a row is not asked for ten seconds, so
/// that one school's bad rule never slows another's bookings. [any thread]
class RulesService : public Rules {
 public:
  using FoldersOf = std::function<RuleFolders(SiteId)>;
  /// `patience` is for all rules of one question together.
  RulesService(WorkerPool& workers, FoldersOf folders_of, std::chrono::milliseconds patience = std::chrono::milliseconds(200));

  Verdict ask(SiteId site, const Hook& hook, const Value& question) override;

 private:
  using Clock = std::chrono::steady_clock;
  /// A site's rules as they were read; never changed, only replaced.
  struct Loaded {
    RuleFiles files;
    std::string id;  ///< by which a worker knows them
  };
  struct Site {
    std::shared_ptr<const Loaded> loaded;
    Clock::time_point next_look{};
    int hung = 0;
    Clock::time_point left_out_until{};
  };

  std::shared_ptr<const Loaded> rules_of(SiteId site);
  bool left_out(SiteId site);
  void note(SiteId site, bool hung);
  Value ask_workers(const Loaded& rules, const Hook& hook, const Value& question);
  void report(const RuleFailure& failure, const Hook& hook);

  WorkerPool& workers_;
  const FoldersOf folders_of_;
  const std::chrono::milliseconds patience_;
  std::mutex mutex_;
  std::map<SiteId, Site> sites_;
  std::map<std::string, Clock::time_point> reported_;
};

}  // namespace lodge::core
