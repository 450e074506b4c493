#include "module.h"

#include "appointments.h"
#include "families.h"
#include "notices.h"
#include "personal_data.h"
#include "settings.h"
#include "tell.h"
#include "verify.h"
#include "waiting_notices.h"

namespace lodge::parents_evening {

std::vector<Setting> ParentsEveningModule::settings() const { return {kHold, kOffer, kOfferOnTheDay, kRemindBefore, kKit, kPackFolder, kPackPrinter}; }

std::vector<Permission> ParentsEveningModule::permissions() const { return {kManage, kTeach, kAttend, kUse}; }

std::vector<NavigationEntry> ParentsEveningModule::navigation() const {
  return {{"/admin/evenings", "Parents' evenings", kManage}, {"/staff/evenings", "My evenings", kTeach}, {"/parents/evenings", "Parents' evenings", kAttend}};
}

void ParentsEveningModule::add_routes(Routes& routes) {
  office_.add_routes(routes);
  letters_.add_routes(routes);
  on_behalf_.add_routes(routes);
  family_pages_.add_routes(routes);
  api_.add_routes(routes);
  teacher_pages_.add_routes(routes);
  display_pages_.add_routes(routes);
  door_pages_.add_routes(routes);
  after_pages_.add_routes(routes);
  waiting_page_.add_routes(routes);
  waiting_api_.add_routes(routes);
  office_waiting_.add_routes(routes);
}

Notice ParentsEveningModule::render(const QueuedMessage& message, const Say& say) {
  return is_about_waiting(message) ? waiting_in_words(kernel_, plans_, message, say) : in_words(kernel_, plans_, message, say);
}

void ParentsEveningModule::displaced(Transaction& transaction, const Booking& booking, const Booking&, const std::vector<Want>&) {
  const auto one = find(transaction, booking.id);
  if (!one) return;
  end(transaction, one->booking);
  unmark(transaction, one->booking);
  if (one->is_offer()) return;  // nobody counts on it yet: the place in line goes on
  tell(kernel_, transaction, {booking.site, one->evening, one->household, "cancelled", {}, {{"booking", booking.id.text()}}});
}

bool ParentsEveningModule::rekeyed(Transaction& transaction, const Booking& booking, HouseholdId from, HouseholdId to) {
  return rekey(transaction, booking.id, from, to);
}

std::vector<std::string> ParentsEveningModule::families_changed(Transaction& transaction, const FamiliesChange& change) {
  return change_families(kernel_, transaction, change);
}

std::vector<std::string> ParentsEveningModule::verify(Reader& reader) { return broken_promises(kernel_, reader); }

Value ParentsEveningModule::export_person(Reader& reader, SiteId site, PersonId person) {
  return export_personal(kernel_, reader, site, person);
}

void ParentsEveningModule::erase_person(Transaction& transaction, SiteId site, PersonId person) {
  erase_personal(kernel_, transaction, site, person);
}

}  // namespace lodge::parents_evening
