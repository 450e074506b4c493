#include "tell.h"

#include "settings.h"
#include "told.h"

#include <algorithm>
#include <array>

namespace lodge::parents_evening {
namespace {

/// Those that list every appointment that the family has now.
constexpr auto kStanding = std::to_array<std::string_view>({"booked", "cancelled", "changed", "rearranged"});

}  // namespace

void tell(const Kernel& kernel, Transaction& transaction, const News& news) {
  tell(kernel, transaction, *kernel.directory.people(news.site), news);
}

void tell(const Kernel& kernel, Transaction& transaction, const People& people, const News& news) {
  Value::Map values = news.more;
  values["evening"] = news.evening.text();
  values["household"] = news.household.text();
  values["by"] = news.by.text();
  if (std::ranges::find(kStanding, news.notice) != kStanding.end()) {
    const auto now = kernel.clock.now();
    mark_reminded_by_news(transaction, news.evening, news.household, now, now + kernel.settings.duration(news.site, kRemindBefore));
  }
  for (const auto contact : people.members_of(news.household)) {
    kernel.outbox.post(transaction, {news.site, same_person<PersonId>(contact), "parents_evening." + std::string(news.notice), values});
  }
}

void tell_lost(const Kernel& kernel, Transaction& transaction, const People& people, const Actor& by, EveningId evening,
               std::map<HouseholdId, Value::List> lost) {
  for (auto& [household, bookings] : lost) {
    tell(kernel, transaction, people, {by.site, evening, household, "cancelled", by.person, {{"lost", std::move(bookings)}}});
  }
}

}  // namespace lodge::parents_evening
