#include "desk.h"

#include "day.h"
#include "find.h"
#include "notices.h"
#include "settings.h"

#include <lodge/errors.h>

#include <algorithm>
#include <array>

namespace lodge::rooms {
namespace {

BookingWish wish(const Actor& actor, const Order& order, const Occurrence& occurrence, std::optional<SeriesId> series) {
  return {.site = actor.site,
          .kind = std::string(kBookingKind),
          .owner = order.owner,
          .state = BookingState::confirmed,
          .held_until = {},
          .wants = {{resource_of(occurrence.room), occurrence.when->interval, 1}},
          .idempotency_key = "",
          .series = series,
          .decided_on = occurrence.decided_on};
}

std::vector<BookingWish> wishes_of(const Actor& actor, const Order& order, const std::vector<const Occurrence*>& chosen,
                                   std::optional<SeriesId> series) {
  std::vector<BookingWish> wishes;
  for (const auto* one : chosen) wishes.push_back(wish(actor, order, *one, series));
  return wishes;
}

bool wanted(const Occurrence& occurrence) { return !occurrence.skipped && !occurrence.trouble; }

std::vector<const Occurrence*> all_wanted(const std::vector<Occurrence>& occurrences) {
  std::vector<const Occurrence*> chosen;
  for (const auto& one : occurrences) {
    if (wanted(one)) chosen.push_back(&one);
  }
  return chosen;
}

/// Those that the order is about, whatever is said to them now.
std::vector<const Occurrence*> all_timed(const std::vector<Occurrence>& occurrences) {
  std::vector<const Occurrence*> timed;
  for (const auto& one : occurrences) {
    if (one.when && !one.skipped) timed.push_back(&one);
  }
  return timed;
}

Booked result_of(const std::vector<Booking>& booked) {
  Booked result{.bookings = {}, .series = booked.front().series};
  for (const auto& booking : booked) result.bookings.push_back(booking.id);
  return result;
}

/// One sentence is the answer to the whole order.
std::unexpected<NotYet> refused(const Order& order, Refusal why, const std::vector<Occurrence>& occurrences) {
  const auto when = occurrences.empty() ? std::nullopt : occurrences.front().when;
  return std::unexpected(NotYet{{Occurrence{order.time.date, order.room, when, std::move(why), {}, false, {}}}});
}

/// What is wrong with all dates alike: no choice of dates would help.
std::optional<Unfit> common_fault(const std::vector<Occurrence>& all) {
  if (all.empty()) return Unfit::no_school_day;
  const bool all_skipped = std::ranges::all_of(all, &Occurrence::skipped);
  if (all_skipped) return Unfit::nothing_left;
  const auto unfit = [](const Occurrence& one) { return one.trouble ? std::get_if<Unfit>(&*one.trouble) : nullptr; };
  const auto* first = unfit(all.front());
  if (first == nullptr) return std::nullopt;
  const bool alike = std::ranges::all_of(all, [&](const Occurrence& one) { return unfit(one) != nullptr && *unfit(one) == *first; });
  return alike ? std::optional(*first) : std::nullopt;
}

}  // namespace

const Refusal& NotYet::first() const {
  const auto found = std::ranges::find_if(occurrences, [](const Occurrence& one) { return one.trouble.has_value(); });
  LODGE_CHECK(found != occurrences.end());
  return *found->trouble;
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

void Desk::add_clashes(const Actor& actor, const Order& order, std::vector<Occurrence>& occurrences) const {
  const auto wishes = wishes_of(actor, order, all_wanted(occurrences), {});
  name_clashes(actor, order, occurrences, kernel_.database.read([&](Reader& reader) { return kernel_.ledger.preview(reader, wishes); }));
}

void Desk::name_clashes(const Actor& actor, const Order& order, std::vector<Occurrence>& occurrences, std::vector<Clash> clashes) const {
  std::vector<Occurrence*> chosen;
  for (auto& one : occurrences) {
    if (wanted(one)) chosen.push_back(&one);
  }
  for (auto& clash : clashes) chosen[clash.index]->trouble = std::move(clash.taken);
  add_stand_ins(actor, occurrences, order.room);
}

std::expected<Booked, NotWritten> Desk::write(const Actor& actor, const Order& order, const std::vector<Occurrence>& occurrences) const {
  const auto chosen = all_wanted(occurrences);
  const auto series = order.repeat_until ? std::optional(SeriesId::random()) : std::nullopt;
  auto wishes = wishes_of(actor, order, chosen, series);
  wishes.front().idempotency_key = order.idempotency_key;  // all are written or none, so the first stands for them
  const auto words = seal(kernel_.privacy, actor.site, actor.person, order.words);

  return kernel_.database.write([&](Transaction& transaction) -> std::expected<Booked, NotWritten> {
    const auto booked = kernel_.ledger.book_series(transaction, wishes);
    if (!booked) return std::unexpected(NotWritten{booked.error()});
    if (booked->front().repeated) return std::unexpected(NotWritten{{}, true});
    auto result = result_of(*booked);
    for (std::size_t i = 0; i < booked->size(); ++i) {
      const auto& booking = (*booked)[i];
      const Record record{booking.id, actor.site, chosen[i]->room, order.owner, *chosen[i]->when, words, booking.series};
      insert(transaction, record);
      if (i == 0) result.first.emplace(record, booking);
    }
    const auto first = result.bookings.front();
    kernel_.audit.record(transaction, actor, {"rooms.booked", first.text(), ""});
    tell(kernel_, transaction, actor, order.owner, {"rooms.booked", first, result.bookings});
    return result;
  });
}

std::optional<std::expected<Booked, NotYet>> Desk::try_to_book(const Actor& actor, const Order& order) const {
  auto all = occurrences(actor, order);
  if (const auto common = common_fault(all)) return refused(order, *common, all);
  const bool troubled = std::ranges::any_of(all, [](const Occurrence& one) { return one.trouble && !one.skipped; });
  if (troubled && !order.repeat_until) return std::unexpected(NotYet{std::move(all)});

  if (troubled) {
    add_clashes(actor, order, all);
    return std::unexpected(NotYet{std::move(all)});
  }
  auto booked = write(actor, order, all);
  if (booked) return std::move(*booked);
  if (booked.error().key_used) return refused(order, KeyUsed{}, {});
  if (booked.error().clashes.empty()) return std::nullopt;
  name_clashes(actor, order, all, std::move(booked.error().clashes));
  return std::unexpected(NotYet{std::move(all)});
}

std::optional<std::expected<Booked, NotYet>> Desk::sent_before(const Actor& actor, const Order& order) const {
  if (order.idempotency_key.empty()) return std::nullopt;
  std::optional<Booking> keyed;
  std::vector<Record> records;
  std::set<BookingId> changed;
  kernel_.database.read([&](Reader& reader) {
    keyed = kernel_.ledger.booked_under(reader, order.owner, order.idempotency_key);
    if (!keyed) return;
    records = keyed->series ? of_series(reader, *keyed->series) : find_all(reader, std::array{keyed->id});
    for (const auto& one : records) {
      const auto now = kernel_.ledger.find(reader, one.booking);
      const std::int64_t untouched = now && now->state == BookingState::cancelled ? 2 : 1;  // given back, it says what was wished
      if (now && now->version > untouched) changed.insert(one.booking);
    }
  });
  if (!keyed) return std::nullopt;
  const bool of_here = !records.empty() && records.front().site == actor.site;
  if (!of_here || !is_what_was_booked(actor, order, records, changed)) return refused(order, KeyUsed{}, {});
  Booked before{.bookings = {}, .series = keyed->series};
  for (const auto& one : records) before.bookings.push_back(one.booking);
  std::ranges::stable_partition(before.bookings, [&](BookingId id) { return id == keyed->id; });  // the answer begins as it did
  return before;
}

/// What was wished before a change cannot be seen any more: whoever asks again, in the same words or for the same room and
/// time, is answered with what it became.
bool Desk::is_what_was_booked(const Actor& actor, const Order& order, const std::vector<Record>& records, const std::set<BookingId>& changed) const {
  const auto all = occurrences(actor, order);
  const auto chosen = all_timed(all);
  if (records.size() != chosen.size() || records.front().series.has_value() != order.repeat_until.has_value()) return false;
  return std::ranges::all_of(records, [&](const Record& record) {
    const auto words = open(kernel_.privacy, actor.site, record.words);
    const bool same_words = words.purpose == order.words.purpose && words.notes == order.words.notes;
    const bool same_place = std::ranges::any_of(chosen, [&](const Occurrence* one) {
      return one->room == record.room && one->when->interval == record.when.interval;
    });
    return changed.contains(record.booking) ? same_words || same_place : same_words && same_place;
  });
}

std::optional<Unfit> Desk::nonsense(const Actor& actor, Order& order) const {
  if (const auto wrong = unfit(order.words)) return wrong;
  const bool known = order.owner == actor.person || kernel_.directory.people(actor.site)->teacher(same_person<TeacherId>(order.owner)) != nullptr;
  if (!known) return Unfit::no_such_person;
  if (!order.repeat_until) return std::nullopt;
  if (*order.repeat_until < order.time.date) return Unfit::last_before_first;
  const bool too_many = weekly(order.time.date, *order.repeat_until).size() > kMostDates;
  return too_many ? std::optional(Unfit::too_many_dates) : std::nullopt;
}

std::expected<std::vector<Occurrence>, NotYet> Desk::look(const Actor& actor, Order order) const {
  if (order.owner != actor.person && !kernel_.access.may(actor, kBookForOthers)) return refused(order, NotYours{}, {});
  if (const auto wrong = nonsense(actor, order)) return refused(order, *wrong, {});
  auto all = occurrences(actor, order);
  if (const auto common = common_fault(all)) return refused(order, *common, all);
  add_clashes(actor, order, all);
  return all;
}

std::expected<Booked, NotYet> Desk::book(const Actor& actor, Order order) const {
  if (order.owner != actor.person && !kernel_.access.may(actor, kBookForOthers)) return refused(order, NotYours{}, {});
  if (const auto wrong = nonsense(actor, order)) return refused(order, *wrong, {});
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    auto answer = try_to_book(actor, order);
    if (!answer) continue;
    if (!*answer) {
      if (auto before = sent_before(actor, order)) return std::move(*before);
    }
    return std::move(*answer);
  }
  throw Unavailable("others booked in that week a hundred times meanwhile");
}

}  // namespace lodge::rooms
