#pragma once
#include "office_allocation.h"
#include "office_away.h"
#include "office_dates.h"
#include "office_desks.h"
#include "office_doubtful.h"
#include "office_early.h"
#include "office_home.h"
#include "office_interpreters.h"
#include "office_lengths.h"
#include "office_make.h"
#include "office_outcome.h"
#include "office_preflight.h"
#include "office_stages.h"

namespace lodge::parents_evening {

/// The office's pages, /admin/evenings/…: in front of EveningSetup. [any thread]
class OfficePages {
 public:
  OfficePages(const Kernel& kernel, Plans& plans) : setup_(kernel, plans), appointments_(kernel, plans), office_(kernel, setup_) {}
  void add_routes(Routes& routes) const {
    make_.add_routes(routes);
    home_.add_routes(routes);
    stages_.add_routes(routes);
    early_.add_routes(routes);
    dates_.add_routes(routes);
    desks_.add_routes(routes);
    away_.add_routes(routes);
    lengths_.add_routes(routes);
    interpreters_.add_routes(routes);
    preflight_.add_routes(routes);
    allocation_.add_routes(routes);
    doubtful_.add_routes(routes);
    outcome_.add_routes(routes);
  }

 private:
  EveningSetup setup_;
  Appointments appointments_;
  Office office_;
  OfficeMake make_{office_};
  OfficeHome home_{office_};
  OfficeStages stages_{office_};
  OfficeEarly early_{office_};
  OfficeDates dates_{office_};
  OfficeDesks desks_{office_};
  OfficeAway away_{office_};
  OfficeLengths lengths_{office_};
  OfficeInterpreters interpreters_{office_};
  OfficePreflight preflight_{office_};
  OfficeAllocation allocation_{office_};
  OfficeDoubtful doubtful_{office_, appointments_};
  OfficeOutcome outcome_{office_};
};

}  // namespace lodge::parents_evening
