#include "desk.h"

#include "day.h"
#include "find.h"
#include "notices.h"
#include "settings.h"

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
    if (!kernel_.access.may(actor, kManage, {record->site, record->owner})) return std::unexpected(NotYours{});
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

std::expected<Record, NotChanged> Desk::changed(const Actor& actor, const Changing& changing, const Record& record) const {
  const auto refused = [&](Refusal why) { return std::unexpected(NotChanged{std::move(why), record.when.date, {}}); };
  auto time = changing.time;
  if (changing.scope != Scope::this_one) time.date = record.when.date;
  const auto when = resolve(kernel_.calendar, actor.site, time);
  if (!when) return refused(when.error());
  auto after = record;
  after.room = changing.room;
  after.when = *when;
  if (after.room == record.room && same(*when, record.when)) return after;
  const auto rooms = kernel_.rooms.rooms(actor.site);
  const Asked asked{rooms->room(changing.room), *when, record.owner, record.series.has_value(), record.booking};
  if (auto judged = judge(actor, asked); judged.trouble) return refused(std::move(*judged.trouble));
  return after;
}

NotChanged Desk::explained(const Actor& actor, const Record& record, const ChangeRefusal& refusal) const {
  NotChanged answer{refusal_of(refusal), record.when.date, {}};
  const auto rooms = kernel_.rooms.rooms(actor.site);
  const auto* room = rooms->room(record.room);
  if (std::holds_alternative<Taken>(answer.why) && room != nullptr) {
    answer.instead = kernel_.database.read(
        [&](Reader& reader) { return stand_ins(reader, kernel_.ledger, *rooms, *room, record.when.interval); });
  }
  return answer;
}

std::expected<std::size_t, NotChanged> Desk::change(const Actor& actor, const Changing& changing) const {
  auto words = changing.words;
  if (const auto wrong = unfit(words)) return std::unexpected(NotChanged{*wrong, {}, {}});
  const auto records = records_in(actor, changing.booking, changing.scope);
  if (!records) return std::unexpected(NotChanged{records.error(), {}, {}});
  if (records->empty()) return std::unexpected(NotChanged{Unfit::past, {}, {}});
  const auto sealed = seal(kernel_.privacy, actor.site, actor.person, words);
  std::vector<Record> after;
  for (const auto& record : *records) {
    auto one = changed(actor, changing, record);
    if (!one) return std::unexpected(one.error());
    one->words = sealed;
    after.push_back(std::move(*one));
  }
  std::size_t at = 0;  // where a refusal was met
  const auto done = kernel_.database.write([&](Transaction& transaction) -> std::expected<void, ChangeRefusal> {
    for (at = 0; at < after.size(); ++at) {
      const auto now = kernel_.ledger.find(transaction, after[at].booking);
      if (!now || now->state == BookingState::cancelled) return std::unexpected(NotFound{});
      const Want wants[] = {{resource_of(after[at].room), after[at].when.interval, 1}};
      auto changed = kernel_.ledger.change(transaction, now->id, version_of(changing, *now), wants);
      if (!changed) return std::unexpected(changed.error());
      update(transaction, after[at]);
    }
    const auto& first = after.front();
    kernel_.audit.record(transaction, actor, {"rooms.changed", changing.booking.text(), ""});
    tell(kernel_, transaction, actor, first.owner, "rooms.changed", changing.booking, after.size());
    return {};
  });
  if (!done) return std::unexpected(explained(actor, after[at], done.error()));
  return after.size();
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
    tell(kernel_, transaction, actor, records->front().owner, "rooms.cancelled", booking, records->size());
    return {};
  });
  if (!done) return std::unexpected(refusal_of(done.error()));
  return *records;
}

}  // namespace lodge::rooms
