#include "stage_page.h"

#include "basket.h"
#include "wishes.h"

#include <algorithm>
#include <charconv>

namespace lodge::parents_evening {
namespace {

/// "Leo (7A): Thursday 5 November, 6 pm" for each child, where their years open at different times.
std::vector<std::string> each_child(const Kernel& kernel, const Say& say, const Family& family) {
  const auto early = family.plan().early.contains(family.household()) && family.plan().evening.early_from;
  std::vector<std::string> lines;
  std::set<Instant> times;
  for (const auto* student : family.children()) {
    const auto opens = opens_for(family.plan(), *student);
    if (!opens) continue;
    times.insert(*opens);
    lines.push_back(say.say("{child}: {moment}", {{"child", student->first_name}, {"moment", moment(kernel, say, family.plan().evening.site, *opens)}}));
  }
  return early || times.size() < 2 ? std::vector<std::string>() : lines;
}

StageWords not_open(const Kernel& kernel, const Say& say, const Family& family) {
  const auto& evening = family.plan().evening;
  if (evening.wishes_from && kernel.clock.now() < *evening.wishes_from) {
    return {say.say("You can say whom you would like to see from {moment}.", {{"moment", moment(kernel, say, evening.site, *evening.wishes_from)}}),
            say.say("Come back then: it makes no difference who is first.")};
  }
  const auto opens = opens_for(family.plan(), family.people(), family.household());
  if (!opens) return {say.say("Booking is not open yet."), say.say("Please look again later, or ring the school office.")};
  auto each = each_child(kernel, say, family);
  return {say.say("You can book from {moment}.", {{"moment", moment(kernel, say, evening.site, *opens)}}),
          each.empty() ? say.say("Come back then: this page will be ready for you.")
                       : say.say("The years open one after another. You can book for all your children as soon as the first of their years opens."),
          std::move(each)};
}

bool has_wished(const Kernel& kernel, const Family& family) {
  const auto wishes = kernel.database.read([&](Reader& reader) { return find_wishes(reader, family.evening(), family.household()); });
  return wishes && !wishes->whom.empty();
}

StageWords waiting(const Kernel& kernel, const Say& say, const Family& family) {
  const auto what = say.say("The school is giving out the times now.");
  const bool wished = has_wished(kernel, family);
  const auto opens = opens_for(family.plan(), family.people(), family.household());
  if (!opens || *opens <= kernel.clock.now()) {
    return {what, wished ? say.say("You have nothing to do. You will get a message with your times.")
                         : say.say("You named nobody, so no time is looked for. Come back when the times are given out, or ring the school office.")};
  }
  const Say::With with{{"moment", moment(kernel, say, family.plan().evening.site, *opens)}};
  return {what, wished ? say.say("You have nothing to do. You will get a message with your times; the school plans to send it by {moment}.", with)
                       : say.say("You named nobody, so no time is looked for. Once the others have theirs, you can book one that is left, from {moment}.", with)};
}

/// Whom a form names, in its order: those it has times for, ticks or wishes; and those of the basket that it shows.
std::vector<Whom> named_in(const Fields& form, const Family& family) {
  std::vector<std::pair<int, Whom>> some;
  const auto add = [&](std::string_view text, int nth) {
    if (const auto whom = parse_whom(text); whom && family.may_see(*whom)) some.emplace_back(nth, *whom);
  };
  for (const auto& [name, value] : form.all()) {
    if (name == "see") add(value, 0);
    if (name.starts_with("pick-")) add(std::string_view(name).substr(5), 0);
    int nth = 0;
    const bool wished = name.starts_with("wish-") && std::from_chars(value.data(), value.data() + value.size(), nth).ec == std::errc();
    if (wished && nth > 0) add(std::string_view(name).substr(5), nth);
  }
  const auto seen = seen_in(form);
  for (const auto& one : family.held) {
    if (std::ranges::any_of(seen, [&](const SeenHold& hold) { return hold.booking == one.booking; })) some.emplace_back(0, whom_of(one));
  }
  std::ranges::stable_sort(some, {}, [](const auto& one) { return one.first; });
  std::vector<Whom> order;
  for (const auto& one : some) order.push_back(one.second);
  return order;
}

/// What somebody chose and wrote who was too late, so that it can be read to the office.
Value::List kept_words(const Say& say, const Family& family, const Request& request) {
  Value::List lines;
  if (request.method != Method::post) return lines;
  for (const auto& whom : named_in(request.form, family)) {
    lines.push_back(Value::Map{{"who", about_words(say, family, whom)}, {"note", request.form.get("note-" + text(whom))}});
  }
  return lines;
}

/// Where a family goes on that can do something here after all.
std::string way_on(const Family& family) {
  const bool any = !family.children().empty();
  if (any && family.stage == Stage::wishes) return evening_link(family.evening(), "/wishes");
  return evening_link(family.evening(), any && family.stage == Stage::open ? "?more=1" : "/booked");
}

}  // namespace

std::string moment(const Kernel& kernel, const Say& say, SiteId site, Instant when) {
  return say.say("{day}, {time}", {{"day", say.day(kernel.calendar.date_of(site, when))}, {"time", say.time(kernel.calendar.minutes_of(site, when))}});
}

std::optional<StageWords> standing(const Kernel& kernel, const Say& say, const Family& family) {
  const auto& evening = family.plan().evening;
  if (family.stage == Stage::cancelled) return StageWords{say.say("This evening was cancelled."), say.say("If you would like to speak to a teacher, please ring the school office.")};
  if (family.children().empty() && family.booked.empty()) {
    return StageWords{say.say("There is no child for whom you can book at this evening."),
                    say.say("It may be for other year groups, or your child may have left the school. If that is not right, please ring the school office.")};
  }
  switch (family.stage) {
    case Stage::not_published:
    case Stage::not_open: return family.children().empty() ? std::nullopt : std::optional(not_open(kernel, say, family));
    case Stage::waiting: return waiting(kernel, say, family);
    case Stage::closed:
      return StageWords{evening.closes_at ? say.say("Booking closed on {moment}.", {{"moment", moment(kernel, say, evening.site, *evening.closes_at)}})
                                        : say.say("Booking is closed."),
                      say.say("If you still need an appointment or a change, please ring the school office.")};
    case Stage::over:
      return StageWords{say.say("This evening is over."), say.say("If you would like to speak to a teacher, please ring the school office.")};
    case Stage::wishes:
    case Stage::open:
    case Stage::cancelled: break;
  }
  return std::nullopt;
}

Response stage_page(const Kernel& kernel, const Request& request, const Family& family) {
  const auto& say = *request.say;
  const auto now = standing(kernel, say, family);
  if (!now) return Response::see_other(way_on(family));
  auto values = evening_values(kernel, request, family);
  values["what"] = now->what;
  values["next"] = now->next;
  auto kept = kept_words(say, family, request);
  values["any_kept"] = !kept.empty();
  values["kept"] = std::move(kept);
  Value::List each(now->each.begin(), now->each.end());
  values["any_each"] = !each.empty();
  values["each"] = std::move(each);
  values["any_booked"] = !family.booked.empty();
  return kernel.pages.page(request, "parents_evening/stage", family.plan().evening.title, values);
}

}  // namespace lodge::parents_evening
