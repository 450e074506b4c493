#pragma once
#include "plans.h"
#include "printed.h"
#include "reach.h"

#include <lodge/booking.h>

#include <functional>

namespace lodge::parents_evening {

/// What the office prints and sends: letters with codes, a list for a mail merge, reminders, lists and slips, the
/// fallback pack; and who has not been reached. [any thread]
class LetterPages {
 public:
  LetterPages(const Kernel& kernel, Plans& plans) : kernel_(kernel), plans_(plans) {}
  void add_routes(Routes& routes);  ///< `this` outlives them. [startup]
  void add_jobs(Jobs& jobs);        ///< [startup]

 private:
  struct Opened {
    std::shared_ptr<const Plan> plan;
    std::vector<Reach> families;
  };
  std::optional<Opened> open(const Request& request) const;
  Response families(const Request& request) const;   ///< GET /admin/evenings/{evening}/letters
  Response letters(const Request& request) const;    ///< POST …/letters; as=csv: mail_merge
  Response mail_merge(const Request& request) const;
  Response invite(const Request& request) const;     ///< POST …/invite
  Response slips(const Request& request) const;      ///< GET …/slips.pdf
  Response lists(const Request& request) const;      ///< GET …/lists.pdf
  using Sheets = std::function<std::vector<Sheet>(Printing, const Opened&)>;
  Response printed(const Request& request, const std::string& name, const Sheets& sheets) const;
  Response pack_now(const Request& request) const;   ///< GET …/dates/{date}/pack.pdf
  /// Nothing when families are not those of `people` any more.
  std::optional<std::vector<std::string>> new_codes(const Request& request, const Plan& plan, const People& people,
                                                    const std::vector<HouseholdId>& households) const;
  Response overtaken(const Request& request) const;
  void remind() const;
  void remind(const Plan& plan, LocalDate day) const;
  void make_packs() const;
  /// What failed, in the words of folder and printer; empty: nothing.
  std::string make_pack(const Plan& plan, const EveningDate& date) const;

  const Kernel& kernel_;
  Plans& plans_;
};

}  // namespace lodge::parents_evening
