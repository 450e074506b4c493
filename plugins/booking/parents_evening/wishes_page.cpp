#include "wishes_page.h"

#include "again.h"
#include "keep_needs.h"
#include "needs_fields.h"
#include "reach.h"
#include "requested.h"
#include "shown.h"
#include "stage_page.h"
#include "windows.h"
#include "wish_reasons.h"
#include "words.h"

#include <algorithm>
#include <charconv>
#include <tuple>

namespace lodge::parents_evening {
namespace {

int number(const std::string& text) {
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// Whom the form gives a number, by number; of equal ones the first in the form first.
std::vector<Whom> ranked(const Fields& form, const Family& family) {
  std::vector<std::pair<int, Whom>> some;
  for (const auto* student : family.children()) {
    for (const auto& pairing : visits(family.plan(), family.people(), student->id)) {
      const Whom whom{student->id, pairing.teacher};
      const auto nth = number(form.get("wish-" + text(whom)));
      if (nth > 0) some.emplace_back(nth, whom);
    }
  }
  std::ranges::stable_sort(some, {}, [](const auto& one) { return one.first; });
  std::vector<Whom> order;
  for (const auto& one : some) order.push_back(one.second);
  if (order.size() > kMostChoices) order.resize(kMostChoices);
  return order;
}

Value::List numbers(std::size_t most, int chosen) {
  Value::List list;
  for (int i = 1; i <= static_cast<int>(most); ++i) list.push_back(Value::Map{{"value", i}, {"chosen", i == chosen}});
  return list;
}

Value::List children_of(const Say& say, const Family& family, const Requested& asked, const Fields& typed) {
  std::size_t most = 0;
  for (const auto* student : family.children()) most += visits(family.plan(), family.people(), student->id).size();
  Value::List list;
  for (const auto* student : family.children()) {
    Value::List teachers;
    std::int64_t there = 0, please = 0, wished = 0;
    for (const auto& pairing : visits(family.plan(), family.people(), student->id)) {
      const Whom whom{student->id, pairing.teacher};
      const auto name = "wish-" + text(whom);
      const bool seated = family.plan().seats(pairing.teacher);
      there += seated ? 1 : 0;
      please += seated && asked.please.contains(whom) ? 1 : 0;
      wished += seated && number(typed.get(name)) > 0 ? 1 : 0;
      teachers.push_back(Value::Map{{"name", name},
                                    {"teacher", seen_words(say, family.plan(), family.people(), student->id, pairing.teacher)},
                                    {"subject", pairing.subject.empty() ? pairing.group : pairing.subject},
                                    {"please", asked.please.contains(whom)},
                                    {"no_need", asked.no_need.contains(whom)},
                                    {"away", !seated},
                                    {"numbers", numbers(std::min(most, kMostChoices), number(typed.get(name)))}});
    }
    list.push_back(Value::Map{{"name", student->first_name}, {"form", student->registration_class}, {"unfolded", list.empty()},
                              {"count", say.say_many("{count} teacher", "{count} teachers", there)},
                              {"wished", wished == 0 ? "" : say.say_many("{count} chosen", "{count} chosen", wished)},
                              {"asked", please == 0 ? "" : say.say_many("{count} asks to see you", "{count} ask to see you", please)},
                              {"teachers", std::move(teachers)}});
  }
  return list;
}

/// The parent's own; or, at the office, the one that the address names.
std::optional<Family> family_in(const Kernel& kernel, const Appointments& appointments, const Request& request) {
  const auto& evening = request.parts.get("evening");
  if (!request.parts.has("household")) return find_family(kernel, appointments, request.actor, evening);
  const auto household = HouseholdId::parse(request.parts.get("household"));
  return household ? find_family(kernel, appointments, request.actor, evening, *household) : std::nullopt;
}

std::string here(const Request& request, const Family& family) {
  if (!request.parts.has("household")) return evening_link(family.evening());
  return "/admin/evenings/" + family.evening().text() + "/families/" + family.household().text();
}

/// What is there instead when no wishes are taken.
Response elsewhere(const Kernel& kernel, const Request& request, const Family& family) {
  return request.parts.has("household") ? Response::see_other(here(request, family)) : stage_page(kernel, request, family);
}

}  // namespace

Fields WishesPage::typed_of(const Wishes& wishes, const Plan& plan) const {
  Fields typed;
  int nth = 0;
  const auto people = kernel_.directory.people(plan.evening.site);
  for (const auto& whom : wishes.whom) typed.add("wish-" + text(seen_as(plan, *people, whom)), std::to_string(++nth));
  for (const auto& date : plan.held_dates()) {
    const auto id = date.id.text();
    const auto found = std::ranges::find_if(wishes.windows, [&](const Interval& window) { return window.overlaps(date.when); });
    if (found == wishes.windows.end()) {
      typed.add("from-" + id, "");
      continue;
    }
    typed.add("from-" + id, std::to_string(kernel_.calendar.minutes_of(plan.evening.site, found->starts()).count()));
    typed.add("to-" + id, std::to_string(kernel_.calendar.minutes_of(plan.evening.site, found->ends()).count()));
  }
  return typed;
}

Response WishesPage::form(const Request& request, const Family& family, const Fields& typed, const Needs& needs, std::string_view fault_field, const std::string& fault) const {
  const auto& say = *request.say;
  const auto asked = kernel_.database.read([&](Reader& reader) { return requested(reader, family.plan(), family.people(), family.children()); });
  const auto until = family.plan().evening.wishes_until;
  auto values = evening_values(kernel_, request, family);
  values["here"] = here(request, family);
  values["whose"] = request.parts.has("household") ? names_of(say, family.people(), family.household()) : "";
  values["children"] = children_of(say, family, asked, typed);
  values["windows"] = window_fields(kernel_, say, family.plan(), typed);
  values["until"] = until ? moment(kernel_, say, request.actor.site, *until) : "";
  values["sent"] = request.query.get("done") == "sent";
  add_needs_fields(values, say, family.plan(), needs);
  values["faulty"] = !fault.empty();
  values["faults"] = Value::List{Value::Map{{"field", std::string(fault_field)}, {"words", fault}}};
  return kernel_.pages.page(request, "parents_evening/wishes", family.plan().evening.title, values, fault.empty() ? 200 : 400);
}

Response WishesPage::show(const Request& request) const {
  const auto family = family_in(kernel_, appointments_, request);
  if (!family) return kernel_.pages.sorry(request, 404);
  if (family->stage != Stage::wishes || family->children().empty()) return elsewhere(kernel_, request, *family);
  const auto wishes = kernel_.database.read([&](Reader& reader) { return find_wishes(reader, family->evening(), family->household()); });
  return form(request, *family, wishes && !wishes->whom.empty() ? typed_of(*wishes, family->plan()) : Fields(), family->situation().needs, "", "");
}

Response WishesPage::send(const Request& request) const {
  return as_it_is([&] { return send_once(request); });
}

std::optional<Response> WishesPage::send_once(const Request& request) const {
  const auto family = family_in(kernel_, appointments_, request);
  if (!family) return kernel_.pages.sorry(request, 404);
  if (family->stage != Stage::wishes) return elsewhere(kernel_, request, *family);
  const auto& say = *request.say;
  Wishes wishes{.evening = family->evening(), .household = family->household(), .author = request.actor.person, .whom = ranked(request.form, *family),
                .windows = windows_of(kernel_, family->plan(), request.form), .sent_at = kernel_.clock.now()};
  const auto needs = read_needs(request.form, family->situation().needs);
  if (wishes.whom.empty()) return form(request, *family, request.form, needs, "whom", say.say("Give number 1 to the teacher whom you would like to see most."));
  if (wishes.windows.empty()) return form(request, *family, request.form, needs, "when", say.say("Say from when to when you can come: the second time is later than the first."));
  if (const auto fault = unfit(say, needs)) return form(request, *family, request.form, needs, fault->field, fault->words);
  const auto sealed = sealed_needs(kernel_, request.actor.person, family->situation(), needs);
  const bool kept = kernel_.database.write([&](Transaction& transaction) {
    if (!keep_needs(kernel_, transaction, request.actor, family->situation(), needs, sealed)) return false;
    const auto said = find_wishes(transaction, wishes.evening, wishes.household);
    if (said) std::tie(wishes.needs, wishes.needs_author, wishes.needs_at) = std::tie(said->needs, said->needs_author, said->needs_at);
    replace(transaction, wishes);
    kernel_.audit.record(transaction, request.actor, {"evening.wishes_sent", wishes.evening.text(), ""});
    return true;
  });
  if (!kept) return std::nullopt;
  return Response::see_other(here(request, *family) + "/wishes?done=sent");
}

Value::List refused_words(const Kernel& kernel, const Say& say, const Family& family) {
  const auto refused = kernel.database.read([&](Reader& reader) { return refused_wishes(reader, family.evening(), family.household()); });
  return refused_words(say, family.plan(), family.people(), family.household(), refused, family.booked);
}

}  // namespace lodge::parents_evening
