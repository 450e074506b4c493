#pragma once
// A school with rooms, teachers and a real ledger on a fresh store, and the rooms module's ways in.
#include "contract/engines.h"
#include "plugins/asking.h"

#include "module.h"

#include "core/ledger/ledger.h"
#include "pages/frame.h"

#include <lodge/booking.h>

#include <memory>
#include <string>

namespace lodge::test {

/// Thursday 12 November 2026, 9:30 in the morning, UTC; 60 rooms, three teachers, nothing booked.
class School : public AskedByPage<School> {
 public:
  explicit School(Engine engine);

  Actor teacher(std::size_t index = 0) const;
  Actor office() const;
  RoomId room(std::string_view code) const { return catalogue.listed->by_code(code)->id; }
  /// A lesson in the ledger and in the timetable.
  BookingId add_lesson(std::vector<std::string_view> codes, LocalDate date, std::string_view period, std::string name, std::size_t teacher);
  Interval period(LocalDate date, std::string_view code) const;

  SiteId site = SiteId::random();
  FreshStore store;
  SetClock clock;
  PlainCalendar calendar;
  OneCatalogue catalogue;
  ListedTimetable timetable;
  OneDirectory directory;
  ByRole access;
  StandardSettings settings;
  ScriptedRules rules;
  ClearPrivacy privacy;
  KeptOutbox outbox;
  KeptAudit audit;
  KeptJobs jobs;
  ListedParents parents;
  PlainPaper paper;
  pages::CatalogueLanguages languages{"/nonexistent", {"qps"}};
  std::unique_ptr<core::StoredLedger> ledger;
  std::unique_ptr<pages::Frame> frame;
  std::unique_ptr<Kernel> kernel;
  std::unique_ptr<rooms::RoomsModule> module;
  KeptRoutes routes;
  Actor office_actor;
};

inline constexpr LocalDate kThursday = std::chrono::year(2026) / 11 / 12;

}  // namespace lodge::test
