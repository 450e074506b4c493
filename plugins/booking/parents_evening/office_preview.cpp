#include "office.h"
#include "reach.h"
#include "shown.h"
#include "told.h"

#include <algorithm>

namespace lodge::parents_evening {
namespace {

constexpr std::size_t kMostShown = 200;

/// "Thu 12 Nov, 4:00 to 4:10 pm, Room M12": with the place, which may be all that changes.
std::string spot_words(const Kernel& kernel, const Say& say, const Plan& plan, const Appointment& one) {
  const auto site = plan.evening.site;
  const auto when = say.say("{day}, {times}", {{"day", say.short_day(kernel.calendar.date_of(site, one.when.starts()))},
                                               {"times", time_words(kernel, say, site, one.when)}});
  const auto* desk = plan.desk(one.desk);
  const auto place = desk == nullptr ? "" : place_words(say, *kernel.rooms.rooms(site), *desk);
  return place.empty() ? when : when + say.say(", ") + place;
}

std::string teacher_of(const Say& say, const People& people, const Plan& plan, const Appointment& one) {
  const auto* desk = plan.desk(one.desk);
  return desk == nullptr ? people.name(same_person<PersonId>(one.teacher)) : seen_words(say, plan, people, one.student, one.teacher, desk);
}

std::string strain_words(const Say& say, Strain strain) {
  switch (strain) {
    case Strain::too_close: return say.say("Too close to another of the family's");
    case Strain::too_many: return say.say("More than a family may have about one student");
    case Strain::twice: return say.say("Another household sees this teacher about the student");
    case Strain::steps: return say.say("The family needs a way without steps, and this desk has none");
    case Strain::too_short: return say.say("Shorter than it would be now");
  }
  return {};
}

/// How the rows of both tables begin: who it is about, and where it is now.
Value::Map row_of(const Kernel& kernel, const Say& say, const People& people, const Plan& before, const Fate& fate) {
  return {{"family", names_of(say, people, fate.before.household)},
          {"student", people.name(same_person<PersonId>(fate.before.student))},
          {"teacher", teacher_of(say, people, before, fate.before)},
          {"was", spot_words(kernel, say, before, fate.before)},
          {"offer", fate.before.is_offer()}};
}

Value::Map touched_row(const Kernel& kernel, const Say& say, const People& people, const Plan& before, const Plan& after, const Fate& fate) {
  auto row = row_of(kernel, say, people, before, fate);
  row["kept"] = fate.after.has_value();
  if (!fate.after) return row;
  const auto who = teacher_of(say, people, after, *fate.after);
  row["becomes"] = spot_words(kernel, say, after, *fate.after);
  row["with"] = who == *row["teacher"].text() ? "" : who;
  return row;
}

std::string more_words(const Say& say, std::size_t all) {
  return all <= kMostShown ? "" : say.say_many("and {count} more appointment", "and {count} more appointments", static_cast<std::int64_t>(all - kMostShown));
}

std::string lost_words(const Say& say, const Act& act, std::int64_t lost) {
  if (lost == 0) return {};
  const bool meant = act.move.cancels || act.cause == Cause::audience;
  return meant ? say.say_many("{count} appointment is given back.", "{count} appointments are given back.", lost)
               : say.say_many("For {count} appointment there is no time left: the family is asked to choose anew.",
                              "For {count} appointments there is no time left: the families are asked to choose anew.", lost);
}

std::string out_of_line_words(const Say& say, const Outcome& outcome) {
  if (outcome.out_of_line.empty()) return {};
  return say.say_many("{count} of them stands in line for somebody whom it cannot see then. Its place ends.",
                      "{count} of them stand in line for somebody whom they cannot see then. Their places end.",
                      static_cast<std::int64_t>(outcome.out_of_line.size()));
}

std::string invited_words(const Say& say, const Outcome& outcome) {
  if (outcome.invited.empty()) return {};
  return say.say_many("Write to {count} more family, which has a letter or an invitation, too", "Write to {count} more families, which have a letter or an invitation, too",
                      static_cast<std::int64_t>(outcome.invited.size()));
}

Value::List fields_of(const Fields& form) {
  Value::List list;
  for (const auto& [name, value] : form.all()) {
    const bool own = name == "form_token" || name == "version" || name == "sure" || name == "keep_apart" || name == "leave_close" || name == "tell_invited" ||
                     name == "all_the_same";
    if (!own) list.push_back(Value::Map{{"name", name}, {"value", value}});
  }
  return list;
}

/// What a letter names: the days, and when families may book.
auto named(const Plan& plan) {
  std::vector<std::pair<Instant, Instant>> dates;
  for (const auto& date : plan.held_dates()) dates.emplace_back(date.when.starts(), date.when.ends());
  const auto& evening = plan.evening;
  return std::tuple(dates, evening.opens_at, evening.closes_at, plan.staggered, plan.early.empty() ? std::nullopt : evening.early_from);
}

}  // namespace

std::size_t Office::informed(const Plan& before, const Act& act) const {
  const auto& after = act.after;
  const bool stands = after.evening.state == EveningState::published && before.evening.state == EveningState::published;
  if (!stands || act.cause == Cause::shifted || named(before) == named(after)) return 0;
  return kernel.database.read([&](Reader& reader) {
    auto all = told(reader, after.evening.id, Told::letter);
    all.merge(told(reader, after.evening.id, Told::invitation));
    return all.size();
  });
}

Response Office::show(const Request& request, const Preview& preview, const Question& question) const {
  const auto& say = *request.say;
  const auto people = kernel.directory.people(request.actor.site);
  const auto& act = preview.act;
  const auto& after = preview.outcome.after;
  Value::List rows, strained;
  std::size_t touches = 0, strains = 0;
  std::int64_t lost = 0;
  bool too_close = false;
  for (const auto& [household, some] : touched(preview.outcome.fates)) {
    for (const auto* fate : some) {
      lost += fate->after || fate->before.is_offer() ? 0 : 1;
      if (++touches <= kMostShown) rows.push_back(touched_row(kernel, say, *people, preview.before, after, *fate));
    }
  }
  for (const auto& fate : preview.outcome.fates) {
    if (!fate.strain) continue;
    too_close = too_close || fate.strain == Strain::too_close;
    if (++strains > kMostShown) continue;
    strained.push_back(row_of(kernel, say, *people, after, {*fate.after}));
    (*strained.back().map())["why"] = strain_words(say, *fate.strain);
  }
  const auto families = static_cast<std::int64_t>(preview.outcome.families()), informed = static_cast<std::int64_t>(preview.informed);
  const auto wishing = std::ranges::count(preview.outcome.wishers, true, &Wisher::told);
  const bool clashes = !preview.outcome.left_out.empty();
  const auto button = clashes ? say.say("Do it all the same") : question.button.empty() ? say.say("Save") : question.button;
  Value::Map values{
      {"sentence", question.sentence},
      {"any_busy", clashes},
      {"clashes", digest(preview.outcome.left_out)},
      {"busy", done_without(request, after, preview.outcome.left_out)},
      {"button", families > 0 ? say.say("{act} and tell them", {{"act", button}}) : button},
      {"nobody", families == 0 && informed == 0 && preview.outcome.invited.empty()},
      {"back", question.back},
      {"action", request.path},
      {"fields", fields_of(request.form)},
      {"meanwhile", preview.meanwhile},
      {"tells", families > 0},
      {"wishing", wishing == 0 ? "" : say.say_many("{count} of them has sent wishes for the preference round.", "{count} of them have sent wishes for the preference round.", wishing)},
      {"any", touches > 0},
      {"families", say.say_many("{count} family is touched and gets one message.", "{count} families are touched. Each gets one message.", families)},
      {"lost", lost_words(say, act, lost)},
      {"rows", std::move(rows)},
      {"more", more_words(say, touches)},
      {"informed", informed == 0 ? "" : say.say_many("{count} family has a letter or an invitation that names other dates or times.",
                                                     "{count} families have letters or invitations that name other dates or times.", informed)},
      {"out_of_line", out_of_line_words(say, preview.outcome)},
      {"invited", invited_words(say, preview.outcome)},
      {"tell_invited", act.tells_invited || !request.form.has("sure")},
      {"warnings", Value::List(preview.warnings.begin(), preview.warnings.end())},
      {"any_strained", strains > 0},
      {"strained_count", say.say_many("{count} appointment stands in a way that could not be booked any more.",
                                      "{count} appointments stand in a way that could not be booked any more.", static_cast<std::int64_t>(strains))},
      {"strained", std::move(strained)},
      {"more_strained", more_words(say, strains)},
      {"may_spread", too_close && !act.move.spreads},
      {"spread", act.move.spreads}};
  return page(request, preview.before, "touches", question.title.empty() ? say.say("Look at it once more") : question.title, std::move(values));
}

}  // namespace lodge::parents_evening
