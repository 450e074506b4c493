#pragma once
#include "night.h"

namespace lodge::parents_evening {

/// Screens in the hall: made, named, shown again and taken away by the office. Their address is a secret of 128 random
/// bits after the display's id; whoever has it sees which times are on, and nobody's name. [any thread]
class Displays {
 public:
  explicit Displays(const Kernel& kernel) : kernel_(kernel) {}

  void make(const Actor& actor, const Plan& plan, const std::string& name) const;
  void take_away(const Actor& actor, const Plan& plan, DisplayId id) const;
  struct Made {
    Display display;
    std::string path;  ///< "/display/evenings/…"; empty once its author is erased
  };
  std::vector<Made> all(SiteId site, const Plan& plan) const;

  /// Which evening a token opens; nothing for any other text.
  struct Opened {
    SiteId site;
    EveningId evening;
  };
  std::optional<Opened> open(std::string_view token) const;

 private:
  const Kernel& kernel_;
};

}  // namespace lodge::parents_evening
