#include "desk.h"

#include "day.h"
#include "find.h"
#include "notices.h"
#include "settings.h"

#include <lodge/errors.h>

#include <algorithm>

namespace lodge::rooms {
namespace {

Refusal refusal_of(const ChangeRefusal& refusal) {
  if (const auto* taken = std::get_if<Taken>(&refusal)) return *taken;
  return std::holds_alternative<NotFound>(refusal) ? Refusal(Gone{}) : Refusal(Overtaken{});
}

bool same(const When& one, const When& other) {
  return one.interval == other.interval && one.period == other.period && one.date == other.date;
}

/// Whether a time that is wished for is that of a booking, whatever its date.
bool is_then(const TimeWish& wish, const When& when) {
  return wish.period == when.period && (!wish.period.empty() || (wish.starts == when.starts && wish.ends == when.ends));
}

std::vector<BookingId> ids_of(const std::vector<Record>& records) {
  std::vector<BookingId> ids;
  for (const auto& one : records) ids.push_back(one.booking);
  return ids;
}

Occurrence trouble_of(const Record& record, Refusal why) {
  return {record.when.date, record.room, record.when, std::move(why), {}, false, {}};
}

/// The version to change from: what the person saw, for the one she looked at.
std::int64_t version_of(const Changing& changing, const Booking& now) {
  return now.id == changing.booking && changing.version != 0 ? changing.version : now.version;
}

}  // namespace

std::expected<std::vector<Record>, Refusal> Desk::records_in(const Actor& actor, BookingId booking, Scope scope) const {
  const auto now = kernel_.clock.now();
  return kernel_.database.read([&](Reader& reader) -> std::expected<std::vector<Record>, Refusal> {
    const auto record = find(reader, booking);
    if (!record || record->site != actor.site) return std::unexpected(Gone{});
    if (!may_change(kernel_.access, actor, {record->site, record->owner})) return std::unexpected(NotYours{});
    if (scope == Scope::this_one || !record->series) return std::vector{*record};
    auto all = of_series(reader, *record->series);
    std::erase_if(all, [&](const Record& one) {
      const bool before = scope == Scope::following && one.when.interval.starts() < record->when.interval.starts();
      const auto live = kernel_.ledger.find(reader, one.booking);
      return before || one.when.interval.ends() <= now || !live || live->state == BookingState::cancelled;
    });
    return all;
  });
}

std::expected<Desk::Decided, Occurrence> Desk::decide(const Actor& actor, const Changing& changing, const Record& seen, const Record& record) const {
  const auto refused = [&](Refusal why) { return std::unexpected(trouble_of(record, std::move(why))); };
  const bool along = changing.scope != Scope::this_one;
  auto after = record;
  if (!along || changing.room != seen.room) after.room = changing.room;
  if (!along || !is_then(changing.time, seen.when)) {
    auto time = changing.time;
    if (along) time.date = record.when.date;
    const auto when = resolve(kernel_.calendar, actor.site, time);
    if (!when) return refused(when.error());
    after.when = *when;
  }
  if (after.room == record.room && same(after.when, record.when)) return Decided{std::move(after), {}};
  const auto rooms = kernel_.rooms.rooms(actor.site);
  const Asked asked{rooms->room(after.room), after.when, record.owner, record.series.has_value(), record.booking};
  auto judged = judge(actor, asked);
  if (judged.trouble) return refused(std::move(*judged.trouble));
  return Decided{std::move(after), std::move(judged.decided_on)};
}

/// Refused with each date that could not be had; with none: what was decided on has moved.
std::expected<void, std::vector<Occurrence>> Desk::write_changes(const Actor& actor, const Changing& changing, const std::vector<Decided>& after) const {
  return kernel_.database.write([&](Transaction& transaction) -> std::expected<void, std::vector<Occurrence>> {
    std::vector<Occurrence> troubles;
    std::vector<DecidedOn> decided_on;
    for (const auto& [record, weeks] : after) {
      const auto now = kernel_.ledger.find(transaction, record.booking);
      if (!now || now->state == BookingState::cancelled) return std::unexpected(std::vector{trouble_of(record, Gone{})});
      const Want wants[] = {{resource_of(record.room), record.when.interval, 1}};
      const auto changed = kernel_.ledger.change(transaction, now->id, version_of(changing, *now), wants);
      if (!changed) troubles.push_back(trouble_of(record, refusal_of(changed.error())));
      if (changed) update(transaction, record);
      decided_on.insert(decided_on.end(), weeks.begin(), weeks.end());
    }
    if (!troubles.empty() || kernel_.ledger.raise(transaction, decided_on)) return std::unexpected(std::move(troubles));
    kernel_.audit.record(transaction, actor, {"rooms.changed", changing.booking.text(), ""});
    std::vector<BookingId> changed;
    for (const auto& one : after) changed.push_back(one.record.booking);
    tell(kernel_, transaction, actor, after.front().record.owner, {"rooms.changed", changing.booking, std::move(changed)});
    return {};
  });
}

std::optional<std::expected<std::size_t, NotChanged>> Desk::try_to_change(const Actor& actor, const Changing& changing, const SealedWords& words) const {
  const auto refused = [](Refusal why) { return std::unexpected(NotChanged{std::move(why)}); };
  const auto records = records_in(actor, changing.booking, changing.scope);
  if (!records) return refused(records.error());
  if (records->empty() || records->front().when.interval.ends() <= kernel_.clock.now()) return refused(Unfit::past);
  const auto seen = kernel_.database.read([&](Reader& reader) { return find(reader, changing.booking); });
  std::vector<Decided> after;
  std::vector<Occurrence> troubles;
  for (const auto& record : *records) {
    auto one = decide(actor, changing, seen.value_or(record), record);
    if (!one) {
      troubles.push_back(std::move(one.error()));
      continue;
    }
    one->record.words = words;
    after.push_back(std::move(*one));
  }
  if (troubles.empty()) {
    auto done = write_changes(actor, changing, after);
    if (done) return after.size();
    if (done.error().empty()) return std::nullopt;
    troubles = std::move(done.error());
  }
  add_stand_ins(actor, troubles, changing.room);
  auto why = *troubles.front().trouble;
  return std::unexpected(NotChanged{std::move(why), std::move(troubles)});
}

std::expected<std::size_t, NotChanged> Desk::change(const Actor& actor, const Changing& changing) const {
  auto words = changing.words;
  if (const auto wrong = unfit(words)) return std::unexpected(NotChanged{*wrong});
  const auto sealed = seal(kernel_.privacy, actor.site, actor.person, words);
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    if (auto answer = try_to_change(actor, changing, sealed)) return std::move(*answer);
  }
  throw Unavailable("others booked in that week a hundred times meanwhile");
}

std::expected<std::vector<Record>, Refusal> Desk::cancel(const Actor& actor, BookingId booking, Scope scope) const {
  const auto records = records_in(actor, booking, scope);
  if (!records) return std::unexpected(records.error());
  if (records->empty() || records->front().when.interval.ends() <= kernel_.clock.now()) return std::unexpected(Unfit::past);
  const auto done = kernel_.database.write([&](Transaction& transaction) -> std::expected<void, ChangeRefusal> {
    bool any = false;
    for (const auto& record : *records) {
      const auto before = kernel_.ledger.find(transaction, record.booking);
      any |= before && before->state != BookingState::cancelled;
      if (const auto gone = kernel_.ledger.cancel(transaction, record.booking); !gone) return std::unexpected(gone.error());
      give_back(transaction, record.booking);
    }
    if (!any) return {};  // a second press of the button
    kernel_.audit.record(transaction, actor, {"rooms.cancelled", booking.text(), ""});
    tell(kernel_, transaction, actor, records->front().owner, {"rooms.cancelled", booking, ids_of(*records)});
    return {};
  });
  if (!done) return std::unexpected(refusal_of(done.error()));
  return *records;
}

}  // namespace lodge::rooms
