#include "core/calendar/store.h"
#include "core/directory/fields_json.h"
#include "core/directory/staging.h"
#include "core/directory/store.h"
#include "core/revisions/revisions.h"
#include "core/sync/records.h"
#include "core/sync/sync.h"

#include <algorithm>

namespace lodge::core {
namespace {

using std::unexpected;

constexpr auto kLease = std::chrono::minutes(1);
constexpr std::size_t kPiece = 500;  // rows in one write: some 100 kB, a few milliseconds

template <class Row, class Write>
void in_pieces(Database& database, const std::vector<Row>& rows, Write&& write) {
  for (std::span<const Row> rest(rows); !rest.empty();) {
    const auto piece = rest.first(std::min(kPiece, rest.size()));
    database.write([&](Transaction& transaction) { write(transaction, piece); });
    rest = rest.subspan(piece.size());
  }
}

// What stays is why it is refused.
std::vector<Brake> unconfirmed(std::vector<Brake> brakes, const Confirmations& confirmations) {
  std::erase_if(brakes, [&](const Brake& brake) { return brake.can_be_confirmed() && confirmations.brakes.contains(brake.key()); });
  return brakes;
}

// The years as they were before a plan lie in the calendar's own tables, under the plan's number.
SiteId shelf_of(PlanId plan) { return same_person<SiteId>(plan); }

// What an import said goes; special days and shifted weeks are the school's own, and stay as they are by now.
SchoolYears taken_back(SchoolYears before, const SchoolYears& now) {
  before.special_days = now.special_days;
  if (cycle_of(before) != cycle_of(now)) return before;
  for (auto& [date, letter] : before.letters) {
    if (const auto kept = now.letters.find(date); kept != now.letters.end()) letter = kept->second;
  }
  return before;
}

std::vector<PersonId> people_of(const Changes& changes, bool Changes::Person::*what) {
  std::vector<PersonId> people;
  for (const auto& one : changes.people) {
    if (one.*what) people.push_back(one.row.id);
  }
  return people;
}

}  // namespace

std::expected<Applied, ApplyRefusal> Sync::switch_on(const StoredPlan& plan, const Actor& actor, const Confirmations& confirmations) {
  const auto base = parts_.directory.snapshot(plan.site)->rows().revision;
  const auto pulled = kept_records(parts_.vaults.vault(plan.site), parts_.keyring, plan.site, plan.id);
  if (base != plan.base_revision || !pulled) return unexpected(Outdated{});
  const auto calendar = parts_.calendar.snapshot(plan.site);  // before the judging: a newer one meanwhile is noticed when switching
  const auto judged = judge(plan, *pulled);
  if (auto brakes = unconfirmed(judged.plan.brakes, confirmations); !brakes.empty()) return unexpected(Braked{std::move(brakes)});
  if (judged.changes.nothing()) return leave_as_it_is(plan, judged.plan, actor);
  const auto now = parts_.clock.now();
  const auto revision = base + 1;
  const bool leased = parts_.central.write([&](Transaction& transaction) {
    // Whoever applies another plan waits at this row: two would stage under one number.
    if (!move_revision(transaction, plan.site, kPeopleRevision, base, base) || is_another_applied(transaction, plan.site, plan.id, now)) return false;
    end_leases(transaction, plan.site, plan.id, now);
    return move_plan(transaction, plan.id, plan.state, PlanState::applying, revision, now, now + kLease);
  });
  if (!leased) return unexpected(NotApplicable{PlanState::applying});
  clear_stage(plan.site, base);
  stage_names(plan.site, revision, judged.changes);
  stage_rows(plan.site, revision, judged.changes);
  if (!switch_revision(plan, revision, judged.changes, *calendar, actor)) {
    parts_.central.write([&](Transaction& transaction) { move_plan(transaction, plan.id, PlanState::applying, PlanState::planned, 0, now + kLease, now); });
    return unexpected(Outdated{});
  }
  refresh(plan.site);
  return Applied{judged.plan.nothing_to_do, judged.plan.counts, {}};
}

// No revision is moved, so that the plan before can still be taken back.
std::expected<Applied, ApplyRefusal> Sync::leave_as_it_is(const StoredPlan& plan, const Plan& judged, const Actor& actor) {
  const auto now = parts_.clock.now();
  const bool moved = parts_.central.write([&](Transaction& transaction) {
    if (!move_plan(transaction, plan.id, plan.state, PlanState::switched, 0, now, now)) return false;
    parts_.audit.record(transaction, actor, {"sync.applied", plan.id.text(), ""});
    return true;
  });
  if (!moved) return unexpected(NotApplicable{PlanState::applying});
  return Applied{judged.nothing_to_do, judged.counts, {}};
}

void Sync::clear_stage(SiteId site, std::int64_t present) {
  parts_.vaults.vault(site).write([&](Transaction& transaction) { drop_staged_fields(transaction, present); });
  parts_.central.write([&](Transaction& transaction) { drop_staged(transaction, site, present); });
}

void Sync::stage_names(SiteId site, std::int64_t revision, const Changes& changes) {
  parts_.keyring.ensure_keys(site, people_of(changes, &Changes::Person::names));
  std::vector<SealedPerson> sealed;
  for (const auto& one : changes.people) {
    if (!one.names) continue;
    sealed.push_back({one.row.id, parts_.keyring.seal(site, one.row.id, place_of_fields(one.row.id), to_json(one.row.fields)), !one.is_new});
  }
  std::ranges::sort(sealed, {}, &SealedPerson::id);
  in_pieces(parts_.vaults.vault(site), sealed, [&](Transaction& transaction, auto piece) { begin_fields(transaction, revision, piece); });
}

void Sync::stage_rows(SiteId site, std::int64_t revision, const Changes& changes) {
  const auto now = parts_.clock.now();
  const auto stage = [&](const auto& rows, auto write) {
    in_pieces(parts_.central, rows, [&](Transaction& transaction, auto piece) { (Staging{transaction, site, revision, now}.*write)(piece); });
  };
  std::vector<PersonId> ended;
  std::vector<PersonRow> begun;
  for (const auto& one : changes.people) {
    if (one.standing && !one.is_new) ended.push_back(one.row.id);
    if (one.standing) begun.push_back(one.row);
  }
  std::ranges::sort(begun, {}, &PersonRow::id);
  stage(ended, &Staging::end_people);
  stage(begun, &Staging::begin_people);
  stage(changes.ties_end, &Staging::end_ties);
  stage(changes.ties_begin, &Staging::begin_ties);
  stage(changes.classes_end, &Staging::end_classes);
  stage(changes.classes_begin, &Staging::begin_classes);
  stage(changes.class_members_end, &Staging::end_class_members);
  stage(changes.class_members_begin, &Staging::begin_class_members);
  stage(changes.group_members_end, &Staging::end_group_members);
  stage(changes.group_members_begin, &Staging::begin_group_members);
  stage(changes.lines_end, &Staging::end_lines);
  stage(changes.lines_begin, &Staging::begin_lines);
  std::vector<RoomId> rooms_ended;
  std::vector<RoomRow> rooms_begun;
  for (const auto& one : changes.rooms) {
    if (!one.is_new) rooms_ended.push_back(one.row.room.id);
    rooms_begun.push_back(one.row);
  }
  stage(rooms_ended, &Staging::end_rooms);
  stage(rooms_begun, &Staging::begin_rooms);
}

// The one small write that everybody sees at once; nothing is written when the people, or the calendar where it changes, moved on.
std::expected<void, Outdated> Sync::switch_revision(const StoredPlan& plan, std::int64_t revision, const Changes& changes,
                                                    const SiteCalendar& before, const Actor& actor) {
  const auto earlier = status(plan.site);
  return parts_.central.write([&](Transaction& transaction) -> std::expected<void, Outdated> {
    const auto now = parts_.clock.now();
    const auto seen = before.revision();
    if (!move_plan(transaction, plan.id, PlanState::applying, PlanState::switched, revision, now + kLease, now)) return unexpected(Outdated{});
    if (!move_revision(transaction, plan.site, kPeopleRevision, revision - 1, revision)) return unexpected(Outdated{});
    if (changes.years && !move_revision(transaction, plan.site, kCalendarRevision, seen, seen + 1)) return unexpected(Outdated{});
    for (const auto& one : earlier) {
      if (one.state == PlanState::applied) replace_years(transaction, shelf_of(one.id), {});  // cannot be taken back any more
    }
    replace_years(transaction, shelf_of(plan.id), before.years());
    if (changes.years) replace_years(transaction, plan.site, *changes.years);
    add_resources(transaction, plan.site, changes);
    parts_.audit.record(transaction, actor, {"sync.applied", plan.id.text(), ""});
    return {};
  });
}

void Sync::add_resources(Transaction& transaction, SiteId site, const Changes& changes) {
  const auto add = [&](ResourceId id, const char* kind) {
    Resource resource;
    resource.id = id;
    resource.site = site;
    resource.kind = kind;
    parts_.ledger.add_resource(transaction, resource);
  };
  for (const auto& one : changes.rooms) {
    if (one.is_new) add(resource_of(one.row.room.id), "room");
  }
  for (const auto& one : changes.people) {
    if (one.is_new && one.row.kind == PersonKind::teacher) add(diary_of(same_person<TeacherId>(one.row.id)), "teacher");
  }
}

std::expected<Applied, ApplyRefusal> Sync::undo(PlanId id, const Actor& actor) {
  const auto plan = parts_.central.read([&](Reader& reader) { return find_plan(reader, id); });
  if (!plan || plan->site != actor.site) return unexpected(NoSuchPlan{});
  if (plan->state != PlanState::applied && plan->state != PlanState::switched) return unexpected(NotApplicable{plan->state});
  const auto done = plan->done_revision, revision = done + 1;
  parts_.directory.refresh(plan->site);
  if (parts_.directory.snapshot(plan->site)->rows().revision != done) return unexpected(Outdated{});
  clear_stage(plan->site, done);
  parts_.vaults.vault(plan->site).write([&](Transaction& transaction) { stage_undo_fields(transaction, done, revision); });
  const bool switched = parts_.central.write([&](Transaction& transaction) {
    const auto now = parts_.clock.now();
    if (!move_revision(transaction, plan->site, kPeopleRevision, done, revision)) return false;
    stage_undo(transaction, plan->site, done, revision);
    replace_years(transaction, plan->site, taken_back(load_years(transaction, shelf_of(plan->id)), load_years(transaction, plan->site)));
    replace_years(transaction, shelf_of(plan->id), {});
    raise_revision(transaction, plan->site, kCalendarRevision);
    move_plan(transaction, plan->id, plan->state, PlanState::undone, done, now + kLease, now);
    parts_.audit.record(transaction, actor, {"sync.undone", plan->id.text(), ""});
    return true;
  });
  if (!switched) return unexpected(Outdated{});
  refresh(plan->site);
  return Applied{false, {}, renew_lessons(plan->site)};
}

}  // namespace lodge::core
