#include "module.h"

#include "appointments.h"
#include "feed.h"
#include "notices.h"
#include "settings.h"
#include "tell.h"
#include "verify.h"
#include "waiting.h"
#include "waiting_notices.h"
#include "wishes.h"
#include "words.h"

#include <lodge/iso8601.h>

namespace lodge::parents_evening {

std::vector<Setting> ParentsEveningModule::settings() const { return {kHold, kOffer, kOfferOnTheDay, kRemindBefore, kPackFolder}; }

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

std::vector<std::string> ParentsEveningModule::verify(Reader& reader) { return broken_promises(kernel_, reader); }

Value ParentsEveningModule::export_person(Reader& reader, SiteId site, PersonId person) {
  Value::List list;
  for (const auto& one : of_person(reader, person)) {
    Value::Map values{{"appointment", one.booking.text()},
                      {"starts", instant_text(one.when.starts())},
                      {"ends", instant_text(one.when.ends())},
                      {"state", std::string(word(one.state))},
                      {"attended", std::string(word(one.attended))}};
    if (one.author == person && !one.note.empty()) {
      values["note"] = kernel_.privacy.open(site, person, note_place(one.evening, one.student, one.teacher), one.note).value_or("");
    }
    list.push_back(std::move(values));
  }
  Value::List wishes;
  for (const auto& one : wishes_by(reader, person)) {
    const auto needs = one.needs.empty() ? std::nullopt : kernel_.privacy.open(site, person, needs_place(one.evening, one.household), one.needs);
    Value::List teachers;
    for (const auto& whom : one.whom) teachers.push_back(Value::Map{{"student", whom.student.text()}, {"teacher", whom.teacher.text()}});
    wishes.push_back(Value::Map{{"evening", one.evening.text()}, {"sent_at", instant_text(one.sent_at)}, {"wishes", std::move(teachers)}, {"needs", needs.value_or("")}});
  }
  return Value::Map{{"appointments", std::move(list)}, {"wishes", std::move(wishes)}, {"waiting", waiting_export(reader, person)}};
}

void ParentsEveningModule::erase_person(Transaction& transaction, SiteId, PersonId person) {
  forget_notes(transaction, person);
  forget_needs(transaction, person);
  remove_feed(transaction, same_person<ContactId>(person));
  forget_request_notes(transaction, person);
  forget_waiting(transaction, person);
}

}  // namespace lodge::parents_evening
