#pragma once
#include "book.h"
#include "teacher_values.h"

namespace lodge::parents_evening {

/// A teacher's own evening: the list, the night, requests, and booking for a family. The office sees anybody's, with
/// ?teacher=. [any thread]
class TeacherPages {
 public:
  TeacherPages(const Night& night, const Appointments& appointments) : night_(night), kernel_(night.kernel), appointments_(appointments) {}
  void add_routes(Routes& routes) const;  ///< `this` outlives them. [startup]

 private:
  /// The evening of the address and whose list is looked at.
  struct Opened {
    std::shared_ptr<const Plan> plan;
    std::shared_ptr<const People> people;
    PersonId whose;
    std::string link;   ///< of the list, with ?teacher= when it is somebody else's
    std::string base;   ///< "/staff/evenings/…"
    std::string other;  ///< the teacher looked at, when it is somebody else
  };
  /// Nothing: no such evening, or not his to see.
  std::optional<Opened> open(const Request& request) const;
  std::vector<DeskNight> desks(const Opened& opened) const;
  std::vector<Appointment> with(const Plan& plan, const People& people, TeacherId teacher) const;
  Value::List missing(const Request& request, const Opened& opened) const;
  Value::Map frame(const Request& request, const Opened& opened) const;
  Response sorry(const Request& request) const { return kernel_.pages.sorry(request, 404); }

  Response evenings(const Request& request) const;   ///< GET /staff/evenings
  Response list(const Request& request) const;       ///< GET /staff/evenings/{evening}
  Response paper(const Request& request) const;      ///< GET …/list.pdf
  Response late(const Request& request) const;       ///< POST …/late
  Response attendance(const Request& request) const; ///< POST …/attendance
  Response requests(const Request& request) const;   ///< GET …/requests
  Response ask(const Request& request) const;        ///< POST …/requests
  Response choose(const Request& request) const;     ///< GET …/book
  Response book(const Request& request) const;       ///< POST …/book

  const Night& night_;
  const Kernel& kernel_;
  const Appointments& appointments_;
};

}  // namespace lodge::parents_evening
