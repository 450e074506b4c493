#include "tell.h"

namespace lodge::parents_evening {

void tell(const Kernel& kernel, Transaction& transaction, const News& news) {
  tell(kernel, transaction, *kernel.directory.people(news.site), news);
}

void tell(const Kernel& kernel, Transaction& transaction, const People& people, const News& news) {
  Value::Map values = news.more;
  values["evening"] = news.evening.text();
  values["household"] = news.household.text();
  values["by"] = news.by.text();
  for (const auto contact : people.members_of(news.household)) {
    kernel.outbox.post(transaction, {news.site, same_person<PersonId>(contact), "parents_evening." + std::string(news.notice), values});
  }
}

}  // namespace lodge::parents_evening
