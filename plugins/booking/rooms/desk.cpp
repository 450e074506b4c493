#include "desk.h"

#include "day.h"
#include "find.h"
#include "notices.h"
#include "rule_question.h"
#include "settings.h"

#include <algorithm>

namespace lodge::rooms {
namespace {

/// Bookings of rooms that the owner has in the week (Monday to Sunday) of that day, without the one being changed.
std::int64_t bookings_in_week(const Kernel& kernel, SiteId site, const Asked& asked) {
  const std::chrono::sys_days day(asked.when.date);
  const auto monday = day - (std::chrono::weekday(day) - std::chrono::Monday);
  const auto midnight = [&](std::chrono::sys_days date) {
    return kernel.calendar.instant(site, date, std::chrono::minutes(0)).value_or(date);  // where midnight is no clear time, UTC's will do
  };
  const auto week = Interval::make(midnight(monday), midnight(monday + std::chrono::weeks(1)));
  return kernel.database.read([&](Reader& reader) {
    const auto count = count_of_owner(reader, asked.owner, *week);
    const auto before = asked.changing ? find(reader, *asked.changing) : std::nullopt;  // counted above, if it is in this week
    return before && week->contains(before->when.interval.starts()) ? std::max<std::int64_t>(0, count - 1) : count;
  });
}

/// A series has a key for each date, within the ledger's 64 characters.
std::string key_of(const Order& order, const Occurrence& occurrence) {
  constexpr std::size_t kRoomForDate = 64 - 11;
  if (order.idempotency_key.empty() || !order.repeat_until) return order.idempotency_key;
  const auto& key = order.idempotency_key;
  return (key.size() <= kRoomForDate ? key : key.substr(0, 32) + entity_tag(key)) + "/" + date_text(occurrence.date);
}

BookingWish wish(const Actor& actor, const Order& order, const Occurrence& occurrence, std::optional<SeriesId> series) {
  return {.site = actor.site,
          .kind = std::string(kBookingKind),
          .owner = order.owner,
          .state = BookingState::confirmed,
          .held_until = {},
          .wants = {{resource_of(occurrence.room), occurrence.when->interval, 1}},
          .idempotency_key = key_of(order, occurrence),
          .series = series,
          .decided_on = {}};
}

bool wanted(const Occurrence& occurrence) { return !occurrence.skipped && !occurrence.trouble; }

}  // namespace

const Refusal& NotYet::first() const {
  static const Refusal kNothingLeft = Unfit::closed_day;
  const auto found = std::ranges::find_if(occurrences, [](const Occurrence& one) { return one.trouble.has_value(); });
  return found == occurrences.end() ? kNothingLeft : *found->trouble;
}

Verdict Desk::ask_rule(const Actor& actor, const Asked& asked, const SchoolDay& day) const {
  const auto term = kernel_.calendar.term_at(actor.site, asked.when.date);
  const auto today = kernel_.calendar.date_of(actor.site, kernel_.clock.now());
  const auto question = rule_question({.actor = actor,
                                       .room = *asked.room,
                                       .when = asked.when,
                                       .day = day,
                                       .term = term ? term->name : "",
                                       .school_days_ahead = school_days_.ahead(kernel_.calendar, actor.site, today, asked.when.date),
                                       .bookings_this_week = bookings_in_week(kernel_, actor.site, asked),
                                       .repeats = asked.repeats});
  return kernel_.rules.ask(actor.site, kMayBook, question);
}

std::optional<Refusal> Desk::trouble(const Actor& actor, const Asked& asked) const {
  if (asked.room == nullptr) return Unfit::no_such_room;
  const auto day = kernel_.calendar.day(actor.site, asked.when.date);
  const bool manages = kernel_.access.may(actor, kManage);
  const auto now = kernel_.clock.now();
  if (const auto unfit = outside(limits(kernel_.settings, actor.site), asked.when, day.kind, now, manages)) return *unfit;
  if (const auto verdict = ask_rule(actor, asked, day); !verdict.allowed) return RuleSaysNo{verdict.reason, verdict.rule};
  return std::nullopt;
}

Occurrence Desk::occurrence(const Actor& actor, const Order& order, LocalDate date) const {
  const auto rooms = kernel_.rooms.rooms(actor.site);
  Occurrence one{.date = date, .room = order.room, .when = {}, .trouble = {}, .skipped = false, .instead = {}};
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
  one.trouble = trouble(actor, {rooms->room(one.room), *when, order.owner, order.repeat_until.has_value(), {}});
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

void Desk::add_stand_ins(const Actor& actor, std::vector<Occurrence>& occurrences, RoomId wanted) const {
  const auto rooms = kernel_.rooms.rooms(actor.site);
  const auto* room = rooms->room(wanted);
  if (room == nullptr) return;
  kernel_.database.read([&](Reader& reader) {
    for (auto& one : occurrences) {
      const bool taken = one.trouble && std::holds_alternative<Taken>(*one.trouble);
      if (taken && one.when) one.instead = stand_ins(reader, kernel_.ledger, *rooms, *room, one.when->interval);
    }
  });
}

std::vector<Clash> Desk::clashes_now(const Actor& actor, const Order& order, const std::vector<Occurrence>& occurrences) const {
  std::vector<BookingWish> wishes;
  for (const auto& one : occurrences) {
    if (wanted(one)) wishes.push_back(wish(actor, order, one, {}));
  }
  return kernel_.database.read([&](Reader& reader) { return kernel_.ledger.preview(reader, wishes); });
}

std::expected<Booked, std::vector<Clash>> Desk::write(const Actor& actor, const Order& order,
                                                      const std::vector<Occurrence>& occurrences) const {
  std::vector<const Occurrence*> chosen;
  for (const auto& one : occurrences) {
    if (wanted(one)) chosen.push_back(&one);
  }
  const auto series = order.repeat_until ? std::optional(SeriesId::random()) : std::nullopt;
  std::vector<BookingWish> wishes;
  for (const auto* one : chosen) wishes.push_back(wish(actor, order, *one, series));
  const auto words = seal(kernel_.privacy, actor.site, actor.person, order.words);

  return kernel_.database.write([&](Transaction& transaction) -> std::expected<Booked, std::vector<Clash>> {
    const auto booked = kernel_.ledger.book_series(transaction, wishes);
    if (!booked) return std::unexpected(booked.error());
    Booked result{.bookings = {}, .series = booked->front().series};
    for (std::size_t i = 0; i < booked->size(); ++i) {
      const auto& booking = (*booked)[i];
      result.bookings.push_back(booking.id);
      if (booking.repeated) continue;
      const Record record{booking.id, actor.site, chosen[i]->room, order.owner, *chosen[i]->when, words, booking.series};
      insert(transaction, record);
      if (i == 0) result.first.emplace(record, booking);
    }
    if (booked->front().repeated) return result;  // all of this was said before
    const auto first = result.bookings.front();
    kernel_.audit.record(transaction, actor, {"rooms.booked", first.text(), ""});
    tell(kernel_, transaction, actor, order.owner, "rooms.booked", first, result.bookings.size());
    return result;
  });
}

std::expected<Booked, NotYet> Desk::book(const Actor& actor, Order order) const {
  const auto refused = [&](Refusal why) {
    return std::unexpected(NotYet{{Occurrence{order.time.date, order.room, {}, std::move(why), false, {}}}});
  };
  if (order.owner != actor.person && !kernel_.access.may(actor, kBookForOthers)) return refused(NotYours{});
  if (const auto wrong = unfit(order.words)) return refused(*wrong);
  auto all = occurrences(actor, order);
  const bool troubled = std::ranges::any_of(all, [](const Occurrence& one) { return one.trouble && !one.skipped; });
  if (std::ranges::none_of(all, wanted) || (troubled && !order.repeat_until)) return std::unexpected(NotYet{std::move(all)});

  std::vector<Occurrence*> chosen;
  for (auto& one : all) {
    if (wanted(one)) chosen.push_back(&one);
  }
  auto clashes = troubled ? clashes_now(actor, order, all) : std::vector<Clash>{};
  if (!troubled) {
    auto booked = write(actor, order, all);
    if (booked) return *booked;
    clashes = std::move(booked.error());
  }
  for (auto& clash : clashes) chosen[clash.index]->trouble = std::move(clash.taken);
  add_stand_ins(actor, all, order.room);
  return std::unexpected(NotYet{std::move(all)});
}

}  // namespace lodge::rooms
