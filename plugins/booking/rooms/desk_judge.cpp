// What the school says to a booking: its limits, its hours and its rule.
#include "desk.h"

#include "rule_question.h"
#include "settings.h"

#include <algorithm>

namespace lodge::rooms {
namespace {

/// A week (Monday to Sunday) of one owner: its bookings are counted, so that each new one moves its version.
std::string week_key(PersonId owner, LocalDate monday) { return "rooms.week/" + owner.text() + "/" + date_text(monday); }

struct Week {
  std::int64_t bookings;  ///< of rooms that the owner has in it, without the one being changed
  DecidedOn version;
};

Week week_of(const Kernel& kernel, SiteId site, const Asked& asked) {
  const std::chrono::sys_days monday(monday_of(asked.when.date));
  const auto midnight = [&](std::chrono::sys_days date) {
    return kernel.calendar.instant(site, date, std::chrono::minutes(0)).value_or(date);  // where midnight is no clear time, UTC's will do
  };
  const auto week = Interval::make(midnight(monday), midnight(monday + std::chrono::weeks(1)));
  const auto key = week_key(asked.owner, monday);
  return kernel.database.read([&](Reader& reader) {
    const auto version = kernel.ledger.version(reader, key);  // before the count: what is booked in between is noticed
    const auto count = count_of_owner(reader, asked.owner, *week);
    const auto before = asked.changing ? find(reader, *asked.changing) : std::nullopt;  // counted above, if it is in this week
    const bool counted = before && week->contains(before->when.interval.starts());
    return Week{counted ? std::max<std::int64_t>(0, count - 1) : count, {key, version}};
  });
}

}  // namespace

Judged Desk::judge(const Actor& actor, const Asked& asked) const {
  if (asked.room == nullptr) return {Unfit::no_such_room, {}};
  const auto day = kernel_.calendar.day(actor.site, asked.when.date);
  const bool manages = kernel_.access.may(actor, kManage);
  const auto now = kernel_.clock.now();
  if (const auto unfit = outside(limits(kernel_.settings, actor.site), asked.when, day.kind, now, manages)) return {*unfit, {}};
  auto week = week_of(kernel_, actor.site, asked);
  const auto verdict = ask_rule(actor, asked, day, week.bookings);
  if (!verdict.allowed) return {RuleSaysNo{verdict.reason, verdict.rule}, {}};
  return {std::nullopt, {std::move(week.version)}};
}

Verdict Desk::ask_rule(const Actor& actor, const Asked& asked, const SchoolDay& day, std::int64_t bookings_this_week) const {
  const auto term = kernel_.calendar.term_at(actor.site, asked.when.date);
  const auto today = kernel_.calendar.date_of(actor.site, kernel_.clock.now());
  const auto question = rule_question({.actor = actor,
                                       .room = *asked.room,
                                       .when = asked.when,
                                       .day = day,
                                       .term = term ? term->name : "",
                                       .school_days_ahead = school_days_.ahead(kernel_.calendar, actor.site, today, asked.when.date),
                                       .bookings_this_week = bookings_this_week,
                                       .repeats = asked.repeats});
  return kernel_.rules.ask(actor.site, kMayBook, question);
}

Occurrence Desk::occurrence(const Actor& actor, const Order& order, LocalDate date) const {
  const auto rooms = kernel_.rooms.rooms(actor.site);
  Occurrence one{.date = date, .room = order.room, .when = {}, .trouble = {}, .decided_on = {}, .skipped = false, .instead = {}};
  if (const auto choice = order.choices.find(date); choice != order.choices.end()) {
    one.skipped = choice->second.skip;
    if (const auto* other = rooms->by_code(choice->second.room)) one.room = other->id;
  }
  auto time = order.time;
  time.date = date;
  const auto when = resolve(kernel_.calendar, actor.site, time);
  if (!when) {
    one.trouble = when.error();
    return one;
  }
  one.when = *when;
  if (one.skipped) return one;
  auto judged = judge(actor, {rooms->room(one.room), *when, order.owner, order.repeat_until.has_value(), {}});
  one.trouble = std::move(judged.trouble);
  one.decided_on = std::move(judged.decided_on);
  return one;
}

std::vector<Occurrence> Desk::occurrences(const Actor& actor, const Order& order) const {
  const auto dates = order.repeat_until ? weekly(order.time.date, *order.repeat_until) : std::vector{order.time.date};
  std::vector<Occurrence> all;
  for (const auto date : dates) {
    const bool holiday = order.repeat_until && kernel_.calendar.day(actor.site, date).kind != SchoolDay::Kind::school;
    if (!holiday) all.push_back(occurrence(actor, order, date));  // a series passes over holidays, as lessons do
  }
  return all;
}

}  // namespace lodge::rooms
