#include "core/sync/sync.h"

#include "core/directory/store.h"
#include "core/revisions/revisions.h"
#include "core/sync/records.h"

#include <lodge/json.h>

#include <algorithm>

namespace lodge::core {
namespace {

using std::unexpected;

std::string sentence(const NoSuchPlan&) { return "There is no such plan."; }
std::string sentence(const NotApplicable& why) {
  if (why.state == PlanState::applying || why.state == PlanState::switched) return "This plan is being applied just now.";
  return "This plan cannot be applied or undone: it is " + std::string(word_of(why.state)) + ".";
}
std::string sentence(const Outdated&) { return "The people or the calendar have changed since this plan. Plan again."; }
std::string sentence(const Braked& why) {
  std::string text;
  for (const auto& brake : why.brakes) text += (text.empty() ? "" : " ") + brake.sentence;
  return text;
}

}  // namespace

std::string sentence_for(const ApplyRefusal& refusal) {
  return std::visit([](const auto& why) { return sentence(why); }, refusal);
}

namespace {

std::string summary_of(const Plan& plan) {
  auto value = to_value(plan);
  (*value.map())["faults"] = std::ssize(plan.faults);  // faults name people, and this is the central store
  (*value.map())["brakes"] = std::ssize(plan.brakes);
  return to_json(value);
}

}  // namespace

Present Sync::present(SiteId site) const {
  const auto people = parts_.directory.snapshot(site);
  const auto rooms = parts_.rooms.snapshot(site);
  const auto at = people->rows().revision;
  auto lines = parts_.central.read([&](Reader& reader) { return load_timetable(reader, site, at); });
  return {people, rooms, std::move(lines), parts_.calendar.snapshot(site)->years()};
}

void Sync::refresh(SiteId site) {
  parts_.directory.refresh(site);
  parts_.rooms.refresh(site);
  parts_.calendar.refresh(site);
}

// A kind that came back empty is compared as one that was not asked for: it removes nothing.
Changes Sync::compare_what_came(CheckedSchool& school, const Present& now) {
  auto asked = school.asked;
  std::erase_if(school.asked, [&](const std::string& kind) { return school.received[kind] == 0; });
  auto changes = compare(school, now);
  school.asked = std::move(asked);
  return changes;
}

Sync::Judged Sync::judge(const StoredPlan& stored, const Pulled& pulled) {
  const auto now = present(stored.site);
  auto school = check(pulled, known_of(now));
  auto changes = compare_what_came(school, now);
  Plan plan{stored.id, stored.site, stored.made_at, stored.state, changes.counts, pulled.mapping.names, {}, {}, 0, 0, false};
  plan.brakes = brakes(pulled, school, now, changes, parts_.thresholds);
  plan.faults = std::move(school.faults);
  if (changes.nothing()) {
    const auto lessons = lesson_plan(stored.site);
    plan.lessons_to_book = std::ssize(lessons.add);
    plan.lessons_to_cancel = std::ssize(lessons.cancel);
    plan.nothing_to_do = lessons.nothing();
  }
  return {std::move(plan), std::move(changes)};
}

std::expected<Pulled, std::string> Sync::mapped(SiteId site, Pulled pulled, Mapper& mapper) {
  refresh(site);
  return core::mapped(std::move(pulled), known_of(present(site)), mapper);
}

Plan Sync::plan(SiteId site, const Pulled& pulled, const Actor& actor) {
  refresh(site);
  StoredPlan stored{PlanId::random(), site, parts_.clock.now(), PlanState::planned, 0, 0, Instant(), ""};
  stored.base_revision = parts_.directory.snapshot(site)->rows().revision;
  auto& vault = parts_.vaults.vault(site);
  keep_records(vault, parts_.keyring, site, stored.id, pulled);
  forget_other_records(vault, stored.id);
  auto judged = judge(stored, *kept_records(vault, parts_.keyring, site, stored.id));
  stored.summary = summary_of(judged.plan);
  parts_.central.write([&](Transaction& transaction) {
    insert_plan(transaction, stored);
    parts_.audit.record(transaction, actor, {"sync.planned", stored.id.text(), ""});
  });
  return std::move(judged.plan);
}

std::optional<Plan> Sync::find(PlanId id) {
  const auto stored = parts_.central.read([&](Reader& reader) { return find_plan(reader, id); });
  if (!stored) return std::nullopt;
  const auto pulled = kept_records(parts_.vaults.vault(stored->site), parts_.keyring, stored->site, id);
  if (pulled) return judge(*stored, *pulled).plan;
  Plan plan;
  plan.id = id;
  plan.site = stored->site;
  plan.made_at = stored->made_at;
  plan.state = stored->state;
  return plan;
}

std::vector<StoredPlan> Sync::status(SiteId site, std::int64_t at_most) {
  return parts_.central.read([&](Reader& reader) { return plans_of(reader, site, at_most); });
}

Instant Sync::today(SiteId site) const {
  const auto calendar = parts_.calendar.snapshot(site);
  return calendar->zone().whole_day(calendar->zone().date(parts_.clock.now())).starts();
}

LessonPlan Sync::lesson_plan(SiteId site) {
  const auto now = present(site);
  const auto calendar = parts_.calendar.snapshot(site);
  const auto from = today(site);
  const auto wanted = lessons_of(meetings_of(now.lines), *calendar, calendar->zone().date(from), now.people->rows().classes);
  return parts_.timetable.plan(site, wanted, from);
}

LessonReport Sync::renew_lessons(SiteId site) { return parts_.timetable.carry_out(site, lesson_plan(site)); }

// People are switched on, if they are not yet, and then the lessons follow; each part may be done again.
std::expected<Applied, ApplyRefusal> Sync::apply(PlanId id, const Actor& actor, const Confirmations& confirmations) {
  const auto plan = parts_.central.read([&](Reader& reader) { return find_plan(reader, id); });
  if (!plan || plan->site != actor.site) return unexpected(NoSuchPlan{});
  refresh(plan->site);
  if (plan->state == PlanState::switched) return finish(*plan, {});
  if (plan->state != PlanState::planned && plan->state != PlanState::applying) return unexpected(NotApplicable{plan->state});
  auto switched = switch_on(*plan, actor, confirmations);
  if (!switched) return switched;
  return finish(*plan, std::move(*switched));
}

Applied Sync::finish(const StoredPlan& plan, Applied applied) {
  applied.lessons = renew_lessons(plan.site);
  const auto now = parts_.clock.now();
  const auto done = parts_.central.read([&](Reader& reader) { return find_plan(reader, plan.id)->done_revision; });
  parts_.central.write([&](Transaction& transaction) { move_plan(transaction, plan.id, PlanState::switched, PlanState::applied, done, now, now); });
  return applied;
}

}  // namespace lodge::core
