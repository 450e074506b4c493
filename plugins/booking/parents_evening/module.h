#pragma once
#include "allocating.h"
#include "after_pages.h"
#include "api.h"
#include "book.h"
#include "display_pages.h"
#include "door_pages.h"
#include "family_pages.h"
#include "letter_pages.h"
#include "office_pages.h"
#include "office_waiting.h"
#include "on_behalf.h"
#include "teacher_pages.h"
#include "waiting_api.h"
#include "waiting_page.h"

#include <lodge/booking.h>

namespace lodge::parents_evening {

/// Parents' evenings: from the first letter to the last appointment.
class ParentsEveningModule final : public BookingModule {
 public:
  explicit ParentsEveningModule(const Kernel& kernel) : kernel_(kernel), appointments_(kernel_, plans_), office_(kernel_, plans_) {
    appointments_.when_freed([this](SiteId site, EveningId evening) { waiting_list_.serve(site, evening); });
  }

  std::vector<Setting> settings() const override;
  std::vector<Permission> permissions() const override;
  std::vector<NavigationEntry> navigation() const override;
  void add_routes(Routes& routes) override;
  void add_jobs(Jobs& jobs) override {
    letters_.add_jobs(jobs);
    allocating_.add_jobs(jobs);
    waiting_list_.add_jobs(jobs);
  }
  Notice render(const QueuedMessage& message, const Say& say) override;
  void displaced(Transaction& transaction, const Booking& booking, const Booking& by,
                 const std::vector<Want>& alternatives) override;
  bool rekeyed(Transaction& transaction, const Booking& booking, HouseholdId from, HouseholdId to) override;
  std::vector<std::string> families_changed(Transaction& transaction, const FamiliesChange& change) override;
  std::vector<std::string> verify(Reader& reader) override;
  Value export_person(Reader& reader, SiteId site, PersonId person) override;
  void erase_person(Transaction& transaction, SiteId site, PersonId person) override;

 private:
  Kernel kernel_;
  Plans plans_;
  Appointments appointments_;
  OfficePages office_;
  Allocating allocating_{kernel_, plans_, appointments_};
  LetterPages letters_{kernel_, plans_};
  OnBehalfPage on_behalf_{kernel_, appointments_};
  EveningApi api_{kernel_, plans_, appointments_};
  FamilyPages family_pages_{kernel_, plans_, appointments_};
  Night night_{kernel_, plans_};
  TeacherPages teacher_pages_{night_, appointments_};
  DisplayPages display_pages_{night_};
  DoorPages door_pages_{night_};
  AfterPages after_pages_{night_};
  WaitingList waiting_list_{kernel_, plans_, appointments_};
  WaitingPage waiting_page_{kernel_, appointments_, waiting_list_};
  WaitingApi waiting_api_{kernel_, api_, waiting_list_};
  OfficeWaiting office_waiting_{kernel_, plans_, waiting_list_};
};

}  // namespace lodge::parents_evening
