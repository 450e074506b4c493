#include "desk.h"

#include "day.h"
#include "find.h"
#include "notices.h"
#include "settings.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::rooms {
namespace {

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
          .decided_on = occurrence.decided_on};
}

bool wanted(const Occurrence& occurrence) { return !occurrence.skipped && !occurrence.trouble; }

}  // namespace

const Refusal& NotYet::first() const {
  static const Refusal kNothingLeft = Unfit::closed_day;
  const auto found = std::ranges::find_if(occurrences, [](const Occurrence& one) { return one.trouble.has_value(); });
  return found == occurrences.end() ? kNothingLeft : *found->trouble;
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

std::optional<std::expected<Booked, NotYet>> Desk::try_to_book(const Actor& actor, const Order& order) const {
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
    if (booked) return std::move(*booked);
    if (booked.error().empty()) return std::nullopt;
    clashes = std::move(booked.error());
  }
  for (auto& clash : clashes) chosen[clash.index]->trouble = std::move(clash.taken);
  add_stand_ins(actor, all, order.room);
  return std::unexpected(NotYet{std::move(all)});
}

std::expected<Booked, NotYet> Desk::book(const Actor& actor, Order order) const {
  const auto refused = [&](Refusal why) {
    return std::unexpected(NotYet{{Occurrence{order.time.date, order.room, {}, std::move(why), {}, false, {}}}});
  };
  if (order.owner != actor.person && !kernel_.access.may(actor, kBookForOthers)) return refused(NotYours{});
  if (const auto wrong = unfit(order.words)) return refused(*wrong);
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    if (auto answer = try_to_book(actor, order)) return std::move(*answer);
  }
  throw Unavailable("others booked in that week a hundred times meanwhile");
}

}  // namespace lodge::rooms
