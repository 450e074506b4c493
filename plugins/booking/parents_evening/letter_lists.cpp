#include "letter_lists.h"

#include "stage_page.h"
#include "wishers.h"

#include <algorithm>

namespace lodge::parents_evening {

bool is_meant(std::string_view whom, const Reach& one) {
  if (whom == "unreached") return !one.reached();
  if (whom == "no_email") return !one.email;
  if (whom == "not_wished") return !one.wished;
  if (whom == "not_booked") return one.appointments == 0;
  return true;
}

std::vector<HouseholdId> meant(const std::vector<Reach>& all, std::string_view whom) {
  std::vector<HouseholdId> some;
  for (const auto& one : all) {
    if (is_meant(whom, one)) some.push_back(one.household);
  }
  return some;
}

std::vector<HouseholdId> asked_for(const std::vector<Reach>& all, const Fields& form) {
  if (!form.has("household")) return meant(all, form.get("whom"));
  const auto one = HouseholdId::parse(form.get("household"));
  if (!one || std::ranges::find(all, *one, &Reach::household) == all.end()) return {};
  return {*one};
}

Value::List language_choices(const Kernel& kernel, const Say& say) {
  Value::List list;
  for (const auto* language : kernel.pages.languages()) {
    list.push_back(Value::Map{{"tag", language->language()}, {"words", language->own_name()}, {"chosen", language->language() == say.language()}});
  }
  return list;
}

bool is_to_be_invited(const Plan& plan, const Reach& one) {
  return one.email && one.appointments == 0 && !(one.wished && awaits_round(plan));
}

std::string last_words(const Kernel& kernel, const Say& say, SiteId site, const std::vector<Reach>& all, std::optional<Instant> Reach::*when) {
  const auto last = all.empty() ? std::nullopt : std::ranges::max(all, {}, when).*when;
  if (!last) return {};
  const auto families = std::ranges::count(all, last, when);
  const Say::With with{{"moment", moment(kernel, say, site, *last)}};
  if (when == &Reach::letter_at) return say.say_many("Last printed {moment}, for {count} family.", "Last printed {moment}, for {count} families.", families, with);
  return say.say_many("Last sent {moment}, to {count} family.", "Last sent {moment}, to {count} families.", families, with);
}

std::string reminded_words(const Say& say, const std::vector<Reach>& all) {
  const auto families = std::ranges::count_if(all, &Reach::reminded);
  return families == 0 ? "" : say.say_many("{count} family is reminded.", "{count} families are reminded.", families);
}

}  // namespace lodge::parents_evening
