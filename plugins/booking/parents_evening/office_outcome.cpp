#include "office_outcome.h"

#include "needs_fields.h"
#include "reach.h"
#include "shown.h"
#include "wish_reasons.h"

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kOnAPage = 100;

/// Families by what they got.
enum class Got { nothing, some, all };

Got got(const Share& share) {
  if (share.refused.empty()) return Got::all;
  return share.choices.empty() ? Got::nothing : Got::some;
}

std::string_view word(Got got) { return got == Got::nothing ? "nothing" : got == Got::some ? "some" : "all"; }

std::string spot_words(const Kernel& kernel, const Say& say, const Plan& plan, const Choice& choice) {
  const auto* desk = plan.desk(choice.desk);
  if (desk == nullptr) return {};
  const auto site = plan.evening.site;
  const auto when = desk->when(choice.slot, choice.slots);
  const auto times = time_words(kernel, say, site, when);
  if (plan.dates.size() < 2) return times;
  return say.say("{day}, {times}", {{"day", say.short_day(kernel.calendar.date_of(site, when.starts()))}, {"times", times}});
}

std::size_t first_of(const Request& request) {
  const auto& text = request.query.get("from");
  std::size_t from = 0;
  std::from_chars(text.data(), text.data() + text.size(), from);
  return from;
}

/// Where each share is shown: those who got nothing first, then by the family's name.
struct Listed {
  const Share* share;
  std::string names;
};

std::vector<Listed> listed(const Say& say, const People& people, const std::vector<Share>& all, const std::string& only) {
  std::vector<Listed> some;
  for (const auto& one : all) {
    if (only.empty() || word(got(one)) == only) some.push_back({&one, names_of(say, people, one.household)});
  }
  std::ranges::sort(some, {}, [](const Listed& one) { return std::tuple(got(*one.share), one.names, one.share->household); });
  return some;
}

}  // namespace

void OfficeOutcome::add_routes(Routes& routes) const {
  add_office_route(routes, "/admin/evenings/{evening}/allocation/outcome", [this](const Request& request) { return show(request); });
}

Value::Map OfficeOutcome::row(const Request& request, const Plan& plan, const People& people, const Share& share, const Needs& needs) const {
  const auto& say = *request.say;
  auto choices = share.choices;
  std::ranges::sort(choices, {}, [&](const Choice& one) {
    const auto* desk = plan.desk(one.desk);
    return desk == nullptr ? Instant::max() : desk->when(one.slot).starts();
  });
  Value::List given, refused;
  for (const auto& one : choices) given.push_back(Value::Map{{"time", spot_words(office_.kernel, say, plan, one)}, {"who", whom_words(say, plan, people, whom_of(one))}});
  for (const auto& one : share.refused) refused.push_back(Value::Map{{"who", whom_words(say, plan, people, one.whom)}, {"why", reason_words(say, one)}});
  const auto wished = given.size() + refused.size();
  return {{"family", names_of(say, people, share.household)},
          {"link", office_link(plan.evening.id) + "/families/" + share.household.text()},
          {"count", say.say("{given} of {wished}", {{"given", std::to_string(given.size())}, {"wished", std::to_string(wished)}})},
          {"any_given", !given.empty()}, {"given", std::move(given)},
          {"any_refused", !refused.empty()}, {"refused", std::move(refused)},
          {"needs", needs_words(say, needs)}};
}

Response OfficeOutcome::show(const Request& request) const {
  const auto plan = office_.plan(request);
  if (!plan) return office_.not_found(request);
  const auto& say = *request.say;
  const auto [all, needs] = office_.kernel.database.read([&](Reader& reader) {
    return std::pair(shares(reader, plan->evening.id), needs_known(office_.kernel, reader, plan->evening));
  });
  const auto people = office_.kernel.directory.people(request.actor.site);
  const auto link = office_link(plan->evening.id) + "/allocation/outcome";
  const auto& only = request.query.get("got");
  const auto some = listed(say, *people, all, only);
  const auto from = std::min(first_of(request), some.size()), to = std::min(from + kOnAPage, some.size());
  Value::List rows;
  for (auto i = from; i < to; ++i) {
    const auto found = needs.find(some[i].share->household);
    rows.push_back(row(request, *plan, *people, *some[i].share, found == needs.end() ? Needs() : found->second));
  }
  const auto count = [&](Got which) { return std::ranges::count_if(all, [&](const Share& one) { return got(one) == which; }); };
  const auto page_link = [&](std::size_t start) { return link + "?got=" + only + "&from=" + std::to_string(start); };
  return office_.page(request, *plan, "outcome", say.say("What each family gets"),
                      {{"here", link}, {"any", !all.empty()}, {"every", all.size()}, {"nothing", count(Got::nothing)}, {"some", count(Got::some)}, {"all", count(Got::all)},
                       {"all_are_shown", only.empty()}, {"nothing_is_shown", only == "nothing"}, {"some_are_shown", only == "some"}, {"full_are_shown", only == "all"},
                       {"rows", std::move(rows)}, {"before", from > 0 ? page_link(from - std::min(from, kOnAPage)) : ""},
                       {"after", to < some.size() ? page_link(to) : ""}});
}

}  // namespace lodge::parents_evening
